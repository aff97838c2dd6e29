import type { SchemaPath } from "../analyze/zod/find-own-types.js";

/** A place in a schema's value that has the schema's own type, or contains a place that has. */
export interface OwnPlace {
  /** The type of the place, as text: `OutputOf<typeof Story>["tags"]`. */
  readonly text: string;
  /** Whether it may be `null`, or absent. */
  readonly mayLack: boolean;
  /** The paths from here. Never empty. */
  readonly paths: readonly SchemaPath[];
}

/** The place of a whole schema; `undefined` if nothing in it has the schema's own type. */
export function ownRoot(text: string, paths: readonly SchemaPath[]): OwnPlace | undefined {
  return paths.length === 0 ? undefined : { text, mayLack: false, paths };
}

/** Whether the place itself has the schema's own type. */
export function isOwn({ paths }: OwnPlace): boolean {
  return paths.some((path) => path.length === 0);
}

/** The place without `null`. */
export function withoutNull(place: OwnPlace | undefined): OwnPlace | undefined {
  return place && { ...place, mayLack: true };
}

/**
 * A part of a place; `undefined` if nothing in it has the schema's own type.
 * @param step as {@link SchemaPath} has it
 * @param index the type that indexes the part, as text: `"name"`, `number`
 */
export function ownPart(
  place: OwnPlace | undefined,
  step: string | number,
  index: string,
  mayLack = false,
): OwnPlace | undefined {
  if (place === undefined) return undefined;
  const paths = place.paths.filter(([first]) => first === step).map((path) => path.slice(1));
  const whole = place.mayLack ? `NonNullable<${place.text}>` : place.text;
  return paths.length === 0 ? undefined : { text: `${whole}[${index}]`, mayLack, paths };
}

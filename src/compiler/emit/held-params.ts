import type { CallableSpec } from "../../manifest/manifest.js";
import { holdsDate } from "../../manifest/holds-date.js";
import type { DeclaredType } from "./schema-text.js";
import { TypeTexts } from "./type-text.js";

/** The types of a class's fields, for params where the caller gives another type. */
export interface HeldParams {
  /**
   * By the param's name. `undefined` if only its schema defines the type, which tsc compares with the
   * field.
   */
  readonly types: ReadonlyMap<string, string | undefined>;
  /** The types that these reference. */
  readonly declared: readonly DeclaredType[];
}

/**
 * Finds the type that the staleness guard compares with each field, if it is not the type that a caller
 * gives.
 */
export function heldParams({ params }: CallableSpec, stem: string): HeldParams {
  const texts = new TypeTexts(stem, "held");
  const types = new Map<string, string | undefined>();
  for (const { name, type, converts } of params) {
    if (converts) types.set(name, undefined);
    else if (holdsDate(type)) types.set(name, texts.text(type));
  }
  return { types, declared: texts.declared };
}

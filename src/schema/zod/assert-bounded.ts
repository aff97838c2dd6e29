import { UnaskableError } from "./unaskable.js";
import { zodDefinition } from "./zod-definition.js";

/** More levels than any provider accepts, but few enough for a build's stack and time. */
const maxLevels = 200;
/**
 * Each part counts wherever it is used, because a part that is used twice on each of 30 levels is converted
 * a billion times.
 */
const maxParts = 100_000;

/** The parts of a definition, in Zod 4 or Zod 3, with schemas: one, or several in a list or by key. */
const schemaParts = [
  "element",
  "innerType",
  "in",
  "out",
  "left",
  "right",
  "keyType",
  "valueType",
  "catchall",
  "rest",
  "schema",
  "type",
  "shape",
  "getter",
  "items",
  "options",
] as const;

interface Size {
  readonly parts: number;
  readonly levels: number;
}

/**
 * Asserts that a Zod schema can be converted in bounded time and memory. A recursive schema is counted
 * once.
 * @throws {UnaskableError} for one that is too deep or too large
 */
export function assertBounded(schema: unknown): void {
  const sizes = new Map<object, Size>();
  function measure(value: unknown, level: number): Size {
    const definition = zodDefinition(value);
    if (definition === undefined) return { parts: 0, levels: 0 };
    const known = sizes.get(definition);
    if (level - 1 + (known?.levels ?? 1) > maxLevels) {
      refuse(`nests more than ${maxLevels} schemas in each other`);
    }
    if (known !== undefined) return known;
    // While it is being measured, it counts as a reference.
    sizes.set(definition, { parts: 1, levels: 1 });
    let [parts, levels] = [1, 1];
    for (const part of schemaParts.flatMap((name) => schemasOf(definition[name]))) {
      const within = measure(part, level + 1);
      parts += within.parts;
      levels = Math.max(levels, within.levels + 1);
    }
    if (parts > maxParts) refuse(`has more than ${maxParts} parts, each counted where it is used`);
    sizes.set(definition, { parts, levels });
    return { parts, levels };
  }
  measure(schema, 1);
}

function refuse(what: string): never {
  const remedy = "make it flatter, or make it recursive with a getter or z.lazy()";
  throw new UnaskableError([{ path: "", steps: [], what, remedy }]);
}

function schemasOf(part: unknown): readonly unknown[] {
  if (zodDefinition(part) !== undefined) return [part];
  // The shape of an object in Zod 3, and the schema of a lazy one, are functions.
  const held: unknown = typeof part === "function" ? part() : part;
  if (zodDefinition(held) !== undefined) return [held];
  if (held instanceof Map) return [...held.values()];
  if (typeof held !== "object" || held === null) return [];
  return Object.values(held);
}

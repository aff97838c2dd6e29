import type { Json, JsonObject } from "../internal/json.js";

/** The text literals in a schema, sorted by code units. */
const known = new WeakMap<JsonObject, readonly string[]>();

/**
 * Whether an incomplete text may become one of the literals (a `const`, a value of an `enum`) in a schema.
 * If not, it is free text.
 */
export function mayBecomeLiteral(schema: JsonObject, text: string): boolean {
  let literals = known.get(schema);
  if (literals === undefined) known.set(schema, (literals = findLiterals(schema)));
  // If a literal begins with the text, the first literal that does not sort before it does.
  let low = 0;
  for (let high = literals.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((literals[middle] ?? "") <= text) low = middle + 1;
    else high = middle;
  }
  return literals[low]?.startsWith(text) === true;
}

function findLiterals(schema: JsonObject): readonly string[] {
  const literals = new Set<string>();
  const pending: Json[] = [schema];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if (!Array.isArray(node)) {
      const { const: constant, enum: values } = node as JsonObject;
      for (const value of [constant, ...(Array.isArray(values) ? values : [])]) {
        if (typeof value === "string") literals.add(value);
      }
    }
    // An example in the schema may look like a literal; a similar text is then shown some characters later.
    for (const part of Object.values(node as object) as Json[]) pending.push(part);
  }
  return [...literals].sort();
}

import type { JsonObject } from "../../internal/json.js";
import { readAlternatives, readOwn } from "../json-schema.js";

/** The keys of a record, if its `propertyNames` lists them; otherwise `undefined`. */
export function readKeys(schema: JsonObject): readonly string[] | undefined {
  const alternatives = readAlternatives(schema);
  if (alternatives.length > 0) {
    const lists = alternatives.map(readKeys);
    return lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : undefined;
  }
  const literal = readOwn(schema, "const");
  const values = literal === undefined ? readOwn(schema, "enum") : [literal];
  if (!Array.isArray(values)) return undefined;
  // Keys are texts, even if the literals are numbers.
  return values.map(String);
}

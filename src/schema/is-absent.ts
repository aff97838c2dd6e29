import type { JsonObject } from "../internal/json.js";
import {
  acceptsNull,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRequired,
  readSchemas,
  resolveRefs,
} from "./json-schema.js";
import { mergeAllOf } from "./merge-all-of.js";

/**
 * Whether a `null` at a place in an answer means that the property is absent, as `fromStrict` has it:
 * the author's schema declares the property optional, and not nullable. Asked of a value that is not
 * complete yet, so where a union leaves several possibilities, all of them must say so.
 *
 * @param path the keys and indexes from the root to the property
 */
export function isAbsent(path: readonly (string | number)[], schema: JsonObject): boolean {
  const key = path.at(-1);
  if (typeof key !== "string") return false;
  let candidates = possibilities(schema, schema);
  for (const step of path.slice(0, -1)) {
    candidates = candidates.flatMap((one) => {
      const next = stepInto(one, step);
      return next ? possibilities(next, schema) : [];
    });
  }
  const declaring = candidates.filter((one) => readProperties(one).has(key));
  return declaring.length > 0 && declaring.every((one) => isOptional(one, key, schema));
}

function isOptional(schema: JsonObject, key: string, root: JsonObject): boolean {
  const property = readProperties(schema).get(key);
  return property !== undefined && !readRequired(schema).has(key) && !acceptsNull(property, root);
}

/** The schemas that a value may follow: the schema itself, or the members of a union. */
function possibilities(schema: JsonObject, root: JsonObject): readonly JsonObject[] {
  const resolved = resolveRefs(schema, root);
  const merged = resolved && mergeAllOf(resolved, root);
  if (merged === undefined) return [];
  const alternatives = readAlternatives(merged);
  if (alternatives.length === 0) return [merged];
  return alternatives.flatMap((one) => possibilities(one, root));
}

function stepInto(schema: JsonObject, step: string | number): JsonObject | undefined {
  if (typeof step === "number") {
    const element = readSchemas(schema, "prefixItems")[step] ?? readOwn(schema, "items");
    return isJsonObject(element) ? element : undefined;
  }
  const property = readProperties(schema).get(step) ?? readOwn(schema, "additionalProperties");
  return isJsonObject(property) ? property : undefined;
}

import type { Json, JsonObject } from "../internal/json.js";
import { isJsonObject, readOwn, readSchemas, readTypes, resolveRefs } from "./json-schema.js";

/**
 * Merges an `allOf` into one schema: the schema itself if it has none, `undefined` if the parts cannot be
 * merged without changing their meaning. Parts can be merged if every keyword that both have is the same,
 * and objects by their properties.
 */
export function mergeAllOf(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  if (!Object.hasOwn(schema, "allOf")) return schema;
  const { allOf, ...rest } = schema;
  const parts = readSchemas(schema, "allOf");
  if (!Array.isArray(allOf) || parts.length !== allOf.length) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && Object.keys(rest).length === 0) return only;

  let merged: JsonObject | undefined = rest;
  for (const part of parts) {
    const resolved = resolveRefs(part, root);
    // A part that contains the schema itself would be merged endlessly.
    if (resolved === undefined || resolved === schema) return undefined;
    const flat = mergeAllOf(resolved, root);
    if (flat === undefined) return undefined;
    merged = mergeTwo(merged, flat);
    if (merged === undefined) return undefined;
  }
  return merged;
}

function mergeTwo(left: JsonObject, right: JsonObject): JsonObject | undefined {
  const merged = new Map<string, Json>(Object.entries(left));
  for (const [key, value] of Object.entries(right)) {
    const present = merged.get(key);
    const joined = present === undefined ? value : joinKeyword(key, present, value);
    if (joined === undefined) return undefined;
    merged.set(key, joined);
  }
  const result = Object.fromEntries(merged);
  // Both parts see the whole object, so a closed part forbids the other's properties.
  if (!sameClosure(left, right)) return undefined;
  return result;
}

function joinKeyword(key: string, left: Json, right: Json): Json | undefined {
  if (isSameJson(left, right)) return left;
  if (key === "description" || key === "title") return left;
  if (key === "pattern" && typeof left === "string" && typeof right === "string") {
    return String.raw`^(?=[\s\S]*(?:${left}))(?=[\s\S]*(?:${right}))`;
  }
  if (key === "required" && Array.isArray(left) && Array.isArray(right)) {
    return [...new Set<Json>([...left, ...right])];
  }
  if ((key === "properties" || key === "$defs") && isJsonObject(left) && isJsonObject(right)) {
    const shared = Object.keys(right).filter((name) => Object.hasOwn(left, name));
    const agree = shared.every((name) => isSameJson(readOwn(left, name), readOwn(right, name)));
    return agree
      ? Object.fromEntries([...Object.entries(left), ...Object.entries(right)])
      : undefined;
  }
  return undefined;
}

function sameClosure(left: JsonObject, right: JsonObject): boolean {
  const isObject = (schema: JsonObject) => readTypes(schema).includes("object");
  if (!isObject(left) || !isObject(right)) return true;
  const closed = [left, right].filter(
    (schema) => readOwn(schema, "additionalProperties") === false,
  );
  return closed.length !== 1 && (closed.length === 0 || isSameShape(left, right));
}

function isSameShape(left: JsonObject, right: JsonObject): boolean {
  const names = (schema: JsonObject) => {
    const properties = readOwn(schema, "properties");
    return isJsonObject(properties) ? Object.keys(properties).sort().join("\n") : "";
  };
  return names(left) === names(right);
}

function isSameJson(left: Json | undefined, right: Json | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

import type { Json, JsonObject } from "../../internal/json.js";

/**
 * Writes a JSON Schema of draft 2020-12 as one of draft 7, which the AI SDK's providers read: they differ
 * in tuples and in the name of the draft. Definitions stay where references look for them.
 */
export function toDraft7(schema: JsonObject): JsonObject {
  return convert(schema) as JsonObject;
}

/** Keywords whose values are no schemas, whatever they look like. */
const values: ReadonlySet<string> = new Set(["const", "enum", "default", "examples"]);
/** Keywords that hold schemas by names of the author's. */
const maps: ReadonlySet<string> = new Set(["properties", "patternProperties", "$defs"]);

function convert(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(convert);
  if (typeof schema !== "object" || schema === null) return schema;
  const isTuple = Object.hasOwn(schema, "prefixItems");
  // Through entries, as a key named __proto__ is to be a key.
  return Object.fromEntries(
    Object.entries(schema as JsonObject).flatMap(([key, value]): [string, Json][] => {
      if (key === "$schema") return [];
      if (key === "prefixItems") return [["items", convert(value)]];
      if (key === "items" && isTuple) return [["additionalItems", convert(value)]];
      if (values.has(key)) return [[key, value]];
      return [[key, maps.has(key) ? convertMap(value) : convert(value)]];
    }),
  );
}

function convertMap(map: Json): Json {
  if (typeof map !== "object" || map === null || Array.isArray(map)) return map;
  return Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, convert(schema)]));
}

import type { Json, JsonObject } from "../../internal/json.js";
import { isJsonObject } from "../json-schema.js";

/** The keywords that are kept, in the order in which they are written. All others are noise to a model. */
const keywords = [
  "$ref",
  "type",
  "title",
  "description",
  "const",
  "enum",
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "prefixItems",
  "items",
  "contains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "format",
  "pattern",
  "contentEncoding",
  "contentMediaType",
  "minLength",
  "maxLength",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "default",
  "examples",
  "deprecated",
  "$defs",
];

const single = new Set(["additionalProperties", "propertyNames", "items", "contains", "not"]);
const lists = new Set(["prefixItems", "anyOf", "oneOf", "allOf"]);
const maps = new Set(["properties", "patternProperties", "$defs"]);

/** Whether to close objects that do not say whether they allow further keys. */
export interface NormalizeOptions {
  readonly close: boolean;
}

/**
 * A JSON Schema with known keywords only, in a fixed order, and converted from draft 7 to draft 2020-12.
 * Properties keep their order, in which a model writes them.
 */
export function normalizeSchema(schema: JsonObject, options: NormalizeOptions): JsonObject {
  const draft2020 = toDraft2020(schema);
  const isOpen = "properties" in draft2020 && !("additionalProperties" in draft2020);
  const whole = options.close && isOpen ? { ...draft2020, additionalProperties: false } : draft2020;
  const entries: [string, Json][] = [];
  for (const keyword of keywords) {
    const value = whole[keyword];
    if (value === undefined || isNoise(whole, keyword, value)) continue;
    entries.push([keyword, normalizeKeyword(keyword, value, options)]);
  }
  return Object.fromEntries(entries);
}

function normalizeKeyword(keyword: string, value: Json, options: NormalizeOptions): Json {
  // Each member of an `allOf` sees the keys of the others, so closing one would refuse them.
  const inner = keyword === "allOf" ? { close: false } : options;
  if (single.has(keyword)) return normalizeValue(value, inner);
  if (lists.has(keyword) && Array.isArray(value)) {
    return value.map((member: Json) => normalizeValue(member, inner));
  }
  if (maps.has(keyword) && isJsonObject(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, part]) => [name, normalizeValue(part, inner)]));
  }
  return value;
}

function normalizeValue(value: Json, options: NormalizeOptions): Json {
  if (value === true) return {};
  return isJsonObject(value) ? normalizeSchema(value, options) : value;
}

/** Draft 7 writes a tuple with `items` and `additionalItems`. */
function toDraft2020(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema["items"])) return schema;
  const { items, additionalItems, ...rest } = schema;
  const closed = additionalItems === undefined ? false : additionalItems;
  return { ...rest, prefixItems: items as Json, items: closed };
}

/** What Zod writes although JSON implies it: the bounds of safe integers, and that keys are strings. */
function isNoise(schema: JsonObject, keyword: string, value: Json): boolean {
  if (keyword === "minimum") return value === Number.MIN_SAFE_INTEGER;
  if (keyword === "maximum") return value === Number.MAX_SAFE_INTEGER;
  if (keyword !== "propertyNames" || !isJsonObject(value)) return false;
  return Object.keys(value).length === 1 && value["type"] === "string" && "type" in schema;
}

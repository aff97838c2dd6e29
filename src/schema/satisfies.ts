import type { Json, JsonObject } from "../internal/json.js";
import {
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
  readRequired,
  readSchemas,
  readTypes,
  resolveRefs,
} from "./json-schema.js";

/**
 * Whether a value fits a schema as far as its types, literals, properties, elements and bounds say. Objects
 * are closed unless the schema opens them. It is no validator; the agent's Zod schema is.
 */
export function satisfies(value: unknown, schema: JsonObject, root: JsonObject): boolean {
  const resolved = resolveRefs(schema, root);
  if (resolved === undefined) return false;
  return (
    satisfiesLiterals(value, resolved) &&
    satisfiesType(value, resolved) &&
    satisfiesCombined(value, resolved, root) &&
    satisfiesBounds(value, resolved) &&
    (!isJsonObject(value) || satisfiesProperties(value, resolved, root)) &&
    (!Array.isArray(value) || satisfiesElements(value, resolved, root))
  );
}

function satisfiesLiterals(value: unknown, schema: JsonObject): boolean {
  const same = (literal: Json | undefined) =>
    literal === value || JSON.stringify(literal) === JSON.stringify(value);
  if (Object.hasOwn(schema, "const")) return same(schema["const"]);
  const values = readOwn(schema, "enum");
  return !Array.isArray(values) || values.some(same);
}

function satisfiesType(value: unknown, schema: JsonObject): boolean {
  const types = readTypes(schema);
  if (types.length === 0) return true;
  return types.some((type) => {
    if (type === "null") return value === null;
    if (type === "array") return Array.isArray(value);
    if (type === "object") return isJsonObject(value);
    if (type === "integer") return Number.isInteger(value);
    return typeof value === type;
  });
}

function satisfiesCombined(value: unknown, schema: JsonObject, root: JsonObject): boolean {
  const alternatives = readAlternatives(schema);
  if (alternatives.length > 0 && !alternatives.some((one) => satisfies(value, one, root))) {
    return false;
  }
  return readSchemas(schema, "allOf").every((part) => satisfies(value, part, root));
}

function satisfiesBounds(value: unknown, schema: JsonObject): boolean {
  const within = (size: number, least: string, most: string) =>
    size >= readNumber(schema, least, Number.NEGATIVE_INFINITY) &&
    size <= readNumber(schema, most, Number.POSITIVE_INFINITY);
  if (typeof value === "string") {
    const pattern = readOwn(schema, "pattern");
    return (
      within(value.length, "minLength", "maxLength") &&
      (typeof pattern !== "string" || matches(pattern, value))
    );
  }
  if (Array.isArray(value)) return within(value.length, "minItems", "maxItems");
  if (typeof value !== "number") return true;
  return (
    within(value, "minimum", "maximum") &&
    value > readNumber(schema, "exclusiveMinimum", Number.NEGATIVE_INFINITY) &&
    value < readNumber(schema, "exclusiveMaximum", Number.POSITIVE_INFINITY)
  );
}

function satisfiesProperties(value: JsonObject, schema: JsonObject, root: JsonObject): boolean {
  const properties = readProperties(schema);
  for (const name of readRequired(schema)) if (!Object.hasOwn(value, name)) return false;
  const additional = readOwn(schema, "additionalProperties");
  const isBare = additional === undefined && !Object.hasOwn(schema, "properties");
  const isOpen = additional === true || isBare;
  for (const [name, one] of Object.entries(value)) {
    const property = properties.get(name) ?? (isJsonObject(additional) ? additional : undefined);
    if (property === undefined ? !isOpen : !satisfies(one, property, root)) return false;
  }
  return true;
}

function satisfiesElements(
  value: readonly unknown[],
  schema: JsonObject,
  root: JsonObject,
): boolean {
  const tuple = readSchemas(schema, "prefixItems");
  const items = readOwn(schema, "items");
  return value.every((element, index) => {
    const one = tuple[index] ?? items;
    return isJsonObject(one) ? satisfies(element, one, root) : one !== false;
  });
}

function readNumber(schema: JsonObject, keyword: string, otherwise: number): number {
  const value = readOwn(schema, keyword);
  return typeof value === "number" ? value : otherwise;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

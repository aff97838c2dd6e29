import { canonicalJson } from "../../../internal/canonical-json.js";
import type { Json, JsonObject } from "../../../internal/json.js";
import { isJsonObject, isOfTypes } from "../../../schema/json-schema.js";
import { compilePattern } from "./compile-pattern.js";
import { findSchema, type PlainSchema, type Schema } from "./schema.js";
import { findOwn } from "../../../internal/find-own.js";

/** Limits references that only lead to each other, which would never end. */
const maxReferences = 64;

/**
 * Whether a value satisfies a schema. `format` is only an annotation, as in JSON Schema.
 *
 * @param root The document that references point into.
 */
export function matches(root: JsonObject, schema: Schema, value: Json, references = 0): boolean {
  if (references > maxReferences) return false;
  const here = (part: Schema): boolean => matches(root, part, value, references + 1);
  const inner = (part: Schema, of: Json): boolean => matches(root, part, of);
  if (schema.$ref !== undefined) {
    const target = findSchema(root, schema.$ref);
    if (target === undefined || !here(target)) return false;
  }
  if (schema.anyOf?.some(here) === false) return false;
  if (schema.not !== undefined && here(schema.not)) return false;
  const same = (other: Json): boolean => canonicalJson(other) === canonicalJson(value);
  if (schema.enum?.some(same) === false) return false;
  if (schema.type !== undefined && !isOfTypes(value, [schema.type].flat())) return false;
  if (typeof value === "string") return matchesText(schema, value);
  if (typeof value === "number") return matchesNumber(schema, value);
  if (Array.isArray(value)) return matchesArray(schema, value, inner);
  return !isJsonObject(value) || matchesObject(schema, value, inner);
}

type Inner = (schema: Schema, value: Json) => boolean;

function matchesText(schema: PlainSchema, text: string): boolean {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  // Counts UTF-16 units, as Zod does; JSON Schema counts characters. They rarely differ in made-up text.
  if (text.length < minLength || text.length > maxLength) return false;
  return pattern === undefined || compilePattern(pattern)?.test(text) === true;
}

function matchesNumber(schema: PlainSchema, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  if (value < minimum || value > maximum) return false;
  if (value <= exclusiveMinimum || value >= exclusiveMaximum) return false;
  return multipleOf === undefined || isMultiple(value, multipleOf);
}

/**
 * Whether a number is a multiple, in decimal arithmetic: 0.3 is a multiple of 0.1, although not in binary.
 */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) <= Number.EPSILON * Math.max(1, Math.abs(ratio)) * 4;
}

function matchesArray(schema: PlainSchema, value: readonly Json[], inner: Inner): boolean {
  const { items = {}, minItems = 0, maxItems = Infinity, uniqueItems } = schema;
  if (value.length < minItems || value.length > maxItems) return false;
  if (uniqueItems === true && new Set(value.map(canonicalJson)).size !== value.length) return false;
  return value.every((item) => inner(items, item));
}

function matchesObject(schema: PlainSchema, value: JsonObject, inner: Inner): boolean {
  const { properties = {}, required = [] } = schema;
  if (!required.every((key) => Object.hasOwn(value, key))) return false;
  return Object.entries(value).every(([key, member]) =>
    inner(findOwn(properties, key) ?? {}, member),
  );
}

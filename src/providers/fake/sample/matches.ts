import { canonicalJson } from "../../../internal/canonical-json.js";
import type { Json, JsonObject } from "../../../internal/json.js";
import { compilePattern } from "./compile-pattern.js";
import {
  findReferenced,
  isArray,
  isObject,
  isOfType,
  type Schema,
  type SchemaObject,
} from "./schema.js";

/** References that lead to each other without reading anything of the value would never end. */
const maxReferences = 64;

/**
 * Whether a value satisfies a schema, by the keywords that `z.toJSONSchema` writes. `format` is an
 * annotation here, as it is in JSON Schema.
 *
 * @param root The document that references point into.
 */
export function matches(root: Schema, schema: Schema, value: Json, references = 0): boolean {
  if (typeof schema === "boolean") return schema;
  if (references > maxReferences) return false;
  const here = (part: Schema): boolean => matches(root, part, value, references + 1);
  const inner = (part: Schema, of: Json): boolean => matches(root, part, of);
  if (schema.$ref !== undefined) {
    const target = findReferenced(root, schema.$ref);
    if (target === undefined || !here(target)) return false;
  }
  if (schema.allOf?.every(here) === false) return false;
  if (schema.anyOf?.some(here) === false) return false;
  if (schema.oneOf !== undefined && schema.oneOf.filter(here).length !== 1) return false;
  if (schema.not !== undefined && here(schema.not)) return false;
  if (!matchesType(schema, value) || !matchesChoice(schema, value)) return false;
  if (typeof value === "string") return matchesText(schema, value);
  if (typeof value === "number") return matchesNumber(schema, value);
  if (isArray(value)) return matchesArray(schema, value, inner);
  return !isObject(value) || matchesObject(schema, value, inner);
}

type Inner = (schema: Schema, value: Json) => boolean;

function matchesType({ type }: SchemaObject, value: Json): boolean {
  if (type === undefined) return true;
  return (typeof type === "string" ? [type] : type).some((name) => isOfType(value, name));
}

function matchesChoice(schema: SchemaObject, value: Json): boolean {
  const same = (other: Json): boolean => canonicalJson(other) === canonicalJson(value);
  if (schema.const !== undefined && !same(schema.const)) return false;
  return schema.enum === undefined || schema.enum.some(same);
}

function matchesText(schema: SchemaObject, text: string): boolean {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  // UTF-16 units, as Zod counts; JSON Schema counts characters. Text that is made up here has few others.
  if (text.length < minLength || text.length > maxLength) return false;
  return pattern === undefined || compilePattern(pattern)?.test(text) === true;
}

function matchesNumber(schema: SchemaObject, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  if (value < minimum || value > maximum) return false;
  if (value <= exclusiveMinimum || value >= exclusiveMaximum) return false;
  return multipleOf === undefined || isMultiple(value, multipleOf);
}

/** Whether a number is a multiple, as decimals: 0.3 is one of 0.1, although it is not in binary. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) <= Number.EPSILON * Math.max(1, Math.abs(ratio)) * 4;
}

function matchesArray(schema: SchemaObject, value: readonly Json[], inner: Inner): boolean {
  const { prefixItems = [], items = true, minItems = 0, maxItems = Infinity, uniqueItems } = schema;
  if (value.length < minItems || value.length > maxItems) return false;
  if (uniqueItems === true && new Set(value.map(canonicalJson)).size !== value.length) return false;
  return value.every((item, index) => inner(prefixItems[index] ?? items, item));
}

function matchesObject(schema: SchemaObject, value: JsonObject, inner: Inner): boolean {
  const { properties = {}, patternProperties = {}, additionalProperties = true } = schema;
  const {
    required = [],
    propertyNames = true,
    minProperties = 0,
    maxProperties = Infinity,
  } = schema;
  const entries = Object.entries(value);
  if (entries.length < minProperties || entries.length > maxProperties) return false;
  if (!required.every((key) => Object.hasOwn(value, key))) return false;
  return entries.every(([key, member]) => {
    if (!inner(propertyNames, key)) return false;
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const byPattern = Object.entries(patternProperties)
      .filter(([pattern]) => compilePattern(pattern)?.test(key) === true)
      .map(([, part]) => part);
    const applying = own === undefined ? byPattern : [own, ...byPattern];
    if (applying.length === 0) return inner(additionalProperties, member);
    return applying.every((part) => inner(part, member));
  });
}

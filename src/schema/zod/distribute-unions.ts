import type { Json, JsonObject } from "../../internal/json.js";
import { isJsonObject, readAlternatives, readOwn, readSchemas } from "../json-schema.js";

/**
 * Turns a schema with both a union and other keywords into a union only. An object combined with a union
 * (`Base.and(z.union([A, B]))`) becomes a union of objects with the properties of both, as in Zod 4. A
 * schema that is not made only of objects stays as it is.
 */
export function distributeUnions(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).map(([key, value]) => [key, distribute(value)] as const);
  const whole: JsonObject = Object.fromEntries(entries);
  const { type, anyOf, allOf: _, ...rest } = whole;
  // For a text in one of several formats, each member gets the type.
  if (typeof type === "string" && Array.isArray(anyOf) && rest["properties"] === undefined) {
    return { ...rest, anyOf: readSchemas(whole, "anyOf").map((member) => ({ type, ...member })) };
  }
  const parts = readSchemas(whole, "allOf");
  if (!parts.some((part) => readAlternatives(part).length > 0)) return whole;
  const members = parts.map(membersOf).reduce<readonly JsonObject[] | undefined>(combine, [{}]);
  return members === undefined ? whole : { ...rest, anyOf: members };
}

function distribute(value: Json): Json {
  if (Array.isArray(value)) return value.map(distribute);
  return isJsonObject(value) ? distributeUnions(value) : value;
}

/** The objects of a union; `undefined` for any other schema. */
function membersOf(schema: JsonObject): readonly JsonObject[] | undefined {
  const alternatives = readAlternatives(schema);
  if (alternatives.length === 0) return isPlainObject(schema) ? [schema] : undefined;
  const members = alternatives.map(membersOf);
  return members.every((member) => member !== undefined) ? members.flat() : undefined;
}

const ofObjects = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "description",
]);

function isPlainObject(schema: JsonObject): boolean {
  return (
    readOwn(schema, "type") === "object" &&
    Object.hasOwn(schema, "properties") &&
    Object.keys(schema).every((key) => ofObjects.has(key))
  );
}

function combine(
  left: readonly JsonObject[] | undefined,
  right: readonly JsonObject[] | undefined,
): readonly JsonObject[] | undefined {
  if (left === undefined || right === undefined) return undefined;
  const joined = left.flatMap((one) => right.map((other) => join(one, other)));
  return joined.every((one) => one !== undefined) ? joined : undefined;
}

function join(left: JsonObject, right: JsonObject): JsonObject | undefined {
  const [one, other] = [propertiesOf(left), propertiesOf(right)];
  const isSame = (name: string) => JSON.stringify(one[name]) === JSON.stringify(other[name]);
  const shared = Object.keys(other).filter((name) => Object.hasOwn(one, name));
  if (!shared.every(isSame)) return undefined;
  const isOpen = [left, right].some((part) => ![undefined, false].includes(closureOf(part)));
  return {
    type: "object",
    properties: Object.fromEntries([...Object.entries(one), ...Object.entries(other)]),
    required: [...new Set([...requiredOf(left), ...requiredOf(right)])],
    additionalProperties: isOpen,
  };
}

function propertiesOf(schema: JsonObject): JsonObject {
  const properties = readOwn(schema, "properties");
  return isJsonObject(properties) ? properties : {};
}

function requiredOf(schema: JsonObject): readonly Json[] {
  const required = readOwn(schema, "required");
  return Array.isArray(required) ? required : [];
}

/** Whether an object is closed, which the library leaves out for parts of an intersection. */
function closureOf(schema: JsonObject): boolean | undefined {
  const additional = readOwn(schema, "additionalProperties");
  return additional === undefined ? undefined : additional !== false;
}

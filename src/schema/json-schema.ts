import type { Json, JsonObject } from "../internal/json.js";

/** Tells a JSON object from every other value. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads an own property of an object. Schemas and model answers may have any keys, including `__proto__`
 * and `constructor`, so inherited properties must never be read.
 */
export function readOwn(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Follows a local `$ref` (`"#"`, `"#/$defs/Node"`, any JSON Pointer in a fragment; RFC 6901) from the root
 * of its document. `undefined` if it leaves the document or its target does not exist.
 */
export function findDefinition(root: JsonObject, ref: string): JsonObject | undefined {
  if (ref === "#") return root;
  if (!ref.startsWith("#/")) return undefined;
  let place: Json | undefined = root;
  for (const token of ref.slice(2).split("/")) {
    const key = decodePointerToken(token);
    if (Array.isArray(place)) place = (place as readonly Json[])[Number(key)];
    else if (isJsonObject(place)) place = readOwn(place, key);
    else return undefined;
  }
  return isJsonObject(place) ? place : undefined;
}

/** The last name in a local `$ref`: `"Node"` for `"#/$defs/Node"`. */
export function readRefName(ref: string): string {
  return decodePointerToken(ref.slice(ref.lastIndexOf("/") + 1));
}

/**
 * Follows a chain of `$ref`s to the first schema that is not a reference; `undefined` if the chain is
 * broken or endless.
 */
export function resolveRefs(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  const seen = new Set<JsonObject>();
  let place: JsonObject | undefined = schema;
  while (place !== undefined) {
    const ref = readOwn(place, "$ref");
    if (typeof ref !== "string") return place;
    if (seen.has(place)) return undefined;
    seen.add(place);
    place = findDefinition(root, ref);
  }
  return undefined;
}

/** The schemas of a keyword with a list (`anyOf`, `allOf`); empty if it is absent. */
export function readSchemas(schema: JsonObject, keyword: string): readonly JsonObject[] {
  const value = readOwn(schema, keyword);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The alternatives of a union, in any notation. Empty if the schema is not a union. */
export function readAlternatives(schema: JsonObject): readonly JsonObject[] {
  const anyOf = readSchemas(schema, "anyOf");
  return anyOf.length > 0 ? anyOf : readSchemas(schema, "oneOf");
}

/** The declared properties of an object schema by name, in order. */
export function readProperties(schema: JsonObject): ReadonlyMap<string, JsonObject> {
  const properties = readOwn(schema, "properties");
  const byName = new Map<string, JsonObject>();
  if (!isJsonObject(properties)) return byName;
  for (const [name, property] of Object.entries(properties)) {
    byName.set(name, isJsonObject(property) ? property : {});
  }
  return byName;
}

/** The names of the properties that an object schema requires. */
export function readRequired(schema: JsonObject): ReadonlySet<string> {
  const required = readOwn(schema, "required");
  if (!Array.isArray(required)) return new Set();
  return new Set(required.filter((name) => typeof name === "string"));
}

/** The types that a schema names, or that its keywords imply. Empty if it does not restrict the type. */
export function readTypes(schema: JsonObject): readonly string[] {
  const type = readOwn(schema, "type");
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.filter((name) => typeof name === "string");
  if (Object.hasOwn(schema, "properties")) return ["object"];
  if (Object.hasOwn(schema, "items") || Object.hasOwn(schema, "prefixItems")) return ["array"];
  return [];
}

/** Whether a value has one of the types that a schema names; an integer is also a number. */
export function isOfTypes(value: Json, types: readonly string[]): boolean {
  if (value === null) return types.includes("null");
  if (Array.isArray(value)) return types.includes("array");
  return types.includes(typeof value) || (Number.isInteger(value) && types.includes("integer"));
}

/** Whether a schema, as the root of a document, describes an object and nothing else. */
export function isObjectSchema(schema: JsonObject): boolean {
  const types = readTypes(schema);
  return types.length === 1 && types[0] === "object" && readAlternatives(schema).length === 0;
}

/** Whether `null` satisfies a schema. */
export function acceptsNull(schema: JsonObject, root: JsonObject): boolean {
  const resolved = resolveRefs(schema, root);
  if (resolved === undefined) return false;
  if (Object.hasOwn(resolved, "const")) return resolved["const"] === null;
  const values = readOwn(resolved, "enum");
  if (Array.isArray(values)) return values.includes(null);
  const alternatives = readAlternatives(resolved);
  if (alternatives.length > 0) return alternatives.some((one) => acceptsNull(one, root));
  const parts = readSchemas(resolved, "allOf");
  if (parts.length > 0) return parts.every((part) => acceptsNull(part, root));
  const types = readTypes(resolved);
  return types.length === 0 ? !Object.hasOwn(resolved, "not") : types.includes("null");
}

function decodePointerToken(token: string): string {
  // A fragment is percent-encoded, and within it a pointer's token escapes `/` and `~`. Text that is not
  // valid percent-encoding is used as it is.
  let decoded = token;
  try {
    decoded = decodeURIComponent(token);
  } catch {}
  return decoded.replaceAll("~1", "/").replaceAll("~0", "~");
}

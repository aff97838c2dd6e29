import { canonicalJson } from "../internal/canonical-json.js";
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
} from "../schema/json-schema.js";
import { mergeAllOf } from "../schema/merge-all-of.js";
import { anyShape, type Member, type Property, type Shape } from "./shape.js";
import { readNumberMember, readStringMember } from "./scalar-of-schema.js";

/** Keywords that do not restrict values. */
const annotations: ReadonlySet<string> = new Set([
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "default",
  "deprecated",
  "description",
  "examples",
  "title",
]);

/** Keywords that members have fields for. */
const read: ReadonlySet<string> = new Set([
  "additionalProperties",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "items",
  "maxItems",
  "maxLength",
  "maximum",
  "minItems",
  "minLength",
  "minimum",
  "multipleOf",
  "pattern",
  "prefixItems",
  "properties",
  "required",
  "type",
]);

/**
 * The shape of the values that a JSON Schema (draft 2020-12) describes to their reader. A property with a
 * default is always present. An object is closed unless it says otherwise, because Zod drops unknown keys.
 */
export function shapeOfSchema(schema: JsonObject): Shape {
  return new SchemaReader(schema).read(schema);
}

/** Reads the schemas of one document, each once, so that a recursive schema becomes a recursive shape. */
class SchemaReader {
  readonly #root: JsonObject;
  readonly #shapes = new Map<JsonObject, Shape>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  read(schema: Json): Shape {
    if (schema === false) return { members: [] };
    if (!isJsonObject(schema)) return anyShape;
    const known = this.#shapes.get(schema);
    if (known) return known;
    let members: readonly Member[] | undefined;
    // Evaluated later, because a shape may contain itself. A shape that is only itself has no members.
    const readMembers = (): readonly Member[] => {
      members = [];
      const found = this.#members(schema);
      members = found.some(({ kind }) => kind === "any") ? anyShape.members : found;
      return members;
    };
    const shape: Shape = {
      get members() {
        return members ?? readMembers();
      },
    };
    this.#shapes.set(schema, shape);
    return shape;
  }

  #members(schema: JsonObject): readonly Member[] {
    const telling = Object.keys(schema).filter((keyword) => !annotations.has(keyword));
    if (telling.length === 0) return anyShape.members;
    const says = (keyword: string, ...beside: readonly string[]) =>
      Object.hasOwn(schema, keyword) &&
      telling.every((said) => said === keyword || beside.includes(said));
    if (says("$ref")) {
      const target = resolveRefs(schema, this.#root);
      return target ? this.read(target).members : [this.#opaque(schema)];
    }
    if (Object.hasOwn(schema, "allOf")) {
      const merged = mergeAllOf(schema, this.#root);
      return merged ? this.read(merged).members : [this.#opaque(schema)];
    }
    if (says("const", "type") || says("enum", "type")) return this.#literals(schema);
    if (says("anyOf") || says("oneOf")) {
      return readAlternatives(schema).flatMap((one) => this.read(one).members);
    }
    if (says("not") && canonicalJson(schema["not"]) === "{}") return [];
    const types = readTypes(schema);
    const beyond = ["$ref", "const", "enum", "anyOf", "oneOf", "patternProperties"];
    if (types.length === 0 || beyond.some((keyword) => Object.hasOwn(schema, keyword))) {
      return [this.#opaque(schema)];
    }
    const rest = telling.filter((keyword) => !read.has(keyword));
    const other = rest.length === 0 ? "" : this.#text(pick(schema, rest));
    return types.flatMap((type) => this.#member(type, schema, other));
  }

  #literals(schema: JsonObject): readonly Member[] {
    const { const: only, enum: several } = schema;
    const values = Array.isArray(several) ? (several as readonly Json[]) : [only ?? null];
    return values.map((value) =>
      typeof value === "object" && value !== null
        ? { kind: "opaque", text: canonicalJson(value) }
        : { kind: "literal", value },
    );
  }

  #member(type: string, schema: JsonObject, other: string): readonly Member[] {
    switch (type) {
      case "string":
        return [readStringMember(schema, other)];
      case "number":
      case "integer":
        return [readNumberMember(schema, type === "integer", other)];
      case "boolean":
        return [true, false].map((value) => ({ kind: "literal", value }));
      case "null":
        return [{ kind: "literal", value: null }];
      case "array":
        return [this.#array(schema, other)];
      case "object":
        return [this.#object(schema, other)];
      default:
        return [this.#opaque(schema)];
    }
  }

  #array(schema: JsonObject, other: string): Member {
    const prefix = readSchemas(schema, "prefixItems").map((one) => this.read(one));
    // A tuple without `items` is closed, as in Zod.
    const items = readOwn(schema, "items") ?? prefix.length === 0;
    const { minItems, maxItems } = schema;
    return {
      kind: "array",
      prefix,
      ...(items !== false && { rest: this.read(items) }),
      minItems: typeof minItems === "number" ? minItems : prefix.length,
      maxItems: typeof maxItems === "number" ? maxItems : Infinity,
      other,
    };
  }

  #object(schema: JsonObject, other: string): Member {
    const declared = readProperties(schema);
    const required = readRequired(schema);
    const additional = readOwn(schema, "additionalProperties") ?? declared.size === 0;
    const rest = additional === false ? undefined : this.read(additional);
    const properties = new Map<string, Property>();
    for (const [name, property] of declared) {
      const isThere = required.has(name) || Object.hasOwn(property, "default");
      properties.set(name, { shape: this.read(property), required: isThere });
    }
    // The required keys of a record may not be declared.
    for (const name of required) {
      if (!declared.has(name)) properties.set(name, { shape: rest ?? anyShape, required: true });
    }
    return { kind: "object", properties, ...(rest && { rest }), other };
  }

  #opaque(schema: JsonObject): Member {
    return { kind: "opaque", text: this.#text(schema) };
  }

  /** The schema as text, with its definitions, because the same reference may have another target. */
  #text(schema: JsonObject): string {
    const text = canonicalJson(schema);
    return text.includes('"$ref"') ? text + canonicalJson(this.#root["$defs"] ?? {}) : text;
  }
}

function pick(schema: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(keywords.map((keyword) => [keyword, schema[keyword] ?? null]));
}

import type { Json, JsonObject } from "../../internal/json.js";
import type { ParamConstraints, StringFormat } from "../../manifest/manifest.js";
import { templatePattern } from "../../manifest/template-pattern.js";
import type { ObjectNode, RecursiveNode, TypeNode } from "../../manifest/type-node.js";

/**
 * A type as JSON Schema (draft 2020-12), equal to Zod's conversion of the generated validator. Constraints
 * apply to the type itself, or to the members of a union that they suit.
 * @param definitions the `$defs` of the whole document; recursive types are added
 * @param toKeywords gives the keywords of a format
 */
export function typeSchema(
  type: TypeNode,
  constraints: ParamConstraints,
  definitions: Map<string, Json>,
  toKeywords: ToKeywords = (format) => formats[format],
): JsonObject {
  return new TypeSchemas(definitions, toKeywords).read(type, constraints);
}

/** A type as a whole JSON Schema, with its definitions. */
export function typeDocument(type: TypeNode, constraints: ParamConstraints = {}): JsonObject {
  const definitions = new Map<string, Json>();
  const schema = typeSchema(type, constraints, definitions);
  return { ...schema, ...(definitions.size > 0 && { $defs: Object.fromEntries(definitions) }) };
}

type ToKeywords = (format: StringFormat) => JsonObject;

/** Converts nested types. */
class TypeSchemas {
  readonly #definitions: Map<string, Json>;
  readonly #toKeywords: ToKeywords;
  /** The pointers of the recursive types that are being read, by name. */
  readonly #open = new Map<string, string>();

  constructor(definitions: Map<string, Json>, toKeywords: ToKeywords) {
    this.#definitions = definitions;
    this.#toKeywords = toKeywords;
  }

  read(type: TypeNode, constraints: ParamConstraints = {}): JsonObject {
    switch (type.kind) {
      case "string":
        return { type: "string", ...stringKeywords(constraints, this.#toKeywords) };
      case "number":
        return { type: constraints.int === true ? "integer" : "number", ...bounds(constraints) };
      case "boolean":
      case "null":
        return { type: type.kind };
      case "unknown":
        return {};
      case "literal":
        return { type: typeof type.value, const: type.value };
      case "template":
        return { type: "string", pattern: templatePattern(type) };
      case "date":
        return { type: "string", format: "date-time" };
      case "union":
        return this.#union(type.members, constraints);
      case "array":
        return {
          type: "array",
          items: this.read(type.element),
          ...lengths(constraints, "minItems", "maxItems"),
        };
      case "tuple":
        return {
          type: "array",
          prefixItems: type.elements.map((element) => this.read(element)),
          items: type.rest ? this.read(type.rest) : false,
          minItems: type.least ?? type.elements.length,
        };
      case "object":
        return this.#object(type);
      case "record":
        return { type: "object", additionalProperties: this.read(type.value) };
      case "recursive":
        return { $ref: this.#define(type) };
      case "ref":
        return { $ref: this.#open.get(type.name) ?? "#" };
    }
  }

  #object({ properties, rest }: ObjectNode): JsonObject {
    const read = properties.map(({ name, type, optional, description }) => {
      const schema = this.read(type);
      return {
        name,
        schema: description === undefined ? schema : { ...schema, description },
        required: !optional,
      };
    });
    return { ...objectSchema(read), ...(rest && { additionalProperties: this.read(rest) }) };
  }

  /**
   * Literals of one primitive become an enum, which every provider supports; the other members follow it.
   */
  #union(members: readonly TypeNode[], constraints: ParamConstraints): JsonObject {
    const enums = new Map<string, (string | number | boolean)[]>();
    for (const member of members) {
      if (member.kind !== "literal") continue;
      const kind = typeof member.value;
      enums.set(kind, [...(enums.get(kind) ?? []), member.value]);
    }
    const schemas = [...enums].map(([kind, values]) => ({ type: kind, enum: values }));
    const others = members.filter(({ kind }) => kind !== "literal");
    const all = [...schemas, ...others.map((member) => this.read(member, constraints))];
    const [only, another] = all;
    return only !== undefined && another === undefined ? only : { anyOf: all };
  }

  /** Adds a recursive type to the definitions, and gives the pointer to it. */
  #define({ name, type }: RecursiveNode): string {
    let key = name;
    for (let count = 2; this.#definitions.has(key); count++) key = `${name}${count}`;
    const outer = this.#open.get(name);
    const pointer = `#/$defs/${key}`;
    this.#open.set(name, pointer);
    // Reserves the key first, because the type contains itself.
    this.#definitions.set(key, {});
    this.#definitions.set(key, this.read(type));
    if (outer === undefined) this.#open.delete(name);
    else this.#open.set(name, outer);
    return pointer;
  }
}

/** A property of an object's schema. */
export interface SchemaProperty {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** The schema of a closed object. */
export function objectSchema(properties: readonly SchemaProperty[]): JsonObject {
  const required = properties.filter((property) => property.required).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function bounds({ min, max }: ParamConstraints): JsonObject {
  return {
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  };
}

function lengths(
  { minLength, maxLength }: ParamConstraints,
  least: string,
  most: string,
): JsonObject {
  return {
    ...(minLength !== undefined && { [least]: minLength }),
    ...(maxLength !== undefined && { [most]: maxLength }),
  };
}

function stringKeywords(constraints: ParamConstraints, toKeywords: ToKeywords): JsonObject {
  const { format, pattern } = constraints;
  return {
    ...(format !== undefined && toKeywords(format)),
    ...(pattern !== undefined && { pattern }),
    ...lengths(constraints, "minLength", "maxLength"),
  };
}

/** The formats in JSON Schema, whose own `time` requires an offset, which Zod's does not have. */
const formats: Record<StringFormat, JsonObject> = {
  email: { format: "email" },
  url: { format: "uri" },
  uuid: { format: "uuid" },
  date: { format: "date" },
  "date-time": { format: "date-time" },
  time: { pattern: String.raw`^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$` },
  ipv4: { format: "ipv4" },
  ipv6: { format: "ipv6" },
};

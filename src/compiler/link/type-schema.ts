import type { JsonObject } from "../../internal/json.js";
import type { ParamConstraints, StringFormat } from "../../manifest/manifest.js";
import type { PropertyNode, TypeNode } from "../../manifest/type-node.js";

/**
 * A type as JSON Schema (draft 2020-12), as Zod converts the validator that is generated from it.
 * Constraints hold for the type itself, or for those members of a union that they apply to.
 */
export function typeSchema(type: TypeNode, constraints: ParamConstraints = {}): JsonObject {
  switch (type.kind) {
    case "string":
      return { type: "string", ...stringKeywords(constraints) };
    case "number":
      return { type: constraints.int === true ? "integer" : "number", ...bounds(constraints) };
    case "boolean":
    case "null":
      return { type: type.kind };
    case "unknown":
      return {};
    case "literal":
      return { type: typeof type.value, const: type.value };
    case "union":
      return unionSchema(type.members, constraints);
    case "array":
      return {
        type: "array",
        items: typeSchema(type.element),
        ...lengths(constraints, "minItems", "maxItems"),
      };
    case "tuple":
      return {
        type: "array",
        prefixItems: type.elements.map((element) => typeSchema(element)),
        items: type.rest ? typeSchema(type.rest) : false,
        minItems: type.elements.length,
      };
    case "object":
      return objectSchema(type.properties.map(toProperty));
    case "record":
      return { type: "object", additionalProperties: typeSchema(type.value) };
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

function toProperty({ name, type, optional, description }: PropertyNode): SchemaProperty {
  const schema = typeSchema(type);
  return {
    name,
    schema: description === undefined ? schema : { ...schema, description },
    required: !optional,
  };
}

/** Literals of one primitive are an enum, which every provider knows; whatever else there is stands beside it. */
function unionSchema(members: readonly TypeNode[], constraints: ParamConstraints): JsonObject {
  const enums = new Map<string, (string | number | boolean)[]>();
  for (const member of members) {
    if (member.kind !== "literal") continue;
    const kind = typeof member.value;
    enums.set(kind, [...(enums.get(kind) ?? []), member.value]);
  }
  const schemas = [...enums].map(([kind, values]) => ({ type: kind, enum: values }));
  const others = members.filter(({ kind }) => kind !== "literal");
  const all = [...schemas, ...others.map((member) => typeSchema(member, constraints))];
  const [only, another] = all;
  return only !== undefined && another === undefined ? only : { anyOf: all };
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

function stringKeywords(constraints: ParamConstraints): JsonObject {
  const { format, pattern } = constraints;
  return {
    ...(format !== undefined && formats[format]),
    ...(pattern !== undefined && { pattern }),
    ...lengths(constraints, "minLength", "maxLength"),
  };
}

/** The formats in the words of JSON Schema, whose own `time` wants an offset, which Zod's has not. */
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

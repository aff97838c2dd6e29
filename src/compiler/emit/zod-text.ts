import type { ParamConstraints, StringFormat } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { braces, list } from "./layout.js";
import { keyText, scalarText } from "./literal-text.js";

/**
 * The validator of a param's type as the text of a Zod 4 schema. Constraints hold for the type
 * itself, or for those members of a union that they apply to.
 * @param z what the module calls Zod's `z`
 */
export function zodText(type: TypeNode, z: string, constraints: ParamConstraints = {}): string {
  switch (type.kind) {
    case "string":
      return `${z}.${stringText(constraints)}`;
    case "number":
      return `${z}.${numberText(constraints)}`;
    case "boolean":
      return `${z}.boolean()`;
    case "null":
      return `${z}.null()`;
    // `z.unknown()` would take what is no JSON, and a missing value.
    case "unknown":
      return `${z}.json()`;
    case "literal":
      return `${z}.literal(${scalarText(type.value)})`;
    case "union":
      return unionText(type.members, z, constraints);
    case "array":
      return `${z}.array(${zodText(type.element, z)})${lengthText(constraints)}`;
    case "tuple": {
      const elements = list(
        "[",
        type.elements.map((element) => zodText(element, z)),
        "]",
      );
      return list(`${z}.tuple(`, type.rest ? [elements, zodText(type.rest, z)] : [elements], ")");
    }
    case "object": {
      const properties = type.properties.map((property) => {
        const optional = property.optional ? ".optional()" : "";
        return `${keyText(property.name)}: ${zodText(property.type, z)}${optional}`;
      });
      return `${z}.strictObject(${braces(properties, ",")})`;
    }
    case "record":
      return `${z}.record(${z}.string(), ${zodText(type.value, z)})`;
  }
}

function unionText(members: readonly TypeNode[], z: string, constraints: ParamConstraints): string {
  const literals = members.filter((member) => member.kind === "literal");
  const others = members.filter((member) => member.kind !== "literal" && member.kind !== "null");
  const texts = others.map((member) => zodText(member, z, constraints));
  if (literals.length > 0) {
    const values = literals.map((literal) => scalarText(literal.value));
    const isEnum = literals.every((literal) => typeof literal.value === "string");
    texts.unshift(list(`${z}.${isEnum ? "enum" : "literal"}([`, values, "])"));
  }
  const [first = `${z}.null()`, ...rest] = texts;
  const whole = rest.length === 0 ? first : list(`${z}.union([`, texts, "])");
  return members.some((member) => member.kind === "null") ? `${whole}.nullable()` : whole;
}

const formats: Record<StringFormat, string> = {
  email: "email()",
  url: "url()",
  uuid: "uuid()",
  date: "iso.date()",
  // JSON Schema's `date-time` may have an offset; Zod's own default is `Z` alone.
  "date-time": "iso.datetime({ offset: true })",
  time: "iso.time()",
  ipv4: "ipv4()",
  ipv6: "ipv6()",
};

function stringText(constraints: ParamConstraints): string {
  const { format, pattern } = constraints;
  const start = format === undefined ? "string()" : formats[format];
  const regex = pattern === undefined ? "" : `.regex(new RegExp(${scalarText(pattern)}, "u"))`;
  return start + lengthText(constraints) + regex;
}

function lengthText({ minLength, maxLength }: ParamConstraints): string {
  const least = minLength === undefined ? "" : `.min(${minLength})`;
  return maxLength === undefined ? least : `${least}.max(${maxLength})`;
}

function numberText({ int, min, max }: ParamConstraints): string {
  const start = int === true ? "int()" : "number()";
  const least = min === undefined ? "" : `.min(${min})`;
  return start + (max === undefined ? least : `${least}.max(${max})`);
}

import type { PropertyNode, TypeNode } from "../../manifest/type-node.js";
import { docComment } from "./doc-comment.js";
import { alternatives, braces, followedBy, list } from "./layout.js";
import { nameText, scalarText } from "./literal-text.js";

/** A param's type as TypeScript text. */
export function typeText(type: TypeNode): string {
  switch (type.kind) {
    case "literal":
      return scalarText(type.value);
    case "union":
      return alternatives(type.members.map(typeText), "|");
    case "array":
      return `${elementText(type.element)}[]`;
    case "tuple": {
      const rest = type.rest === undefined ? [] : [`...${elementText(type.rest)}[]`];
      return list("[", [...type.elements.map(typeText), ...rest], "]");
    }
    case "object":
      // `{}` would take anything.
      return type.properties.length === 0
        ? "{ [name: string]: never }"
        : braces(type.properties.map(propertyText), ";");
    case "record":
      return braces([followedBy("[key: string]:", typeText(type.value))], ";");
    default:
      return type.kind;
  }
}

function elementText(type: TypeNode): string {
  return type.kind === "union" ? `(${typeText(type)})` : typeText(type);
}

function propertyText(property: PropertyNode): string {
  const comment = docComment(property.description);
  const type = typeText(property.type);
  if (!property.optional) return followedBy(`${comment}${nameText(property.name)}:`, type);
  // The validator takes `undefined`, also where exactOptionalPropertyTypes tells it from a missing one.
  const absent = type === "unknown" ? "" : " | undefined";
  return followedBy(`${comment}${nameText(property.name)}?:`, `${type}${absent}`);
}

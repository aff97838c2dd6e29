import type { TypeNode } from "../../manifest/type-node.js";

/** A type as TypeScript writes it, for help and tables: `"warm" | "dry"`, `string[]`, `{ a: number; b?: string }`. */
export function describeType(type: TypeNode): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "unknown":
      return type.kind;
    case "literal":
      return JSON.stringify(type.value);
    case "union":
      return type.members.map(describeType).join(" | ");
    case "array":
      return type.element.kind === "union"
        ? `(${describeType(type.element)})[]`
        : `${describeType(type.element)}[]`;
    case "tuple": {
      const elements = type.elements.map(describeType);
      if (type.rest) elements.push(`...${describeType({ kind: "array", element: type.rest })}`);
      return `[${elements.join(", ")}]`;
    }
    case "object":
      return describeObject(type);
    case "record":
      return `Record<string, ${describeType(type.value)}>`;
  }
}

function describeObject(type: Extract<TypeNode, { kind: "object" }>): string {
  if (type.properties.length === 0) return "{}";
  const properties = type.properties.map((property) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(property.name)
      ? property.name
      : JSON.stringify(property.name);
    return `${name}${property.optional ? "?" : ""}: ${describeType(property.type)}`;
  });
  return `{ ${properties.join("; ")} }`;
}

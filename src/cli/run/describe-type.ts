import type { TemplateNode, TypeNode } from "../../manifest/type-node.js";

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
    case "date":
      return "Date (ISO 8601)";
    case "template":
      return describeTemplate(type);
    case "recursive":
      return describeType(type.type);
    case "ref":
      return type.name;
    case "array":
      return `${describeElement(type.element)}[]`;
    case "tuple": {
      const { elements: all, least = all.length } = type;
      const elements = all.map((element, index) =>
        index < least ? describeType(element) : `${describeElement(element)}?`,
      );
      if (type.rest) elements.push(`...${describeType({ kind: "array", element: type.rest })}`);
      return `[${elements.join(", ")}]`;
    }
    case "object":
      return describeObject(type);
    case "record":
      return `Record<string, ${describeType(type.value)}>`;
  }
}

function describeElement(type: TypeNode): string {
  return type.kind === "union" ? `(${describeType(type)})` : describeType(type);
}

function describeTemplate({ texts, types }: TemplateNode): string {
  const parts = texts.map((text, index) => {
    const type = types[index];
    return type === undefined ? text : `${text}\${${type}}`;
  });
  return `\`${parts.join("")}\``;
}

function describeObject(type: Extract<TypeNode, { kind: "object" }>): string {
  if (type.properties.length === 0 && !type.rest) return "{}";
  const properties = type.properties.map((property) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(property.name)
      ? property.name
      : JSON.stringify(property.name);
    return `${name}${property.optional ? "?" : ""}: ${describeType(property.type)}`;
  });
  if (type.rest) properties.push(`[key: string]: ${describeType(type.rest)}`);
  return `{ ${properties.join("; ")} }`;
}

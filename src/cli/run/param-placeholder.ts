import type { TypeNode } from "../../manifest/type-node.js";

/** The placeholder for a param's value in help and errors: `<text>`, `<choice>`, `<json>`. */
export function placeholder(type: TypeNode): string {
  switch (type.kind) {
    case "string":
      return "<text>";
    case "number":
      return "<number>";
    case "boolean":
      return "<boolean>";
    case "date":
      return "<date>";
    case "template":
      return "<text>";
    case "literal":
      return `<${String(type.value)}>`;
    case "union":
      return type.members.every((member) => member.kind === "literal" || member.kind === "null")
        ? "<choice>"
        : "<value>";
    case "array":
      return type.element.kind === "string" ? "<text>…" : "<value>…";
    default:
      return "<json>";
  }
}

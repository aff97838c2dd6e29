import type { Json } from "../../internal/json.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { quoted } from "./quoted.js";

/** How long a line may be. */
const width = 100;

/** The field of a param: `@param() topic!: string;`. A union that is too long has one line per member. */
export function fieldText({ name, type, required, default: value }: ParamSpec): string {
  const end = value === undefined ? ";" : ` = ${valueText(value)};`;
  const mark = required ? "!" : value === undefined ? "?" : "";
  const head = `  @param() ${name}${mark}`;
  // TypeScript infers these types from the default.
  if (value !== undefined && isPlain(type)) return `${head}${end}`;
  const line = `${head}: ${typeText(type)}${end}`;
  if (line.length <= width || type.kind !== "union") return line;
  const members = type.members.map((member) => `\n    | ${typeText(member)}`);
  return `${head}:${members.join("")}${end}`;
}

function isPlain({ kind }: TypeNode): boolean {
  return kind === "string" || kind === "number" || kind === "boolean";
}

/** The text of a type that a param on the command line may have. */
function typeText(type: TypeNode): string {
  switch (type.kind) {
    case "literal":
      return valueText(type.value);
    case "union":
      return type.members.map(typeText).join(" | ");
    case "array":
      return `${typeText(type.element)}[]`;
    default:
      return type.kind;
  }
}

function valueText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => valueText(each)).join(", ")}]`;
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

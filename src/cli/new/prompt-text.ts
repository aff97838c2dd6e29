import type { ParamSpec } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import type { NewAgent } from "./new-agent.js";
import { quoted } from "./quoted.js";

/** The rest of a line of 100 after `    return ;`. */
const templateWidth = 88;

/** A method of a prompt, and the expression that it returns. */
interface PromptMethod {
  readonly method: "system" | "user";
  readonly text: string;
}

/**
 * The initial prompt of a new agent: what it does, and every param by its name. If it has a base class,
 * which may have its own instructions, what it does is part of the user's message.
 */
export function promptText({ description, params, base }: NewAgent): PromptMethod[] {
  const task = description?.trim() ?? "";
  const inSystem = task !== "" && !base;
  const inUser = task !== "" && !inSystem;
  const lines = params.map((param) => `${labelOf(param.name)}: \${${expressionOf(param)}}`);
  const system: PromptMethod[] = inSystem ? [{ method: "system", text: quoted(task) }] : [];
  if (lines.length === 0) {
    return [...system, { method: "user", text: quoted(inUser ? task : "Begin.") }];
  }
  const head = inUser ? [escapeTemplate(task), ""] : [];
  return [...system, { method: "user", text: templateText([...head, ...lines]) }];
}

/** Lines as one template, or as a list of templates if one would be too long to read. */
function templateText(lines: readonly string[]): string {
  const template = `\`${lines.join("\\n")}\``;
  if (lines.length === 1 || template.length <= templateWidth) return template;
  const items = lines.map((line) => `      ${line === "" ? '""' : `\`${line}\``},\n`);
  return `[\n${items.join("")}    ].join("\\n")`;
}

/** `maxWords` → `Max words` */
function labelOf(name: string): string {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replaceAll("_", " ")
    .trim();
  const label = (words || name).toLowerCase();
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function expressionOf({ name, type, required, default: value }: ParamSpec): string {
  const field = `this.${name}`;
  const isAbsent = (!required && value === undefined) || mayBeNull(type);
  if (type.kind === "array") {
    return isAbsent ? `${field}?.join(", ") ?? "none"` : `${field}.join(", ")`;
  }
  return isAbsent ? `${field} ?? "none"` : field;
}

function mayBeNull(type: TypeNode): boolean {
  return type.kind === "union" && type.members.some(({ kind }) => kind === "null");
}

function escapeTemplate(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return escaped.replaceAll("`", "\\`").replaceAll("${", "\\${");
}

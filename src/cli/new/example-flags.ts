import type { ParamSpec } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { reservedFlags } from "../run/agent-command.js";
import { addRunOptions } from "../run/run-options.js";
import { assignFlags } from "../run/param-flags.js";

/** The flags of `agents run` for a complete call, ready to copy into a shell. */
export function exampleFlags(params: readonly ParamSpec[]): string {
  return assignFlags(params, reservedFlags(addRunOptions))
    .filter(({ param }) => param.required)
    .map(({ param, primary }) => ` ${primary}${exampleOf(param.type)}`)
    .join("");
}

function exampleOf(type: TypeNode): string {
  switch (type.kind) {
    case "boolean":
      return "";
    case "number":
      return " 1";
    case "null":
      return " null";
    case "date":
      return " 2026-01-31";
    case "literal":
      return ` ${forShell(String(type.value))}`;
    case "union":
      return exampleOf(type.members[0] ?? { kind: "string" });
    case "array":
      return exampleOf(type.element) || " true";
    default:
      return ' "…"';
  }
}

function forShell(text: string): string {
  return /^[\w.,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

import { report } from "../../diagnostics/report.js";
import type { StrayTool } from "../../program/linked-tool.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Program } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";

/** `@tools` lists only tools, and agents of this build that a model can call. */
export const checkListedTools: Rule = (program) =>
  program.agents.flatMap(({ declaration: { className }, tools, strayTools }) => [
    ...strayTools.map((stray) => reportStray(stray, className, program)),
    ...tools.flatMap(({ name, span, failures = [] }) =>
      failures.map(({ reason, remedy }) => report("tool/input", span, { name, reason, remedy })),
    ),
  ]);

function reportStray(
  { value, span }: StrayTool,
  className: string,
  { configFile }: Program,
): Diagnostic {
  if (isAgentClass(value)) {
    const values = { className, name: value.name, file: configFile };
    return report("tool/agent-not-built", span, values);
  }
  return report("tool/not-a-tool", span, { className, what: describe(value) });
}

/**
 * Recognises an agent by its methods, because it may extend the `Agent` of another copy of this package.
 */
function isAgentClass(value: unknown): value is { readonly name: string } {
  if (typeof value !== "function") return false;
  const prototype: unknown = value.prototype;
  if (typeof prototype !== "object" || prototype === null) return false;
  return "messages" in prototype && typeof prototype.messages === "function";
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined (perhaps from a module that is not loaded yet)";
  if (value === null) return "null";
  if (typeof value === "function") return value.name === "" ? "a function" : `"${value.name}"`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "another object" : `a ${typeof value}`;
}

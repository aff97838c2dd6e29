import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** Every method with `@tool` can be a tool, and every recorded tool is a method. */
export const checkToolMethods: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { className, span }, tools, recorded }) => {
    const methods = tools.filter((tool) => tool.kind === "method");
    const known = new Set(methods.map(({ method }) => method));
    const lost = Object.keys(recorded?.toolMethods ?? {}).filter((name) => !known.has(name));
    return [
      ...methods.flatMap(({ diagnostics }) => diagnostics),
      ...lost.map((name) => report("tool/not-found", span, { className, name })),
    ];
  });

import { isToolName } from "../../../dsl/define-tool.js";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { isInheritedName } from "../../../internal/inherited-names.js";
import type { LinkedTool } from "../../program/linked-tool.js";
import type { Rule } from "../../program/rule.js";
import { toolSpan } from "./tool-span.js";

/** Every tool has a name that providers accept and that no other tool of the agent has. */
export const checkToolNames: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { className }, tools, hostedTools }) => {
    const names = new Set<string>();
    const take = (name: string, span: Span): Diagnostic[] => {
      if (names.has(name)) return [report("tool/duplicate-name", span, { className, name })];
      names.add(name);
      return [];
    };
    return [
      ...tools.flatMap((tool): Diagnostic[] => {
        const { name } = tool;
        const span = toolSpan(tool, "name");
        if (isToolName(name) && !isInheritedName(name)) return take(name, span);
        return [report("tool/invalid-name", span, { name, remedy: remedies[tool.kind] })];
      }),
      // The functions that make them check the form of their names.
      ...hostedTools.flatMap(({ tool: { name }, span }) => take(name, span)),
    ];
  });

const remedies: Record<LinkedTool["kind"], string> = {
  method: '@tool({ name: "search" })',
  defined: 'defineTool({ name: "search", … })',
  client: 'clientTool({ name: "search", … })',
  agent: '@agent({ name: "search" })',
};

import { report } from "../../diagnostics/report.js";
import type { LinkedTool } from "../../program/linked-tool.js";
import type { Rule } from "../../program/rule.js";

/** Every tool says when to use it. */
export const checkToolDescriptions: Rule = ({ agents }) =>
  agents.flatMap(({ tools }) =>
    tools
      .filter(({ description }) => description.trim() === "")
      .map(({ name, span, kind }) =>
        report("tool/no-description", span, { name, remedy: remedies[kind] }),
      ),
  );

const remedies: Record<LinkedTool["kind"], string> = {
  method: 'write a doc comment, or @tool("…")',
  defined: 'write defineTool({ description: "…" })',
  client: 'write clientTool({ description: "…" })',
  agent: 'write a doc comment on its class, or @description("…")',
};

import { report } from "../../diagnostics/report.js";
import type { LinkedTool } from "../../program/linked-tool.js";
import type { Rule } from "../../program/rule.js";

/**
 * An agent whose tools wait for somebody is not a tool of another one: its execution would pause within the call
 * of a tool, and nobody could go on with it.
 */
export const checkWaitingAgents: Rule = ({ agents }) => {
  const waiting = new Map(
    agents.flatMap(({ name, tools }) => {
      const tool = tools.find(waits);
      return tool ? [[name, tool.name] as const] : [];
    }),
  );
  return agents.flatMap(({ declaration: { className }, tools }) =>
    tools.flatMap((tool) => {
      const inner = tool.kind === "agent" ? waiting.get(tool.name) : undefined;
      if (inner === undefined) return [];
      return [report("tool/agent-waits", tool.span, { className, agent: tool.name, tool: inner })];
    }),
  );
};

function waits({ kind, approve }: LinkedTool): boolean {
  return kind === "client" || approve === true;
}

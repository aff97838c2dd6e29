import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";

/** A cache is not used while streaming, so an agent with both gets a warning. */
export const checkStreamingCache: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    if (!agent.streaming || agent.cache === undefined) return [];
    const { className } = agent.declaration;
    return [report("agent/streaming-cache", spanOf(agent, "cache"), { className })];
  });

import { report } from "../../diagnostics/report.js";
import { findCircles } from "../../../internal/find-circles.js";
import type { Rule } from "../../program/rule.js";

/** Agents are not tools of each other in a cycle: each would call the next, and none would answer. */
export const checkToolCycles: Rule = ({ agents }) => {
  const steps = new Map(
    agents.map(({ name, tools }) => [
      name,
      tools.flatMap((tool) =>
        tool.kind === "agent" ? [{ target: tool.name, span: tool.span }] : [],
      ),
    ]),
  );
  return findCircles(steps.keys(), (agent) => steps.get(agent) ?? []).map(({ first, names }) =>
    report("tool/agent-cycle", first.span, { circle: names }),
  );
};

import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { findCircle } from "../../../internal/find-circle.js";
import type { Rule } from "../../program/rule.js";

/** Agents are not tools of each other in a circle: each would call the next, and none would answer. */
export const checkToolCycles: Rule = ({ agents }) => {
  const found = new Map<string, Diagnostic>();
  const steps = new Map(
    agents.map(({ name, tools }) => [
      name,
      tools.flatMap((tool) =>
        tool.kind === "agent" ? [{ target: tool.name, span: tool.span }] : [],
      ),
    ]),
  );
  for (const name of [...steps.keys()].sort()) {
    const circle = findCircle(name, (agent) => steps.get(agent) ?? []);
    const [first] = circle;
    if (first === undefined) continue;
    const names = circle.map(({ target }) => target);
    // Met again from each of its agents; the first by name speaks for it.
    const key = names.toSorted().join("\n");
    if (found.has(key)) continue;
    const values = { circle: [name, ...names].join(" → ") };
    found.set(key, report("tool/agent-cycle", first.span, values));
  }
  return [...found.values()];
};

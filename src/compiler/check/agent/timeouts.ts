import { readDuration } from "../../../internal/duration.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/**
 * `firstToken` and `idle` are shorter than `total`. Only limits in a decorator count: a limit in the config
 * may be longer than the total of a single agent.
 */
export const checkTimeouts: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const { total } = agent.timeout;
    const totalMs = readDuration(total);
    if (total === undefined || totalMs === undefined) return [];
    return (["firstToken", "idle"] as const).flatMap((limit) => {
      const value = agent.recorded?.timeout?.[limit];
      const ms = readDuration(value);
      if (value === undefined || ms === undefined || ms < totalMs) return [];
      const values = { limit, value, total };
      const span = propertySpan(spanOf(agent, "timeout"), [limit]);
      return [report("agent/contradicting-timeouts", span, values)];
    });
  });

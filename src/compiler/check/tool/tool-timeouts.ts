import { readDuration } from "../../../internal/duration.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { isTimeout, longestTimeout } from "../agent/duration-bounds.js";
import type { Rule } from "../../program/rule.js";
import { toolSpan } from "./tool-span.js";

/** A tool's timeout is a duration, and no longer than its agent's time limit. */
export const checkToolTimeouts: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { className }, timeout: { total }, tools }) =>
    tools.flatMap((tool): Diagnostic[] => {
      const { name, timeout, kind } = tool;
      if (timeout === undefined) return [];
      const span = toolSpan(tool, "timeout");
      const value = String(timeout);
      if (!isTimeout(value)) {
        // An agent's own timeout is reported for that agent.
        if (kind === "agent") return [];
        return [report("tool/invalid-duration", span, { name, value, longest: longestTimeout })];
      }
      const totalMs = total === undefined ? undefined : readDuration(String(total));
      if (total === undefined || totalMs === undefined) return [];
      if ((readDuration(value) ?? 0) <= totalMs) return [];
      return [report("tool/long-timeout", span, { name, value, className, total })];
    }),
  );

import { readDuration } from "../../../internal/duration.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { isTimeout, longestTimeout } from "../agent/duration-bounds.js";
import type { Rule } from "../../program/rule.js";
import { toolSpan } from "./tool-span.js";

/** The time that a tool may take is a duration, and no longer than what its agent may take. */
export const checkToolTimeouts: Rule = ({ agents }) =>
  agents.flatMap(({ declaration: { className }, timeout: { total }, tools }) =>
    tools.flatMap((tool): Diagnostic[] => {
      const { name, timeout, kind } = tool;
      if (timeout === undefined) return [];
      const span = toolSpan(tool, "timeout");
      const value = String(timeout);
      if (!isTimeout(value)) {
        // What an agent says of itself is reported there.
        if (kind === "agent") return [];
        return [report("tool/invalid-duration", span, { name, value, longest: longestTimeout })];
      }
      const totalMs = total === undefined ? undefined : readDuration(String(total));
      if (total === undefined || totalMs === undefined) return [];
      if ((readDuration(value) ?? 0) <= totalMs) return [];
      return [report("tool/long-timeout", span, { name, value, className, total })];
    }),
  );

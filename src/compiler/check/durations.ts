import { readDuration } from "../../internal/duration.js";
import { report } from "../diagnostics/report.js";
import { spanOf } from "../link/program.js";
import { isTimeout, longestTimeout } from "./duration-bounds.js";
import type { Rule } from "./rule.js";

/** Durations are what they say. tsc lets `"-5s"`, `"1e3s"` and a constant of type `string` pass. */
export const checkDurations: Rule = ({ agents }) =>
  agents.flatMap((agent) => {
    const { cache, timeout = {} } = agent.recorded ?? {};
    const limits = Object.values(timeout)
      .filter((value) => !isTimeout(String(value)))
      .map((value) =>
        report("agent/invalid-duration", spanOf(agent, "timeout"), {
          value: String(value),
          decorator: "timeout",
          longest: longestTimeout,
        }),
      );
    if (cache === undefined || readDuration(String(cache.ttl)) !== undefined) return limits;
    const invalid = report("agent/invalid-duration", spanOf(agent, "cache"), {
      value: String(cache.ttl),
      decorator: "cache",
      longest: "",
    });
    return [...limits, invalid];
  });

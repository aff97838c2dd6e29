import { readDuration } from "../../../internal/duration.js";
import { report } from "../../diagnostics/report.js";
import { spanOf } from "../../program/program.js";
import { isTimeout, longestTimeout } from "./duration-bounds.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/** Durations are valid. tsc accepts `"-5s"`, `"1e3s"` and a constant of type `string`. */
export const checkDurations: Rule = ({ callables }) =>
  callables.flatMap((callable) => {
    const { cache, timeout = {} } = callable.recorded ?? {};
    const limits = Object.entries(timeout)
      .filter(([, value]) => !isTimeout(String(value)))
      .map(([limit, value]) =>
        report("agent/invalid-duration", propertySpan(spanOf(callable, "timeout"), [limit]), {
          value: String(value),
          decorator: "timeout",
          longest: longestTimeout,
        }),
      );
    if (cache === undefined || readDuration(String(cache.ttl)) !== undefined) return limits;
    const invalid = report(
      "agent/invalid-duration",
      propertySpan(spanOf(callable, "cache"), ["ttl"]),
      {
        value: String(cache.ttl),
        decorator: "cache",
        longest: "",
      },
    );
    return [...limits, invalid];
  });

import type { TimeoutLimits } from "../config/config.js";
import { timeoutRule } from "../config/config-rules.js";
import type { Duration } from "../internal/duration.js";
import type { CallableDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/**
 * Limits the time of an execution: a duration is the total, `{ total, firstToken, idle }` sets each
 * limit. Limits that are left out come from the parent class, or from the config.
 */
export function timeout(limits: Duration | TimeoutLimits): CallableDecorator {
  assertArgument("timeout", limits, timeoutRule);
  return declareOnClass({
    timeout: typeof limits === "object" ? { ...limits } : { total: limits },
  });
}

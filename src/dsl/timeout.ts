import type { TimeoutLimits } from "../config/config.js";
import type { Duration } from "../internal/duration.js";
import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";
import { refuseUnknownOption } from "./refuse-unknown-option.js";

/**
 * Limits the time of an execution: a duration is the total, `{ total, firstToken, idle }` says each.
 * A limit that is left out is the parent class's, and else the config's.
 */
export function timeout(limits: Duration | TimeoutLimits): AgentDecorator {
  if (typeof limits === "object") {
    refuseUnknownOption("timeout", limits, ["total", "firstToken", "idle"]);
  }
  return declareOnClass({
    timeout: typeof limits === "object" ? { ...limits } : { total: limits },
  });
}

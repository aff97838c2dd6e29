import type { RetryOptions } from "../config/config.js";
import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";
import { refuseArgument } from "./refuse-argument.js";
import { refuseUnknownOption } from "./refuse-unknown-option.js";

/**
 * Says how often a request is made again when it fails for a reason that may pass (a rate limit, an
 * unavailable provider, a first token that does not come), as long as nothing of its answer was delivered.
 * `Retry-After` is honoured. An option that is left out is the parent class's, and else the config's.
 *
 * Without this decorator three attempts are made; `@retry(false)` makes one.
 */
export function retry(options: RetryOptions | false = {}): AgentDecorator {
  if (options === false) return declareOnClass({ retry: false });
  if (typeof options !== "object" || options === null) {
    return refuseArgument("retry", "false or options: { maxAttempts: 3 }", options);
  }
  refuseUnknownOption("retry", options, ["maxAttempts", "initialDelayMs", "maxDelayMs", "restart"]);
  return declareOnClass({ retry: { ...options } });
}

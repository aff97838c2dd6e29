import type { RetryOptions } from "../config/config.js";
import { retryRule } from "../config/config-rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/**
 * Says how often a request is made again when it fails for a reason that may pass (a rate limit, an
 * unavailable provider, a first token that does not come), as long as nothing of its answer was delivered.
 * `Retry-After` is honoured. An option that is left out is the parent class's, and else the config's.
 *
 * Without this decorator three attempts are made; `@retry(false)` makes one.
 */
export function retry(options: RetryOptions | false = {}): AgentDecorator {
  assertArgument("retry", options, retryRule);
  return declareOnClass({ retry: options && { ...options } });
}

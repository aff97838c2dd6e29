import type { RetryOptions } from "../config/config.js";
import { retryRule } from "../config/config-rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/**
 * Says how often to retry a request that fails for a temporary reason (a rate limit, an unavailable
 * provider, a first token that never arrives). A request is not retried after part of its answer was
 * delivered. `Retry-After` is honoured. Options that are left out come from the parent class, or from
 * the config.
 *
 * Without this decorator, the runtime makes up to three attempts; with `@retry(false)`, one.
 */
export function retry(options: RetryOptions | false = {}): AgentDecorator {
  assertArgument("retry", options, retryRule);
  return declareOnClass({ retry: options && { ...options } });
}

import { count as wholeNumber } from "../internal/options/rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/** The most tokens that an answer of the model may have. Default: the config's, or the provider's. */
export function maxTokens(count: number): AgentDecorator {
  assertArgument("maxTokens", count, wholeNumber);
  return declareOnClass({ maxTokens: count });
}

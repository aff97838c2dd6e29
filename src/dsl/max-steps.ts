import { count as wholeNumber } from "../internal/options/rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/**
 * How many messages the model may write in one execution: each request for tools is one, and so is the
 * final answer. If it asks for more, the execution fails with `max_steps`. Default: the config's, or
 * 10.
 */
export function maxSteps(count: number): AgentDecorator {
  assertArgument("maxSteps", count, wholeNumber);
  return declareOnClass({ maxSteps: count });
}

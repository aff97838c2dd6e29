import { count as wholeNumber, oneOf } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/** What `@maxSteps` takes beside the number. */
export interface MaxStepsOptions {
  /** The model may still ask for tools in the last message, and the execution then fails with `max_steps`. */
  readonly atLimit?: "fail";
}

const optionsRule = shape<MaxStepsOptions>({ atLimit: oneOf("fail") });

/**
 * How many messages the model may write in one execution: each request for tools is one, and so is the
 * final answer. In the last one it must answer: it may call no tool, or only tools with `final: true`.
 * Default: the config's, or 10.
 */
export function maxSteps(count: number, options?: MaxStepsOptions): AgentDecorator {
  assertArgument("maxSteps", count, wholeNumber);
  if (options !== undefined) assertArgument("maxSteps", options, optionsRule);
  const { atLimit } = options ?? {};
  return declareOnClass({ maxSteps: atLimit === undefined ? count : { max: count, atLimit } });
}

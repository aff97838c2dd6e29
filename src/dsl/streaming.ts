import type { AgentDecorator } from "./agent-class.js";
import { either, flag, oneOf } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { assertArgument } from "./assert-argument.js";
import { assertCalled } from "./assert-called.js";
import { declareOnClass } from "./declare.js";

/** What `@streaming` takes when a boolean is not enough. */
export interface StreamingOptions {
  /**
   * Which steps of an agent with tools stream: `"all"`, or `"final"`, which holds back the text before
   * tool calls. Default: the inherited value, or `"all"`.
   */
  readonly steps?: "all" | "final";
}

const argumentRule = either(
  'nothing, a boolean or { steps: "final" }',
  flag,
  shape<StreamingOptions>({ steps: oneOf("all", "final") }),
);

/**
 * Streams the model's text as it arrives. `@streaming(false)` turns off an inherited `@streaming()`.
 * Default without the decorator: `defaults.streaming` of the config, or no streaming.
 */
export function streaming(enabled?: boolean | StreamingOptions): AgentDecorator;
export function streaming(
  given: boolean | StreamingOptions = true,
  // What a decorator without parentheses gets in the standard form.
  context?: unknown,
): AgentDecorator {
  assertCalled("streaming", given, context);
  assertArgument("streaming", given, argumentRule);
  if (typeof given === "boolean") return declareOnClass({ streaming: given });
  const { steps } = given;
  return declareOnClass({ streaming: true, ...(steps && { streamedSteps: steps }) });
}

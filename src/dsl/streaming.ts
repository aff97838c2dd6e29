import type { AgentDecorator } from "./agent-class.js";
import { assertCalled } from "./assert-called.js";
import { declareOnClass } from "./declare.js";
import { refuseArgument } from "./refuse-argument.js";

/** What `@streaming` takes where a boolean does not say enough. */
export interface StreamingOptions {
  /**
   * Which steps of an agent with tools stream: `"all"`, or `"final"`, which keeps back what the model
   * says before it asks for tools. Default: what the class inherits, and else `"all"`.
   */
  readonly steps?: "all" | "final";
}

/**
 * Has the model's text delivered as it comes. `@streaming(false)` takes back what the class inherits.
 * Default without the decorator: `defaults.streaming` of the config, and else no.
 */
export function streaming(enabled?: boolean | StreamingOptions): AgentDecorator;
export function streaming(
  given: unknown = true,
  // What a decorator without parentheses gets in the standard form.
  context?: unknown,
): AgentDecorator {
  assertCalled("streaming", given, context);
  if (typeof given === "boolean") return declareOnClass({ streaming: given });
  const streamedSteps = readSteps(given);
  return declareOnClass({ streaming: true, ...(streamedSteps && { streamedSteps }) });
}

function readSteps(given: unknown): "all" | "final" | undefined {
  const isOptions =
    typeof given === "object" &&
    given !== null &&
    Object.keys(given).every((key) => key === "steps");
  const steps: unknown = isOptions ? Reflect.get(given, "steps") : given;
  if (isOptions && (steps === undefined || steps === "all" || steps === "final")) return steps;
  return refuseArgument("streaming", 'nothing, a boolean or { steps: "final" }', given);
}

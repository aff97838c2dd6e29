import type { AgentDecorator } from "./agent-class.js";
import { assertCalled } from "./assert-called.js";
import { declareOnClass } from "./declare.js";
import { refuseArgument } from "./refuse-argument.js";

/**
 * Has the model's text delivered as it comes. `@streaming(false)` takes back what the class inherits.
 * Default without the decorator: `defaults.streaming` of the config, and else no.
 */
export function streaming(enabled?: boolean): AgentDecorator;
export function streaming(
  enabled: unknown = true,
  // What a decorator without parentheses gets in the standard form.
  context?: unknown,
): AgentDecorator {
  assertCalled("streaming", enabled, context);
  if (typeof enabled !== "boolean") refuseArgument("streaming", "nothing or a boolean", enabled);
  return declareOnClass({ streaming: enabled });
}

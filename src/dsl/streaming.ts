import type { AgentDecorator } from "./agent-class.js";
import { assertCalled } from "./assert-called.js";
import { declareOnClass } from "./declare.js";

/**
 * Has the model's text delivered as it comes. `@streaming(false)` takes back what the class inherits.
 * Default without the decorator: `defaults.streaming` of the config, and else no.
 */
export function streaming(enabled = true): AgentDecorator {
  assertCalled("streaming", typeof enabled === "boolean");
  return declareOnClass({ streaming: enabled });
}

import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";

/** Says what the agent does, for people and for models. Default: the doc comment of the class. */
export function description(text: string): AgentDecorator {
  return declareOnClass({ description: text });
}

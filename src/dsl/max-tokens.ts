import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";

/** The most tokens that the model may answer with. Default: the config's, and else the provider's. */
export function maxTokens(count: number): AgentDecorator {
  return declareOnClass({ maxTokens: count });
}

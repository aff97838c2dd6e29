import type { ModelId } from "../model/model-id.js";
import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";

/**
 * Asks other models, in this order, when the agent's own fails and `@retry` has no attempt left, as long
 * as nothing of an answer was delivered.
 */
export function fallback(...models: readonly [ModelId, ...ModelId[]]): AgentDecorator {
  return declareOnClass({ fallback: models });
}

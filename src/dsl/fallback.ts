import { typed } from "../internal/options/rules.js";
import type { ModelId } from "../model/model-id.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

// What names a model, the build says.
const atLeastOne = typed(
  (models) => Array.isArray(models) && models.length > 0,
  'at least one model: "provider/model"',
  () => "nothing",
);

/**
 * Names the models to try next, in this order, when the agent's model fails and `@retry` has no
 * attempts left. No fallback happens after part of an answer was delivered.
 */
export function fallback(...models: readonly [ModelId, ...ModelId[]]): AgentDecorator {
  assertArgument("fallback", models, atLeastOne);
  return declareOnClass({ fallback: models });
}

import type { ModelId } from "../model/model-id.js";
import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";

/** Sets the model that answers, as `"provider/model"`. Default: `defaults.model` of the config. */
export function model(id: ModelId): AgentDecorator {
  return declareOnClass({ model: id });
}

import { temperatureRule } from "../config/config-rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/**
 * How freely the model chooses its words, from 0 (least) to 2. Default: the config's, or the
 * provider's.
 */
export function temperature(value: number): AgentDecorator {
  assertArgument("temperature", value, temperatureRule);
  return declareOnClass({ temperature: value });
}

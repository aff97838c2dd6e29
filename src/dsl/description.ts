import { text as anyText } from "../internal/options/rules.js";
import type { CallableDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/** Says what the agent does, for people and for models. Default: the doc comment of the class. */
export function description(text: string): CallableDecorator {
  assertArgument("description", text, anyText);
  return declareOnClass({ description: text });
}

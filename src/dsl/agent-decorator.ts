import type { CallableDecorator } from "./agent-class.js";
import { text } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/** What `@agent` takes. */
export interface AgentOptions {
  /** The name of the generated caller, of its file and on records. */
  readonly name: string;
}

const optionsRule = shape<AgentOptions>({ name: text }, ["name"]);

/**
 * Names an agent or a network. Default: the class's name without `Agent` or `Network`, its first letter in lower
 * case: `StoryAgent` is `story`. A subclass has its own name.
 */
export function agent(options: AgentOptions): CallableDecorator {
  assertArgument("agent", options, optionsRule);
  return declareOnClass({ name: options.name });
}

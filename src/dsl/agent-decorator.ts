import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";

/** What `@agent` takes. */
export interface AgentOptions {
  /** The name of the generated caller, of its file and on records. */
  readonly name: string;
}

/**
 * Names an agent. Default: the class's name without `Agent`, its first letter in lower case:
 * `StoryAgent` is `story`. A subclass has its own name.
 */
export function agent(options: AgentOptions): AgentDecorator {
  return declareOnClass({ name: options.name });
}

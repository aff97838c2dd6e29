import type { Agent } from "./agent.js";

/** A class that extends {@link Agent}, abstract or not, and is made without arguments. */
export type AgentClass = abstract new () => Agent;

/**
 * A decorator of a class that extends {@link Agent}, in the standard form and, without the context, in
 * the form of `experimentalDecorators`. It records, and leaves the class as it is.
 */
export interface AgentDecorator {
  (agent: AgentClass, context?: ClassDecoratorContext<AgentClass>): void;
}

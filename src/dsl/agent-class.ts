import type { Agent } from "./agent.js";

/** A class that extends {@link Agent}, abstract or not, whose constructor takes no arguments. */
export type AgentClass = abstract new () => Agent;

/**
 * A decorator of a class that extends {@link Agent}, in the standard form and, without the context, in
 * the form of `experimentalDecorators`. It records its arguments and does not change the class.
 */
export interface AgentDecorator {
  (agent: AgentClass, context?: ClassDecoratorContext<AgentClass>): void;
}

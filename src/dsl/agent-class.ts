import type { Agent } from "./agent.js";
import type { Network } from "./network.js";

/** A class that extends {@link Agent}, abstract or not, whose constructor takes no arguments. */
export type AgentClass = abstract new () => Agent<unknown>;

/**
 * A decorator of a class that extends {@link Agent}, in the standard form and, without the context, in
 * the form of `experimentalDecorators`. It records its arguments and does not change the class.
 */
export interface AgentDecorator {
  (agent: AgentClass, context?: ClassDecoratorContext<AgentClass>): void;
}

/** A class that extends {@link Agent} or {@link Network}. */
export type CallableClass = abstract new () => Agent<unknown> | Network<unknown>;

/** A decorator of agents and networks, as {@link AgentDecorator} is one of agents. */
export interface CallableDecorator {
  (declared: CallableClass, context?: ClassDecoratorContext<CallableClass>): void;
}

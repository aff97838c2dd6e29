import type { Agents } from "./agents.js";
import { insideOf, type Forwarded } from "./inside.js";

/**
 * The base class of every network. A subclass writes `run`, which calls agents and other networks, its members:
 *
 * ```ts
 * async *run() {
 *   const outline = await this.agents.outline({ topic: this.topic });
 *   return yield* this.forward(this.agents.article({ outline }));
 * }
 * ```
 *
 * A generator streams: what it yields and forwards is the text of the network. What `run` returns is its output,
 * which `@schema` validates; without a schema, the text is the output.
 *
 * Each execution creates one instance, and sets its `@param` and `@context` fields before it calls `run`.
 *
 * @typeParam Members The callers in `this.agents`. Default: those of the generated index. If one TypeScript
 *   program contains several projects, name the project's own: `extends Network<Agents>`.
 */
export abstract class Network<Members = Agents> {
  /**
   * What the network does: returns its output, or generates its text and returns its output.
   */
  abstract run(): AsyncGenerator<string | Forwarded, unknown, void> | Promise<unknown>;

  /**
   * Every agent and network as its caller. Its executions are children of this one: they end when it ends.
   * Write the name of the member: `this.agents.outline(…)`.
   */
  protected get agents(): Members {
    return insideOf(this).agents as Members;
  }

  /**
   * Waits for all of them, as `Promise.all` does. If one rejects, the members are ended that `run` called together
   * with it or later.
   */
  protected all<const Values extends readonly unknown[]>(
    values: Values,
  ): Promise<{ -readonly [Index in keyof Values]: Awaited<Values[Index]> }> {
    return insideOf(this).all(values) as Promise<{
      -readonly [Index in keyof Values]: Awaited<Values[Index]>;
    }>;
  }

  /**
   * Streams the text of a member as the network's own, and returns the member's output: `yield*
   * this.forward(this.agents.editor({ sections }))`.
   */
  protected forward<Output>(
    execution: PromiseLike<Output> & { readonly id: string },
  ): AsyncGenerator<Forwarded, Output, void> {
    return insideOf(this).forward(execution) as AsyncGenerator<Forwarded, Output, void>;
  }

  /** Aborted when the execution ends, however it ends. */
  protected get signal(): AbortSignal {
    return insideOf(this).signal;
  }

  /** The id of this execution. */
  protected get executionId(): string {
    return insideOf(this).executionId;
  }
}

/** A class that extends {@link Network}, abstract or not, whose constructor takes no arguments. */
export type NetworkClass = abstract new () => Network<unknown>;

/** A decorator of a class that extends {@link Network}. It records its arguments and does not change the class. */
export interface NetworkDecorator {
  (network: NetworkClass, context?: ClassDecoratorContext<NetworkClass>): void;
}

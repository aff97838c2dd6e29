import { AgentError } from "../../errors.js";
import type { NetworkCall } from "../call/call.js";
import type { InheritedOptions } from "../call/call-origin.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { inheritFrom } from "../members/call-origins.js";
import { Turns } from "./turns.js";

/** How many members a network may call that does not say. */
const defaultMaxCalls = 100;

/** The calls that a network makes: how many, how many at once, and which belong together. */
export class MemberCalls {
  readonly #state: ExecutionState<NetworkCall>;
  readonly #maxCalls: number;
  readonly #turns: Turns | undefined;
  #count = 0;
  /** How many there were when the code that runs now began to call; absent if it has not. */
  #before: number | undefined;

  constructor(state: ExecutionState<NetworkCall>) {
    const { concurrency, maxCalls = defaultMaxCalls } = state.call.binding.spec;
    this.#state = state;
    this.#maxCalls = maxCalls;
    this.#turns = concurrency === undefined ? undefined : new Turns(concurrency);
  }

  /** What the next call inherits. Ends the network where it makes too many. */
  inherit(): InheritedOptions {
    const state = this.#state;
    this.#count += 1;
    if (this.#count > this.#maxCalls) state.fail(tooMany(state, this.#maxCalls));
    if (this.#turns?.isStuck) state.fail(stuck(state));
    this.#note();
    const turns = this.#turns;
    return inheritFrom(state, { how: "call", ...(turns && { enter: (one) => turns.enter(one) }) });
  }

  /**
   * As `Promise.all`. When one fails, those members are ended that the code has called since it began, up to its next
   * `await`, and everything that was called later.
   */
  async all(values: readonly unknown[]): Promise<unknown[]> {
    const { children } = this.#state;
    const from = this.#before ?? children.all.length;
    try {
      return await Promise.all(values);
    } catch (cause) {
      for (const child of children.all.slice(from)) {
        if (!children.running.has(child)) continue;
        child.fail(
          new AgentError("cancelled", "Another member of the same all() has failed.", { cause }),
        );
      }
      throw cause;
    }
  }

  #note(): void {
    if (this.#before !== undefined) return;
    this.#before = this.#state.children.all.length;
    queueMicrotask(() => {
      this.#before = undefined;
    });
  }
}

function tooMany({ identity }: ExecutionState<NetworkCall>, maxCalls: number): AgentError {
  return new AgentError(
    "max_calls",
    `${identity.agent} called more than ${maxCalls} members. If it should, raise @maxCalls; otherwise look for a loop in run() that does not end.`,
  );
}

function stuck({ identity, call }: ExecutionState<NetworkCall>): AgentError {
  return new AgentError(
    "network_failed",
    `${identity.agent} called a member that would wait for ever: @concurrency allows ${call.binding.spec.concurrency} at once, and the loop that reads the one that runs waits for this call. Raise @concurrency, or finish reading before you call.`,
  );
}

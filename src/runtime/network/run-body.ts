import type { Forwarded } from "../../dsl/inside.js";
import type { NetworkCall } from "../call/call.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { stateOf } from "../execution/state-of.js";

/** What `yield* this.forward(execution)` yields. */
class ForwardRequest {
  readonly execution: object;

  constructor(execution: object) {
    this.execution = execution;
  }
}

/** What `this.forward` returns: the request to forward, and then what the execution gives. */
export async function* requestForward(
  execution: PromiseLike<unknown> & { readonly id: string },
): AsyncGenerator<Forwarded, unknown, void> {
  yield new ForwardRequest(execution) as unknown as Forwarded;
  return await execution;
}

/**
 * Drives `run` of a network to its end, and gives what it returns. A generator is read as fast as the readers of the network
 * let it; it is left alone when the execution ends.
 */
export async function runBody(
  state: ExecutionState<NetworkCall>,
  given: AsyncGenerator<unknown, unknown, void> | PromiseLike<unknown>,
): Promise<unknown> {
  if (!isGenerator(given)) return given;
  // Its `finally` blocks run where it waits to be read; where it waits for anything else, nobody waits for it.
  state.onEnd(() => void given.return(undefined).catch(() => {}));
  let next = await given.next();
  while (next.done !== true) {
    state.throwIfEnded();
    const fault = await take(state, next.value);
    const room = state.readers.room();
    if (room) await room;
    state.throwIfEnded();
    next = await (fault ? given.throw(fault) : given.next());
  }
  return next.value;
}

function isGenerator(
  given: AsyncGenerator<unknown, unknown, void> | PromiseLike<unknown>,
): given is AsyncGenerator<unknown, unknown, void> {
  return Symbol.asyncIterator in given;
}

/** Takes what a generator yields; returns the error that it gets for what it may not yield. */
async function take(
  state: ExecutionState<NetworkCall>,
  value: unknown,
): Promise<TypeError | undefined> {
  if (value instanceof ForwardRequest) return forward(state, value.execution);
  if (typeof value === "string") {
    if (value !== "") state.speech.say(value);
    return undefined;
  }
  return new TypeError(
    `run() of ${state.call.binding.spec.className} yielded ${nameOf(value)}. Yield text, or the text of a member: yield* this.forward(this.agents.…(…)).`,
  );
}

async function forward(
  state: ExecutionState<NetworkCall>,
  execution: object,
): Promise<TypeError | undefined> {
  const child = stateOf(execution);
  if (!child || !state.children.all.includes(child)) {
    return new TypeError(
      "this.forward() takes what a member returns: this.forward(this.agents.…(…)).",
    );
  }
  if (!state.speech.forward(child.speech))
    return new TypeError("this.forward() was called twice for one execution.");
  await new Promise<void>((resolve) => void child.onEnd(resolve));
  return undefined;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" && value instanceof Promise
    ? "a promise"
    : `a value of type ${typeof value}`;
}

import type { AgentError } from "../../errors.js";
import { nextTurn } from "../../internal/next-turn.js";
import type { ExecutionEvent } from "../../protocol/events.js";
import { toKind } from "../call/binding.js";
import type { AnyCall } from "../call/call.js";
import { captureCallSite } from "../call/call-site.js";
import type { AnyCallOptions } from "../call/context-caller.js";
import { ExecutionState } from "./execution-state.js";

/** Gives the params of a call, or throws the `AgentError` that they are refused with. */
export type Validate = () => Readonly<Record<string, unknown>>;

/** Runs an execution whose params were validated. */
type Run<C extends AnyCall> = (state: ExecutionState<C>, params: Validate) => Promise<void>;

/**
 * Begins the life of an execution. What `validate` throws, which is called at once, becomes its failure.
 *
 * @param entry The function that was called for it.
 */
export function beginExecution<C extends AnyCall>(
  call: C,
  validate: Validate,
  entry: (...args: never) => unknown,
  runIt: Run<C>,
): ExecutionState<C> {
  if (call.origin?.refusal) return refuse(call, call.origin.refusal);
  const state = new ExecutionState(call, captureCallSite(entry));
  subscribe(state);
  // At once, because the caller may change the object; what comes of it is told by the execution.
  const params = attempt(() => {
    const valid = validate();
    if (toKind(call.binding) !== "plain") state.takeParams(valid);
    return valid;
  });
  const start = (): void => {
    if (!state.isOver) void runIt(state, params);
  };
  const turn = call.origin?.enter?.(state);
  if (turn) void turn.then(start);
  // In a microtask, so that what is subscribed right after the call misses nothing.
  else queueMicrotask(start);
  return state;
}

/**
 * An execution that must not begin, because the one that calls it is over. Nobody is told of it. It fails in a later turn of
 * the event loop, so that a loop that catches every failure does not keep everything else from running.
 */
function refuse<C extends AnyCall>(call: C, refusal: AgentError): ExecutionState<C> {
  const config = { ...call.binding.config, observers: [] };
  const state = new ExecutionState({
    ...call,
    origin: undefined,
    binding: { ...call.binding, config },
  });
  nextTurn(() => state.fail(refusal));
  return state;
}

/** Does something now, and says later what came of it. */
function attempt<Value>(act: () => Value): () => Value {
  try {
    const value = act();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function subscribe(state: ExecutionState<AnyCall>): void {
  const { options } = state.call;
  const { onChunk, onEvent, nested = false } = options;
  if (onChunk) state.subscribers.on("text_delta", (event) => onChunk(event.text));
  if (onEvent) state.subscribe(toListener(onEvent), nested);
  if (options.call) state.subscribe((event) => options.call?.(event), nested);
}

function toListener(
  onEvent: NonNullable<AnyCallOptions["onEvent"]>,
): (event: ExecutionEvent) => void {
  // For tsc a function may be an object with `call`, too.
  if (typeof onEvent === "function") return onEvent as (event: ExecutionEvent) => void;
  return (event) => onEvent.call(event);
}

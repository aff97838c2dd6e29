import type { Call } from "../call/call.js";
import { captureCallSite } from "../call/call-site.js";
import type { AnyCallOptions } from "../call/context-caller.js";
import type { ExecutionEvent } from "../../protocol/events.js";
import { ExecutionState } from "../execution/execution-state.js";
import { ExecutionHandle, StreamingExecutionHandle } from "../../reading/execution-handle.js";
import { run } from "./run.js";
import { setStateOf } from "../execution/state-of.js";

/** Gives the params of a call, or throws the `AgentError` that they are refused with. */
export type Validate = () => Readonly<Record<string, unknown>>;

/** An execution that was just started: its handle, and its inside for who keeps account of it. */
export interface StartedExecution {
  readonly execution: ExecutionHandle<unknown>;
  readonly state: ExecutionState;
}

/**
 * Starts an execution. What `validate` throws, which is called at once, becomes the execution's failure.
 *
 * @param entry The function that was called for it.
 */
export function startExecution(
  call: Call,
  validate: Validate,
  entry: (...args: never) => unknown,
): StartedExecution {
  const state = new ExecutionState(call, captureCallSite(entry));
  subscribe(state);
  // At once, because the caller may change the object; what comes of it is told by the execution.
  const params = attempt(() => {
    const valid = validate();
    if (call.binding.kind !== "plain") state.takeParams(valid);
    return valid;
  });
  // In a microtask, so that what is subscribed right after the call misses nothing.
  queueMicrotask(() => void run(state, params));
  const execution = call.streamed
    ? new StreamingExecutionHandle(state)
    : new ExecutionHandle(state);
  setStateOf(execution, state);
  return { execution, state };
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

function subscribe(state: ExecutionState): void {
  const { options } = state.call;
  const { onChunk, onEvent } = options;
  if (onChunk) state.subscribers.on("text_delta", (event) => onChunk(event.text));
  if (onEvent) state.subscribers.on("any", toListener(onEvent));
  if (options.call) state.subscribers.on("any", (event) => options.call?.(event));
}

function toListener(
  onEvent: NonNullable<AnyCallOptions["onEvent"]>,
): (event: ExecutionEvent) => void {
  // For tsc a function may be an object with `call`, too.
  if (typeof onEvent === "function") return onEvent as (event: ExecutionEvent) => void;
  return (event) => onEvent.call(event);
}

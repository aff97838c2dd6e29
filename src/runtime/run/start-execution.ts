import type { Call } from "../call/call.js";
import { ExecutionHandle, StreamingExecutionHandle } from "../../reading/execution-handle.js";
import { beginExecution, type Validate } from "../execution/begin-execution.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { setStateOf } from "../execution/state-of.js";
import { run } from "./run.js";

/** An execution that was just started: its handle, and its inside for who keeps account of it. */
export interface StartedExecution {
  readonly execution: ExecutionHandle<unknown>;
  readonly state: ExecutionState;
}

/**
 * Starts the execution of an agent. What `validate` throws, which is called at once, becomes the execution's failure.
 *
 * @param entry The function that was called for it.
 */
export function startExecution(
  call: Call,
  validate: Validate,
  entry: (...args: never) => unknown,
): StartedExecution {
  const state = beginExecution(call, validate, entry, run);
  const execution = call.streamed
    ? new StreamingExecutionHandle(state)
    : new ExecutionHandle(state);
  setStateOf(execution, state);
  return { execution, state };
}

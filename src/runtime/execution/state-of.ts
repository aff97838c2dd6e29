import type { AnyCall } from "../call/call.js";
import type { ExecutionState } from "./execution-state.js";

const states = new WeakMap<object, ExecutionState<AnyCall>>();

/** Remembers what runs an execution, by its handle. */
export function setStateOf(execution: object, state: ExecutionState<AnyCall>): void {
  states.set(execution, state);
}

/** What runs an execution that this copy of the package started; `undefined` for any other. */
export function stateOf(execution: object): ExecutionState<AnyCall> | undefined {
  return states.get(execution);
}

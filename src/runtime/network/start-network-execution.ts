import {
  NetworkExecutionHandle,
  StreamingNetworkExecutionHandle,
} from "../../reading/execution-handle.js";
import type { NetworkExecution } from "../../reading/execution.js";
import type { NetworkCall } from "../call/call.js";
import { beginExecution, type Validate } from "../execution/begin-execution.js";
import { setStateOf } from "../execution/state-of.js";
import { runNetwork } from "./run-network.js";

/**
 * Starts the execution of a network. What `validate` throws, which is called at once, becomes the execution's failure.
 *
 * @param entry The function that was called for it.
 */
export function startNetworkExecution(
  call: NetworkCall,
  validate: Validate,
  entry: (...args: never) => unknown,
): NetworkExecution<unknown, unknown> {
  const state = beginExecution(call, validate, entry, runNetwork);
  const execution = call.streamed
    ? new StreamingNetworkExecutionHandle(state)
    : new NetworkExecutionHandle(state);
  setStateOf(execution, state);
  return execution;
}

import { AgentError } from "../../errors.js";
import type { AnyCall } from "../call/call.js";
import { callOrigin, type CallOrigin, type InheritedOptions } from "../call/call-origin.js";
import type { ExecutionState } from "../execution/execution-state.js";

/** How many executions may be above one. */
const maxDepth = 16;

/**
 * What a call inherits from the execution that makes it: whose call it is holds for all that comes of it. An execution
 * that is over makes no calls, and one that is too deep fails.
 */
export function inheritFrom(
  state: ExecutionState<AnyCall>,
  made: Omit<CallOrigin, "parent">,
  signal?: AbortSignal,
): InheritedOptions {
  const { metadata, tags, tenant } = state.call.options;
  if (!state.isOver && state.depth >= maxDepth) state.fail(tooDeep(state));
  const refusal = state.isOver ? afterEnd(state) : undefined;
  return {
    metadata,
    tags,
    tenant,
    signal,
    [callOrigin]: { parent: state, ...made, ...(refusal && { refusal }) },
  };
}

function afterEnd({ identity, error }: ExecutionState<AnyCall>): AgentError {
  const message = `${identity.agent} has ended, so it cannot call anything.`;
  return new AgentError("cancelled", message, { cause: error });
}

function tooDeep({ identity }: ExecutionState<AnyCall>): AgentError {
  return new AgentError(
    "max_depth",
    `${identity.agent} is ${maxDepth} levels deep, the most that is allowed, and called another member. Does a network call itself without an end?`,
  );
}

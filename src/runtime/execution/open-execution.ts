import { AgentError, isAgentError } from "../../errors.js";
import { invalidOptions } from "../../errors/issues.js";
import type { AnyCall } from "../call/call.js";
import { assertFresh } from "../fresh/assert-fresh.js";
import { boundTime } from "./bound-time.js";
import type { ExecutionState } from "./execution-state.js";

/**
 * Begins an execution, from when on its signal and its limit can end it. Returns its params; throws for what is wrong
 * with the call.
 *
 * @param validate gives the params, which were validated when the call was made, or throws
 */
export function openExecution(
  state: ExecutionState<AnyCall>,
  validate: () => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { call } = state;
  state.begin();
  watchSignal(state);
  boundTime(state);
  if (state.fault) throw state.fault;
  assertFresh(call.binding);
  const params = validateAll(validate, call);
  state.throwIfEnded();
  return params;
}

/** The params. Throws `invalid_params` with every issue, of the params and of the options. */
function validateAll(
  validate: () => Readonly<Record<string, unknown>>,
  { optionIssues, binding }: AnyCall,
): Readonly<Record<string, unknown>> {
  if (optionIssues.length === 0) return validate();
  const ofOptions = invalidOptions(binding.spec.name, optionIssues);
  try {
    validate();
  } catch (error) {
    if (!isAgentError(error) || error.code !== "invalid_params") throw error;
    throw new AgentError("invalid_params", `${error.message}\n${ofOptions.message}`, {
      issues: [...error.issues, ...optionIssues],
      cause: error.cause,
    });
  }
  throw ofOptions;
}

function watchSignal(state: ExecutionState<AnyCall>): void {
  const { signal } = state.call.options;
  if (!signal) return;
  const cancel = (): void =>
    state.fail(
      new AgentError("cancelled", "The signal of the call was aborted.", { cause: signal.reason }),
    );
  if (signal.aborted) return cancel();
  signal.addEventListener("abort", cancel, { once: true });
  state.onEnd(() => signal.removeEventListener("abort", cancel));
}

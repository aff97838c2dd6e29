import { AgentError, isAgentError } from "../errors.js";
import { answer } from "./answer.js";
import { assertFresh } from "./assert-fresh.js";
import { bindTools } from "./tools/bind-tools.js";
import type { Call } from "./call.js";
import type { ExecutionState } from "./execution-state.js";
import { totalTimeout } from "./request/limits.js";
import { renderMessages } from "./messages/render-messages.js";
import { toModelRequests } from "./request/model-request.js";
import { invalidOptions } from "./validate.js";

/**
 * The life of an execution, from the params to the end. It never rejects: every failure is the
 * execution's. Whoever ends the execution meanwhile (a limit, a signal, `cancel`, the last reader)
 * ends it at once; what this still does is then ignored.
 *
 * @param validate gives the params, which were validated when the call was made, or throws
 */
export async function run(
  state: ExecutionState,
  validate: () => Readonly<Record<string, unknown>>,
): Promise<void> {
  const { call } = state;
  try {
    state.begin();
    watchSignal(state);
    boundTime(state);
    if (state.fault) throw state.fault;
    assertFresh(call.binding);
    const params = validate();
    assertOptions(call);
    state.throwIfEnded();
    await call.binding.prepare?.();
    const { agent, messages, said } = await renderMessages(call, params);
    state.said = said;
    const requests = toModelRequests(call, messages);
    const tools = bindTools(call, agent);
    const output = await answer(state, requests, tools);
    state.complete(output);
  } catch (error) {
    state.fail(isAgentError(error) ? error : internalFault(error));
  }
}

function assertOptions({ optionIssues: issues, binding }: Call): void {
  if (issues.length > 0) throw invalidOptions(binding.spec.name, issues);
}

function boundTime(state: ExecutionState): void {
  const { totalMs } = state.limits;
  state.onEnd(state.config.clock.setTimer(totalMs, () => state.fail(totalTimeout(totalMs))));
}

function watchSignal(state: ExecutionState): void {
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

/** What no part of the runtime foresaw. It is a bug here or in a provider; the execution still ends properly. */
function internalFault(cause: unknown): AgentError {
  const name = cause instanceof Error ? cause.name : typeof cause;
  return new AgentError(
    "provider_unavailable",
    `The execution failed unexpectedly (${name}); see the cause.`,
    { cause, retryable: false },
  );
}

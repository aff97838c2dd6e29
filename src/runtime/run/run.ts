import { AgentError, isAgentError } from "../../errors.js";
import { answer } from "./answer.js";
import { bindBeforeStep } from "./before-step.js";
import { assertFresh } from "../fresh/assert-fresh.js";
import { bindTools } from "../tools/bind-tools.js";
import type { Call } from "../call/call.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { boundTime } from "../request/bound-time.js";
import { renderMessages } from "../messages/render-messages.js";
import { assertModelLimits } from "../request/assert-model-limits.js";
import { toModelRequests } from "../request/model-request.js";
import { invalidOptions } from "../../errors/issues.js";

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
  try {
    const given = state.call;
    state.begin();
    watchSignal(state);
    boundTime(state);
    if (state.fault) throw state.fault;
    assertFresh(given.binding);
    const params = validateAll(validate, given);
    state.throwIfEnded();
    const call = await state.resolveCall();
    const { agent, messages, said } = await renderMessages(call, params);
    state.takePrompt(messages, said);
    const requests = toModelRequests(call, messages);
    await assertModelLimits(call, requests);
    const tools = bindTools(state, agent);
    const before = bindBeforeStep(call, agent, tools);
    state.complete(await answer(state, { requests, tools, before }));
  } catch (error) {
    state.fail(isAgentError(error) ? error : internalFault(error));
  }
}

/** The params. Throws `invalid_params` with every issue, of the params and of the options. */
function validateAll(
  validate: () => Readonly<Record<string, unknown>>,
  { optionIssues, binding }: Call,
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

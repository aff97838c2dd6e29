import { AgentError, isAgentError } from "../../errors.js";
import { answer } from "./answer.js";
import { bindBeforeStep } from "./before-step.js";
import { bindTools } from "../tools/bind-tools.js";
import { setInside } from "../../dsl/inside.js";
import { addCallSchema } from "../call/add-call-schema.js";
import { addCallTools } from "../call/add-call-tools.js";
import type { Call } from "../call/call.js";
import { openExecution } from "../execution/open-execution.js";
import { inheritFrom } from "../members/call-origins.js";
import { createMembers } from "../members/create-members.js";
import { currentToolCall } from "../members/tool-call-scope.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { renderMessages } from "../messages/render-messages.js";
import { assertModelLimits } from "../request/assert-model-limits.js";
import { toModelRequests } from "../request/model-request.js";

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
    const params = openExecution(state, validate);
    const call = await resolveCall(state.call);
    state.takeCall(call);
    const { agent, messages, said } = await renderMessages(call, params, (made) =>
      bindMembers(state, made),
    );
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

/** The call with what it brings in its spec. */
async function resolveCall(call: Call): Promise<Call> {
  const { schema, tools = [] } = call.options;
  const asked = schema ? await addCallSchema(call, schema) : call;
  return tools.length > 0 ? addCallTools(asked, tools) : asked;
}

/** Gives an agent's instance its `this.agents`, whose executions belong to the tool call that calls them. */
function bindMembers(state: ExecutionState, agent: object): void {
  const { binding } = state.call;
  if (!binding.members) return;
  const ended = new AbortController();
  state.onEnd(() => ended.abort(state.error));
  setInside(agent, {
    executionId: state.id,
    signal: ended.signal,
    agents: createMembers(binding, () => {
      const { toolCallId, signal } = currentToolCall() ?? {};
      return inheritFrom(state, { how: "call", toolCallId }, signal);
    }),
    all: (values) => Promise.all(values),
    forward: refuseForward,
  });
}

function refuseForward(): never {
  throw new TypeError("Only a network forwards text.");
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

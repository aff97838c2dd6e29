import { setInside } from "../../dsl/inside.js";
import { AgentError, isAgentError } from "../../errors.js";
import type { NetworkCall } from "../call/call.js";
import { makeInstance } from "../call/make-instance.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { openExecution } from "../execution/open-execution.js";
import { createMembers } from "../members/create-members.js";
import { validateReturned } from "../validate/validate-returned.js";
import { bindStates } from "./bind-states.js";
import { MemberCalls } from "./member-calls.js";
import { requestForward, runBody } from "./run-body.js";

/**
 * The life of a network's execution, from the params to the end. It never rejects: every failure is the execution's. What
 * ends the execution from outside ends it at once; what `run` still does is then ignored.
 *
 * @param validate gives the params, which were validated when the call was made, or throws
 */
export async function runNetwork(
  state: ExecutionState<NetworkCall>,
  validate: () => Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    const params = openExecution(state, validate);
    const returned = await callRun(state, params);
    state.throwIfEnded();
    endMembers(state);
    state.complete(await validateReturned(state.call.binding, returned, state.log.text()));
  } catch (error) {
    state.fail(isAgentError(error) ? error : failed(state, error));
  }
}

async function callRun(
  state: ExecutionState<NetworkCall>,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { binding, context } = state.call;
  const { spec } = binding;
  const ended = new AbortController();
  state.onEnd(() => ended.abort(state.error));
  const calls = new MemberCalls(state);
  try {
    const network = makeInstance(binding.network, spec, params, context);
    setInside(network, {
      executionId: state.id,
      signal: ended.signal,
      agents: createMembers(binding, () => calls.inherit()),
      all: (values) => calls.all(values),
      forward: requestForward,
    });
    bindStates(network, spec.states ?? [], (name, value) => state.speech.setState(name, value));
    return await runBody(state, network.run());
  } catch (error) {
    state.throwIfEnded();
    throw failed(state, error);
  }
}

/** The failure of a network whose `run` threw. */
function failed(state: ExecutionState<NetworkCall>, cause: unknown): AgentError {
  const child = state.children.all.find((one) => one.error === cause);
  if (child?.error) return childFailed(child.identity.agent, child.error);
  const name = cause instanceof Error ? cause.name : typeof cause;
  const { className } = state.call.binding.spec;
  // What it says may quote a param, so it stays with the cause.
  return new AgentError("network_failed", `run() of ${className} threw (${name}); see the cause.`, {
    cause,
  });
}

function childFailed(agent: string, cause: AgentError): AgentError {
  const { code, retryable, pending } = cause;
  const message = `The member ${agent} failed (${code}), and run() did not catch its error; see the cause.`;
  return new AgentError("child_failed", message, { cause, retryable, pending });
}

/** Ends the members that run() has not waited for, and fails with one that failed unseen. */
function endMembers(state: ExecutionState<NetworkCall>): void {
  const { all, running } = state.children;
  const unseen = all.find(({ error, isAsked }) => error && !isAsked);
  if (unseen?.error) throw childFailed(unseen.identity.agent, unseen.error);
  for (const child of running) {
    const { agent } = child.identity;
    const message = `The member ${agent} was still running when run() ended, so it was ended. Await it, or wait for several with this.all([…]).`;
    state.steps.warn({ step: 0, attempt: 0 }, { code: "member_not_awaited", message });
    child.fail(new AgentError("cancelled", "The network that called it has ended."));
  }
}

import { isAgentError, withMessage, type AgentError } from "../../errors.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { AssistantPart, ModelMessage } from "../../model/message.js";
import type { StepChoice } from "../../model/step-choice.js";
import { loadedRegistry, loadRegistry } from "../../model-registry/load-registry.js";
import { attemptModel } from "./attempt-model.js";
import type { AnswerEnd } from "./open-attempt.js";
import { endIfOver } from "../execution/bound-time.js";
import type { Position } from "../../reading/event-log.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { findMisfit } from "./find-misfit.js";
import type { ModelRequest } from "./model-request.js";
import { isEnforced } from "./is-enforced.js";
import { RetryPlan } from "./retry-plan.js";
import { emptyAnswer, findWarning, isToolCall, refuseAnswer, saysNothing } from "./judge-answer.js";
import { textOf, toCorrection } from "./to-correction.js";
import { withoutRefused } from "./without-refused.js";
import { validateOutput, type ValidOutput } from "../validate/validate.js";

/** One message that the model is asked for. */
export interface StepRequest {
  /** From 1. */
  readonly step: number;
  /** To the models that may answer, in the order in which they are asked. */
  readonly requests: readonly ModelRequest[];
  /** What the message goes on from, where the provider paused in it. */
  readonly before: readonly AssistantPart[];
  /** Whether the message's text and reasoning are kept from the caller. */
  readonly hidden: boolean;
  /** What the agent chose for the step, for events. */
  readonly choice: StepChoice | undefined;
  /** Models that are not to be asked in later steps either; those that fail for good are added. */
  readonly failedForGood: Set<string>;
}

/** A message of the model that counts. */
export interface StepMessage {
  readonly parts: readonly AssistantPart[];
  /** Why the model stopped. */
  readonly reason: FinishReason;
  /** What stands before it in the prompt: answers that were not valid, each with what the model was told of it. */
  readonly corrections: readonly ModelMessage[];
  /** The output that it is, where that was asked already. */
  readonly checked?: ValidOutput;
}

/**
 * Gets a message from the first of the models that gives one, in as many attempts as the agent allows.
 * Another attempt is made only while nothing of the message was delivered, or under the `restart`
 * policy, which says `reset` first; and, where the agent wants it, for an answer that is not valid.
 */
export async function callModel(
  state: ExecutionState,
  { step, requests, before, hidden, failedForGood, choice }: StepRequest,
): Promise<StepMessage> {
  const plan = new RetryPlan(state.call.retry, requests, failedForGood);
  const failures: Failures = new Map();
  const corrections: ModelMessage[] = [];
  state.steps.beginMessage(step, plan.current.id, choice);
  for (let attempt = 1; ; attempt += 1) {
    const position: Position = { step, attempt };
    const { id } = plan.current;
    const request = withMessages(plan.current, corrections);
    const end = await attemptOnce(state, request, position, hidden).catch((error: unknown) => {
      if (state.ended || !isAgentError(error)) throw error;
      return goOn(state, plan, position, error, failures);
    });
    if (!end) continue;
    const checked = plan.mayCorrect && !hidden ? await checkAnswer(state, end, before) : undefined;
    state.throwIfEnded();
    if (checked && "failure" in checked) {
      askAgain(state, plan, position, checked.failure);
      corrections.push(...toCorrection(end.parts, checked.failure));
      continue;
    }
    state.steps.endAttempt();
    const parts = endMessage(state, id, position, end, hidden);
    return { parts, reason: end.reason, corrections, ...(checked && { checked }) };
  }
}

function withMessages(request: ModelRequest, more: readonly ModelMessage[]): ModelRequest {
  if (more.length === 0) return request;
  const { call } = request;
  return { ...request, call: { ...call, messages: [...call.messages, ...more] } };
}

/** What a complete answer is as an output; `undefined` for what is no output yet, or is refused anyway. */
async function checkAnswer(
  { call, steps }: ExecutionState,
  end: AnswerEnd,
  before: readonly AssistantPart[],
): Promise<ValidOutput | { readonly failure: AgentError } | undefined> {
  const goesOn = end.reason === "pause" || end.parts.some(isToolCall);
  if (refuseAnswer(end, true) || goesOn) return undefined;
  try {
    const text = textOf([...before, ...end.parts]);
    return await validateOutput(call, text, steps.enforced);
  } catch (error) {
    if (isAgentError(error)) return { failure: error };
    throw error;
  }
}

/** Voids an answer that is not valid. The model is asked at once: nothing has to pass. */
function askAgain(
  state: ExecutionState,
  plan: RetryPlan,
  position: Position,
  failure: AgentError,
): void {
  const { delivered } = state.steps.attempts;
  state.steps.endAttempt(failure);
  plan.correct();
  announce(state, { position, failed: plan.current.id, plan, delivered, delayMs: 0 }, failure);
}

async function attemptOnce(
  state: ExecutionState,
  given: ModelRequest,
  position: Position,
  hidden: boolean,
): Promise<AnswerEnd> {
  await load(state, given, position);
  if (!loadedRegistry()) await loadPrices(state);
  endIfOver(state);
  const misfit = findMisfit(given, state.config);
  if (misfit) throw misfit;
  const { request, warning: leftOut } = withoutRefused(given, state.config);
  state.steps.beginAttempt(position, request.id, isEnforced(request, state.config));
  if (leftOut) state.steps.warn(position, leftOut);
  const end = await attemptModel(state, request, position, hidden);
  if (saysNothing(end)) throw emptyAnswer(request.id);
  const warning = findWarning(end, request.id);
  if (warning) state.steps.warn(position, warning);
  return end;
}

/** Loads the provider before the time of the attempt begins. A load that fails is an attempt all the same. */
async function load(
  state: ExecutionState,
  request: ModelRequest,
  position: Position,
): Promise<void> {
  try {
    await request.provider.load?.();
  } catch (error) {
    state.steps.beginAttempt(position, request.id, isEnforced(request, state.config));
    throw error;
  }
}

/** A record is made in one go when its execution ends, so what tokens cost is known before any is used. */
async function loadPrices(state: ExecutionState): Promise<void> {
  try {
    await loadRegistry();
  } catch (cause) {
    state.report(
      new Error("The prices of models cannot be loaded, so records have no costUsd.", { cause }),
    );
  }
}

/** By the id of a model, in the order in which they were asked: the last failure of each. */
type Failures = Map<string, AgentError>;

/** Makes ready for another attempt, or fails when there is none. */
async function goOn(
  state: ExecutionState,
  plan: RetryPlan,
  position: Position,
  error: AgentError,
  failures: Failures,
): Promise<undefined> {
  const { delivered } = state.steps.attempts;
  const failed = plan.current.id;
  failures.set(failed, error);
  state.steps.endAttempt(error);
  const next = plan.next(error, delivered);
  if (!next) throw delivered ? error : joinFailures(failures);
  const { delayMs } = next;
  announce(state, { position, failed, plan, delivered, delayMs }, error);
  await wait(state, delayMs);
}

/** An attempt that is followed by another. */
interface FailedAttempt {
  readonly position: Position;
  readonly failed: string;
  readonly plan: RetryPlan;
  readonly delivered: boolean;
  readonly delayMs: number;
}

/** Says that another attempt follows, and that what was delivered is void. */
function announce(
  state: ExecutionState,
  { position, failed, plan, delivered, delayMs }: FailedAttempt,
  error: AgentError,
): void {
  if (delivered) state.steps.reset(position);
  state.steps.announceRetry(position, { failed, nextModel: plan.current.id, delayMs, error });
}

/** The failure of the model that was asked first, which tells of the others after its own words. */
function joinFailures(failures: Failures): AgentError {
  const [first, ...others] = failures;
  if (first === undefined) throw new RangeError("no model failed");
  const [, error] = first;
  const told = others.map(([id, { message }]) => ` Then ${id} failed: ${message}`);
  return others.length === 0 ? error : withMessage(error, error.message + told.join(""));
}

function wait(state: ExecutionState, ms: number): Promise<void> {
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stopTimer = state.config.clock.setTimer(ms, () => {
      detach();
      resolve();
    });
    const detach = state.onEnd(() => {
      stopTimer();
      reject(state.error);
    });
  });
}

/**
 * Says that the message is whole, and refuses one that is no answer and asks for no tool that may run.
 * Gives its parts.
 */
export function endMessage(
  state: ExecutionState,
  model: string,
  position: Position,
  end: AnswerEnd,
  hidden = false,
): readonly AssistantPart[] {
  const { reason, parts } = end;
  const failure = refuseAnswer(end, state.call.binding.spec.output !== undefined && !hidden);
  const goesOn = hidden || reason === "pause" || parts.some(isToolCall);
  const last = failure !== undefined || !goesOn;
  state.steps.endMessage(position, model, reason, last);
  if (failure) throw failure;
  return parts;
}

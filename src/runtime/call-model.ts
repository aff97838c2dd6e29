import { AgentError, isAgentError } from "../errors.js";
import type { FinishReason } from "../model/finish-reason.js";
import { loadRegistry } from "../models/load-registry.js";
import { attemptModel, type AnswerEnd } from "./attempt-model.js";
import type { Position } from "./event-log.js";
import type { ExecutionState } from "./execution-state.js";
import type { ModelRequest } from "./model-request.js";
import { planRetries, type RetryPlan } from "./plan-retries.js";
import { toRecordedError } from "./to-record.js";

/**
 * Gets an answer from the first of the models that gives one, in as many attempts as the agent allows.
 * Another attempt is made only while nothing of an answer was delivered, or under the `restart` policy,
 * which says `reset` first.
 */
export async function callModel(
  state: ExecutionState,
  requests: readonly ModelRequest[],
): Promise<void> {
  const plan = planRetries(state.call.binding.spec.retry, requests);
  state.emit({ type: "message_start", step: 1, attempt: 1, model: plan.current.id });
  state.flush();
  for (let attempt = 1; ; attempt += 1) {
    const position: Position = { step: 1, attempt };
    const request = plan.current;
    try {
      await Promise.all([request.provider.load?.(), loadPrices(state)]);
      state.throwIfEnded();
      state.log.beginAttempt(position);
      state.attempts.open(request.id, position.step);
      const end = await attemptModel(state, request, position);
      state.attempts.close();
      return endMessage(state, request.id, position, end);
    } catch (error) {
      if (state.ended || !isAgentError(error) || state.finishReason) throw error;
      await goOn(state, plan, position, error);
    }
  }
}

/** A record is made in one go when its execution ends, so what tokens cost is known before any is used. */
async function loadPrices(state: ExecutionState): Promise<void> {
  try {
    await loadRegistry();
  } catch (cause) {
    state.report(new Error("What models cost cannot be loaded, so no record says it.", { cause }));
  }
}

/** Makes ready for another attempt, or fails with the error when there is none. */
async function goOn(
  state: ExecutionState,
  plan: RetryPlan,
  position: Position,
  error: AgentError,
): Promise<void> {
  const delivered = state.attempts.delivered;
  const failed = plan.current.id;
  const next = await plan.next(error, delivered);
  if (!next) throw error;
  state.attempts.close(error);
  if (delivered) {
    state.emit({ type: "reset", ...position });
    state.attempts.forgetText();
  }
  state.emit({
    type: "retry",
    ...position,
    model: failed,
    nextModel: plan.current.id,
    delayMs: next.delayMs,
    error: toRecordedError(error),
  });
  state.flush();
  await wait(state, next.delayMs);
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

/** Says that the message is whole, and refuses one that is no answer. */
export function endMessage(
  state: ExecutionState,
  model: string,
  position: Position,
  { reason, refusal }: AnswerEnd,
): void {
  state.finishReason = reason;
  const { usage } = state;
  state.emit({
    type: "message_end",
    ...position,
    model,
    finishReason: reason,
    ...(usage && { usage }),
  });
  const failure = refuse(reason, refusal, state.call.binding.spec.output !== undefined);
  if (failure) throw failure;
}

function refuse(
  reason: FinishReason,
  refusal: string,
  structured: boolean,
): AgentError | undefined {
  if (reason === "refusal" || refusal !== "") {
    const said = refusal === "" ? {} : { refusal };
    return new AgentError("refused", "The model declined to answer.", said);
  }
  if (reason === "content_filter") {
    return new AgentError("content_filtered", "The provider's content filter stopped the answer.");
  }
  if (reason === "length" && structured) {
    return new AgentError(
      "output_truncated",
      "The model ran into its token limit before the structured output was complete. Raise @maxTokens, or ask for less.",
    );
  }
  return undefined;
}

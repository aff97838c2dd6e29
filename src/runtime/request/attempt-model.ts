import { AgentError, isAgentError } from "../../errors.js";
import { createDeferred } from "../../internal/deferred.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { MessageCollector } from "./collect-message.js";
import type { Position } from "../../reading/event-log.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { endIfOver } from "../execution/bound-time.js";
import { Gate } from "./gate.js";
import { watchForStalls } from "../execution/limits.js";
import type { ModelRequest } from "./model-request.js";
import type { AnswerEnd, OpenAttempt } from "./open-attempt.js";
import { takeOther } from "./take-part.js";

/**
 * Makes one request and appends what comes to the log as it comes; resolves once the provider has said
 * that the answer is complete. Fails with the provider's error, with `interrupted` when the stream ends
 * without that word, with the limit that fired, or with what ended the execution. However it fails, the
 * request is closed; after the last word the provider ends it in its own time.
 *
 * @param hidden whether the message's text and reasoning are collected without being appended
 */
export async function attemptModel(
  state: ExecutionState,
  request: ModelRequest,
  position: Position,
  hidden: boolean,
): Promise<AnswerEnd> {
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = createDeferred<never>();
  const abort = (error: AgentError | undefined): void => {
    controller.abort(error);
    stopped.reject(signal.reason);
  };
  const detach = state.onEnd(() => abort(state.error));
  const watch = request.call.stream
    ? watchForStalls(state.config.clock, state.limits, abort)
    : undefined;
  const attempt: OpenAttempt = {
    state,
    request,
    position,
    signal,
    watch,
    finished: createDeferred<AnswerEnd>(),
    message: new MessageCollector(),
    gate: new Gate(state.config.content.providerMessages),
    hidden,
    refusal: "",
  };
  try {
    // Raced, because a provider may not hear that it is aborted, nor end after its last word.
    return await Promise.race([
      attempt.finished.promise,
      stopped.promise,
      pump(attempt)
        .finally(detach)
        .then(() => attempt.finished.promise),
    ]);
  } finally {
    watch?.stop();
  }
}

/**
 * Moves parts from the provider to the log, no faster than the slowest reader allows. Fails with
 * `interrupted` when the provider is done without having said so.
 */
async function pump(attempt: OpenAttempt): Promise<void> {
  const { state, request, signal, watch, gate } = attempt;
  const { providerMessages } = state.config.content;
  let complete = false;
  /** Whether the newest batch has the signal to stop: then what it has of the answer came before that. */
  let settledNow = false;
  const onSettled = (): void => {
    if (complete || signal.aborted) return;
    settledNow = true;
    // From here on no limit takes the answer back.
    state.steps.attempts.settled = true;
    watch?.pause();
  };
  const call = {
    ...request.call,
    providerMessages,
    hideSecrets: gate.hideSecrets,
    signal,
    onSettled,
  };
  try {
    for await (const parts of request.provider.stream(call)) {
      if (signal.aborted) return;
      // Read on to the provider's own end all the same: leaving early would cost the connection.
      if (complete) continue;
      const isStillSettled = settledNow;
      settledNow = false;
      if (parts.length === 0) {
        watch?.sawBytes();
        continue;
      }
      const { delta, finished } = take(attempt, parts);
      watch?.saw(delta);
      state.flush();
      complete = finished;
      if (complete) {
        state.steps.attempts.settled = true;
        continue;
      }
      if (state.steps.attempts.settled) {
        if (isStillSettled || !delta) continue;
        unsettle(attempt);
      }
      const room = state.readers.room();
      if (!room) continue;
      watch?.pause();
      await room;
      watch?.resume();
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw gate.error(isAgentError(error) ? error : unforeseen(request, error));
  }
  if (!complete) throw cutShort();
}

/** The answer goes on, whatever the model had said: the limits hold again. */
function unsettle({ state, watch }: OpenAttempt): void {
  state.steps.attempts.settled = false;
  watch?.resume();
  endIfOver(state);
}

/** Takes one batch; says whether it held text, reasoning or arguments, and whether it was the last. */
function take(
  attempt: OpenAttempt,
  parts: readonly ModelStreamPart[],
): { readonly delta: boolean; readonly finished: boolean } {
  const { state, message, hidden } = attempt;
  const { budget } = state;
  const at = state.config.clock.now();
  let sureUnits = budget.sureUnits;
  // Asked once for the batch: without a subscriber nothing can end the execution in the middle of it.
  const told = state.steps.isHeard;
  let text = false;
  let delta = false;
  for (const part of parts) {
    switch (part.type) {
      case "text_delta":
        if (part.text === "") break;
        // One subtraction for each, until a third of the limit is reached.
        if ((sureUnits -= part.text.length) < 0 && !budget.fits(part.text))
          overflow(attempt, part.text);
        message.text(part.text);
        delta = true;
        if (hidden) {
          budget.keep(part.text);
          break;
        }
        if (!text) state.steps.attempts.sawText();
        text = true;
        if (told) state.steps.takeText(part.text, at);
        else state.log.appendText(part.text, at);
        break;
      case "finish":
        attempt.finished.resolve({
          reason: part.reason,
          refusal: attempt.gate.text(attempt.refusal),
          parts: message.parts,
        });
        return { delta, finished: true };
      default:
        delta = takeOther(attempt, part) || delta;
    }
  }
  budget.assertPieces();
  return { delta, finished: false };
}

/** Takes what of a text still fits, and ends the execution. */
function overflow({ state, hidden }: OpenAttempt, text: string): never {
  const { head, error } = state.budget.cut(text);
  if (head !== "" && !hidden) {
    state.steps.attempts.sawText();
    state.steps.takeText(head, state.config.clock.now());
  }
  throw error;
}

function cutShort(): AgentError {
  return new AgentError(
    "interrupted",
    "The provider's stream ended without its terminal signal, so the answer may be cut short. The text so far is in partialText.",
  );
}

function unforeseen(request: ModelRequest, cause: unknown): AgentError {
  const name = cause instanceof Error ? cause.name : typeof cause;
  return new AgentError(
    "provider_unavailable",
    `The provider of ${request.id} failed unexpectedly (${name}); see the cause.`,
    { cause, retryable: false },
  );
}

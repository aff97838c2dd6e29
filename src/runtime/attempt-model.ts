import { AgentError, isAgentError } from "../errors.js";
import { createDeferred, type Deferred } from "../internal/deferred.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { ModelStreamPart } from "../model/provider.js";
import type { Position } from "./event-log.js";
import type { ExecutionState } from "./execution-state.js";
import { watchForStalls, type StallWatch } from "./limits.js";
import type { ModelRequest } from "./model-request.js";

/** How a complete answer ended. */
export interface AnswerEnd {
  readonly reason: FinishReason;
  /** What the model said when it declined; `""` when it did not. */
  readonly refusal: string;
}

/** One physical request while it is under way. */
interface OpenAttempt {
  readonly state: ExecutionState;
  readonly request: ModelRequest;
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly watch: StallWatch | undefined;
  readonly finished: Deferred<AnswerEnd>;
  refusal: string;
}

/**
 * Makes one request and appends what comes to the log as it comes; resolves once the provider has said
 * that the answer is complete. Fails with the provider's error, with `interrupted` when the stream ends
 * without that word, with the limit that fired, or with what ended the execution. However it fails, the
 * request is closed; after the last word the provider ends it in its own time.
 */
export async function attemptModel(
  state: ExecutionState,
  request: ModelRequest,
  position: Position,
): Promise<AnswerEnd> {
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = createDeferred<never>();
  signal.addEventListener("abort", () => stopped.reject(signal.reason));
  const detach = state.onEnd(() => controller.abort(state.error));
  const abort = (error: AgentError): void => controller.abort(error);
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
  const { state, request, signal, watch } = attempt;
  let complete = false;
  try {
    for await (const parts of request.provider.stream({ ...request.call, signal })) {
      if (signal.aborted) return;
      // Read on to the provider's own end all the same: leaving early would cost the connection.
      if (complete) continue;
      const { delta, finished } = take(attempt, parts);
      watch?.saw(delta);
      state.flush();
      complete = finished;
      if (complete) continue;
      const room = state.readers.room();
      if (!room) continue;
      watch?.pause();
      await room;
      watch?.resume();
    }
  } catch (error) {
    throw isAgentError(error) ? error : unforeseen(request, error);
  }
  if (!complete) throw cutShort();
}

/** Takes one batch; says whether it held text or reasoning, and whether it was the last. */
function take(
  attempt: OpenAttempt,
  parts: readonly ModelStreamPart[],
): { readonly delta: boolean; readonly finished: boolean } {
  const { state, position } = attempt;
  const at = state.config.clock.now();
  // Asked once for the batch: without a subscriber nothing can end the execution in the middle of it.
  const told = state.subscribers.any;
  let text = false;
  let delta = false;
  for (const part of parts) {
    switch (part.type) {
      case "text_delta":
        if (part.text === "") break;
        if (!text) state.attempts.sawText();
        text = true;
        delta = true;
        if (told) state.emitText(part.text, at);
        else state.log.appendText(part.text, at);
        break;
      case "reasoning_delta":
        delta = true;
        state.attempts.sawDelta();
        state.emit({ type: "reasoning_delta", ...position, text: part.text });
        break;
      case "refusal_delta":
        delta = true;
        attempt.refusal += part.text;
        break;
      case "usage":
        state.attempts.setUsage(part.usage);
        break;
      case "response_start":
        if (part.requestId !== undefined) state.attempts.setRequestId(part.requestId);
        break;
      case "finish":
        attempt.finished.resolve({ reason: part.reason, refusal: attempt.refusal });
        return { delta, finished: true };
    }
  }
  return { delta, finished: false };
}

function cutShort(): AgentError {
  return new AgentError(
    "interrupted",
    "The provider's stream ended without its terminal signal, so the answer may be cut short. The text so far is kept in partialText.",
  );
}

function unforeseen(request: ModelRequest, cause: unknown): AgentError {
  const name = cause instanceof Error ? cause.name : typeof cause;
  return new AgentError(
    "provider_unavailable",
    `The provider of ${request.id} failed in a way that it should not (${name}); see the cause.`,
    { cause, retryable: false },
  );
}

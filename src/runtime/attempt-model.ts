import { AgentError, isAgentError } from "../errors.js";
import { createDeferred } from "../internal/deferred.js";
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
  readonly controller: AbortController;
  readonly watch: StallWatch | undefined;
  reason: FinishReason | undefined;
  refusal: string;
}

/**
 * Makes one request and appends what comes to the log as it comes; resolves once the provider has said
 * that the answer is complete. Fails with the provider's error, with `interrupted` when the stream ends
 * without that word, with the limit that fired, or with what ended the execution. However it ends, the
 * request is closed.
 */
export async function attemptModel(
  state: ExecutionState,
  request: ModelRequest,
  position: Position,
): Promise<AnswerEnd> {
  const controller = new AbortController();
  const stopped = createDeferred<never>();
  controller.signal.addEventListener("abort", () => stopped.reject(controller.signal.reason));
  const detach = state.onEnd(() => controller.abort(state.error));
  const abort = (error: AgentError): void => controller.abort(error);
  const watch = request.call.stream ? watchForStalls(state, abort) : undefined;
  const attempt: OpenAttempt = {
    state,
    request,
    position,
    controller,
    watch,
    reason: undefined,
    refusal: "",
  };
  try {
    // Raced, because a provider may not hear that it is aborted.
    await Promise.race([pump(attempt), stopped.promise]);
  } finally {
    detach();
    watch?.stop();
  }
  const { reason, refusal } = attempt;
  if (reason === undefined) throw cutShort();
  return { reason, refusal };
}

/** Moves parts from the provider to the log, no faster than the slowest reader allows. */
async function pump(attempt: OpenAttempt): Promise<void> {
  const { state, request, controller, watch } = attempt;
  const { signal } = controller;
  try {
    for await (const parts of request.provider.stream({ ...request.call, signal })) {
      if (signal.aborted) return;
      const delta = take(attempt, parts);
      watch?.saw(delta);
      state.flush();
      const room = state.readers.room();
      if (!room) continue;
      watch?.pause();
      await room;
      watch?.resume();
    }
  } catch (error) {
    throw isAgentError(error) ? error : unforeseen(request, error);
  }
}

/** Takes one batch; says whether it held text or reasoning. */
function take(attempt: OpenAttempt, parts: readonly ModelStreamPart[]): boolean {
  const { state, position } = attempt;
  const at = state.config.clock.now();
  let delta = false;
  for (const part of parts) {
    switch (part.type) {
      case "text_delta":
        if (part.text === "") break;
        if (!delta) state.attempts.sawDelta();
        delta = true;
        state.attempts.sawText();
        state.emitText(part.text, at);
        break;
      case "reasoning_delta":
        if (!delta) state.attempts.sawDelta();
        delta = true;
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
        attempt.reason = part.reason;
        break;
    }
  }
  return delta;
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

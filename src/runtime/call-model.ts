import { AgentError, isAgentError } from "../errors.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { ModelStreamPart } from "../model/provider.js";
import type { ExecutionState } from "./execution-state.js";
import { watchForStalls } from "./limits.js";
import type { ModelRequest } from "./model-request.js";

/** Only one request is made for an answer. */
const position = { step: 1, attempt: 1 } as const;

/** What a message said of itself. */
interface MessageEnd {
  reason?: FinishReason;
  refusal: string;
}

/**
 * Makes one request, appends what comes to the log as it comes, and returns once the provider has
 * said that the answer is complete. Fails with the provider's error, or `interrupted` when the
 * stream ends without that word.
 */
export async function callModel(state: ExecutionState, request: ModelRequest): Promise<void> {
  await request.provider.load?.();
  state.signal.throwIfAborted();
  state.log.beginAttempt(position);
  state.emit({ type: "message_start", ...position, model: request.id });
  state.flush();
  state.attempts.open(request.id);
  const end: MessageEnd = { refusal: "" };
  await pump(state, request, end);
  if (end.reason === undefined) {
    throw new AgentError(
      "interrupted",
      "The provider's stream ended without its terminal signal, so the answer may be cut short. The text so far is kept in partialText.",
    );
  }
  state.attempts.close();
  endMessage(state, end.reason, end.refusal);
}

/** Says that the message is whole, and refuses one that is no answer. */
export function endMessage(state: ExecutionState, reason: FinishReason, refusal = ""): void {
  state.finishReason = reason;
  const { usage } = state;
  state.emit({ type: "message_end", ...position, finishReason: reason, ...(usage && { usage }) });
  if (reason === "refusal" || refusal !== "") {
    throw new AgentError(
      "refused",
      "The model declined to answer.",
      refusal === "" ? {} : { refusal },
    );
  }
  if (reason === "content_filter") {
    throw new AgentError("content_filtered", "The provider's content filter stopped the answer.");
  }
  if (reason === "length" && state.call.binding.spec.output) {
    throw new AgentError(
      "output_truncated",
      "The model ran into its token limit before the structured output was complete. Raise @maxTokens, or ask for less.",
    );
  }
}

/** Moves parts from the provider to the log, no faster than the slowest reader allows. */
async function pump(state: ExecutionState, request: ModelRequest, end: MessageEnd): Promise<void> {
  const watch = request.call.stream ? watchForStalls(state) : undefined;
  state.onEnd(() => watch?.stop());
  try {
    for await (const parts of request.provider.stream({ ...request.call, signal: state.signal })) {
      if (state.ended) return;
      const delta = take(state, parts, end);
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
  } finally {
    watch?.stop();
  }
}

/** Takes one batch; says whether it held text or reasoning. */
function take(state: ExecutionState, parts: readonly ModelStreamPart[], end: MessageEnd): boolean {
  const at = state.config.clock.now();
  let delta = false;
  for (const part of parts) {
    switch (part.type) {
      case "text_delta":
        if (part.text === "") break;
        state.attempts.sawText();
        delta = true;
        state.emitText(part.text, at);
        break;
      case "reasoning_delta":
        delta = true;
        state.emit({ type: "reasoning_delta", ...position, text: part.text });
        break;
      case "refusal_delta":
        delta = true;
        end.refusal += part.text;
        break;
      case "usage":
        state.attempts.setUsage(part.usage);
        break;
      case "response_start":
        if (part.requestId !== undefined) state.attempts.setRequestId(part.requestId);
        break;
      case "finish":
        end.reason = part.reason;
        break;
    }
  }
  return delta;
}

function unforeseen(request: ModelRequest, cause: unknown): AgentError {
  const name = cause instanceof Error ? cause.name : typeof cause;
  return new AgentError(
    "provider_unavailable",
    `The provider of ${request.id} failed in a way that it should not (${name}); see the cause.`,
    { cause, retryable: false },
  );
}

import { AgentError, isAgentError } from "../../errors.js";
import { createDeferred, type Deferred } from "../../internal/deferred.js";
import type { FinishReason } from "../../model/finish-reason.js";
import { isValueNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import { maxDepth } from "../../internal/partial-json/partial-json-parser.js";
import type { AssistantPart, Replay } from "../../model/message.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { MessageCollector } from "./collect-message.js";
import type { Position } from "../log/event-log.js";
import type { ExecutionState } from "../execution-state.js";
import { endIfOver } from "./bound-time.js";
import { watchForStalls, type StallWatch } from "./limits.js";
import type { ModelRequest } from "./model-request.js";

/** How a complete answer ended. */
export interface AnswerEnd {
  readonly reason: FinishReason;
  /** What the model said when it declined; `""` when it did not. */
  readonly refusal: string;
  /** The message. */
  readonly parts: readonly AssistantPart[];
}

/** One physical request while it is under way. */
interface OpenAttempt {
  readonly state: ExecutionState;
  readonly request: ModelRequest;
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly watch: StallWatch | undefined;
  readonly finished: Deferred<AnswerEnd>;
  readonly message: MessageCollector;
  /** Whether text and reasoning are kept from the log. */
  readonly hidden: boolean;
  refusal: string;
}

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
  const { state, request, signal, watch } = attempt;
  let complete = false;
  /** Whether the newest batch has the signal to stop: then what it has of the answer came before that. */
  let settledNow = false;
  const onSettled = (): void => {
    if (complete || signal.aborted) return;
    settledNow = true;
    // From here on no limit takes the answer back.
    state.attempts.settled = true;
    watch?.pause();
  };
  try {
    for await (const parts of request.provider.stream({ ...request.call, signal, onSettled })) {
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
      if (complete) continue;
      if (state.attempts.settled) {
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
    throw isAgentError(error) ? error : unforeseen(request, error);
  }
  if (!complete) throw cutShort();
}

/** The answer goes on, whatever the model had said: the limits hold again. */
function unsettle({ state, watch }: OpenAttempt): void {
  state.attempts.settled = false;
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
  const told = state.subscribers.any;
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
        if (!text) state.attempts.sawText();
        text = true;
        if (told) state.emitText(part.text, at);
        else state.log.appendText(part.text, at);
        break;
      case "finish":
        attempt.finished.resolve({
          reason: part.reason,
          refusal: attempt.refusal,
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
    state.attempts.sawText();
    state.emitText(head, state.config.clock.now());
  }
  throw error;
}

type OtherPart = Exclude<ModelStreamPart, { readonly type: "text_delta" | "finish" }>;

/** Takes what is neither text nor the end; says whether it is a piece of the answer. */
function takeOther(attempt: OpenAttempt, part: OtherPart): boolean {
  const { state, message, position } = attempt;
  const { budget } = state;
  switch (part.type) {
    case "reasoning_delta":
      budget.assertFits(part.text);
      message.reasoning(part.text);
      if (attempt.hidden) {
        budget.keep(part.text);
        return true;
      }
      state.attempts.sawDelta();
      state.emit({ type: "reasoning_delta", ...position, text: part.text });
      return true;
    case "text_end":
      message.endText(keepReplay(attempt, part.replay));
      return false;
    case "reasoning_end":
      message.endReasoning(keepReplay(attempt, part.replay));
      return false;
    case "tool_call_start":
      budget.keepAlong(part.id + part.name);
      message.startCall(part.id, part.name);
      emitToolCallDelta(attempt, part.id, part.name, "");
      return true;
    case "tool_call_delta":
      budget.assertFits(part.text);
      emitToolCallDelta(attempt, part.id, message.arguments(part.id, part.text), part.text);
      return true;
    case "tool_call_end":
      if (part.arguments !== undefined) budget.keepAlong(part.arguments);
      message.endCall(part.id, part.arguments, keepReplay(attempt, part.replay));
      return false;
    case "refusal_delta":
      budget.keep(part.text);
      attempt.refusal += part.text;
      return true;
    case "usage":
      state.attempts.setUsage(part.usage);
      return false;
    case "warning":
      state.warn(position, part);
      return false;
    case "response_start":
      if (part.requestId !== undefined) state.attempts.setRequestId(part.requestId);
      return false;
  }
}

/**
 * What goes back with the next request, counted. Left out where it is nested so deep that no function which
 * stores or sends the message could walk it.
 */
function keepReplay(
  { state, position, request }: OpenAttempt,
  replay: Replay | undefined,
): Replay | undefined {
  if (replay !== undefined && isValueNestedTooDeep(replay.data)) {
    state.warn(position, {
      code: "nested_too_deep",
      message: `${request.id} gave something to be sent back that is nested deeper than ${maxDepth} levels. It is left out.`,
    });
    return undefined;
  }
  state.budget.keepAlong(replay === undefined ? "" : JSON.stringify(replay.data));
  return replay;
}

function emitToolCallDelta(attempt: OpenAttempt, id: string, tool: string, text: string): void {
  const { state, position } = attempt;
  state.attempts.sawDelta();
  state.emit({ type: "tool_call_delta", ...position, toolCallId: id, tool, text });
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

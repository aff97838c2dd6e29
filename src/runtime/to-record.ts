import type { AgentError, PartialWork } from "../errors.js";
import type { ErrorEvent, EventBase, StartEvent } from "../protocol/events.js";
import type { RecordedError } from "../protocol/failure.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { Usage } from "../model/usage.js";
import type { Warning } from "../model/warning.js";
import type { CacheStatus, ExecutionRecord, Step } from "../protocol/record.js";
import type { AttemptLog } from "./request/attempt-log.js";
import type { Call } from "./call.js";
import type { EventLog } from "./log/event-log.js";
import type { ToolCallLog } from "./tools/tool-call-log.js";

/** What a record is made from. */
export interface EndedExecution {
  readonly id: string;
  readonly call: Call;
  readonly startedAt: number;
  readonly log: EventLog;
  readonly attempts: AttemptLog;
  readonly steps: readonly Step[];
  readonly toolCalls: ToolCallLog;
  readonly warnings: readonly Warning[];
  readonly cacheStatus: CacheStatus;
  readonly finishReason: FinishReason | undefined;
  readonly usage: Usage | undefined;
  readonly costUsd: string | undefined;
  readonly firstTextFromStartMs: number | undefined;
}

/** An error as plain JSON: no stack, no cause. */
export function toRecordedError(error: AgentError): RecordedError {
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
    ...(error.limit !== undefined && { limit: error.limit }),
    ...(error.issues.length > 0 && { issues: error.issues }),
    ...(error.refusal !== undefined && { refusal: error.refusal }),
  };
}

/** What the first event says of a call. */
export function toStart({ model, streamed, options }: Call): Omit<StartEvent, keyof EventBase> {
  return { type: "start", model, streamed, ...toLabels(options) };
}

function toLabels({
  metadata = {},
  tags = [],
  tenant,
}: Call["options"]): Pick<StartEvent, "metadata" | "tags" | "tenant"> {
  return { metadata, tags: [...tags], ...(tenant !== undefined && { tenant }) };
}

/** What an execution had when it failed. */
export function toWork({ id, call, log, attempts, usage }: EndedExecution): PartialWork {
  const { timeToFirstTokenMs, requestId } = attempts;
  return {
    executionId: id,
    agent: call.binding.spec.name,
    model: call.model,
    partialText: log.text(),
    attempts: attempts.closed,
    ...(usage && { usage }),
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** What the last event says of an error, but for the execution's own. */
export function toFailure(
  error: AgentError,
): Pick<ErrorEvent, "error" | "partialText" | "attempts" | "usage" | "timeToFirstTokenMs"> {
  const { partialText, attempts, usage, timeToFirstTokenMs } = error;
  return {
    error: toRecordedError(error),
    partialText,
    attempts,
    ...(usage && { usage }),
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
  };
}

/** The record of an execution that has just ended, with its output or its error. */
export function toRecord(
  state: EndedExecution,
  durationMs: number,
  outcome: { readonly output: unknown } | { readonly error: AgentError },
): ExecutionRecord {
  const { call, log, attempts, usage, costUsd, finishReason } = state;
  const { timeToFirstTokenMs } = attempts;
  return {
    id: state.id,
    agent: call.binding.spec.name,
    model: call.model,
    provider: call.model.slice(0, Math.max(0, call.model.indexOf("/"))),
    ...("error" in outcome
      ? { status: outcome.error.status, error: toRecordedError(outcome.error) }
      : { status: "success", output: outcome.output }),
    streamed: call.streamed,
    cacheStatus: state.cacheStatus,
    text: log.text(),
    ...(finishReason !== undefined && { finishReason }),
    ...(usage && { usage }),
    startedAt: state.startedAt,
    durationMs,
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    ...(state.firstTextFromStartMs !== undefined && {
      timeToFirstTokenFromStartMs: state.firstTextFromStartMs,
    }),
    chunks: log.chunks,
    attempts: attempts.closed,
    steps: [...state.steps],
    toolCalls: state.toolCalls.records,
    warnings: [...state.warnings],
    ...(costUsd !== undefined && { costUsd }),
    ...toLabels(call.options),
  };
}

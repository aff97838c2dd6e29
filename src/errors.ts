import {
  statusOfCode,
  type AgentErrorCode,
  type FailureStatus,
  type Issue,
  type RecordedError,
  type TimeoutLimit,
} from "./protocol/failure.js";
import type { Usage } from "./model/usage.js";
import type { ErrorEvent } from "./protocol/events.js";
import type { Attempt } from "./protocol/attempt.js";
import type { PendingToolCall } from "./protocol/pending.js";

export type { AgentErrorCode, Issue, TimeoutLimit } from "./protocol/failure.js";

/** What an {@link AgentError} is made from; all but `code` and `message` are optional. */
export interface AgentErrorOptions {
  readonly cause?: unknown;
  /** Whether the same call may succeed if it is repeated. Default: what the code implies. */
  readonly retryable?: boolean;
  /** How long the provider asks to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The HTTP status of the provider's answer. */
  readonly httpStatus?: number;
  /** The provider's own id of the request, for its support. */
  readonly requestId?: string;
  readonly limit?: TimeoutLimit;
  readonly issues?: readonly Issue[];
  readonly refusal?: string;
  readonly pending?: readonly PendingToolCall[];
}

/** What an execution had when it failed; the runtime puts it on the error. */
export interface PartialWork {
  readonly executionId: string;
  readonly agent: string;
  /** Absent for a network. */
  readonly model?: string;
  /** The text up to the failure, to the byte. */
  readonly partialText: string;
  /** Tokens as far as the provider said, with those of all executions below. */
  readonly usage?: Usage;
  readonly attempts: readonly Attempt[];
  /** From the dispatch of the attempt that answered to its first text, in milliseconds. */
  readonly timeToFirstTokenMs?: number;
  /** The provider's own id of the last request, as far as it said one. */
  readonly requestId?: string;
}

const brand = Symbol.for("troupe.AgentError");

const retryableCodes: ReadonlySet<AgentErrorCode> = new Set([
  "rate_limited",
  "provider_unavailable",
  "timeout",
  "interrupted",
  "empty_answer",
]);

/**
 * The only error that an execution fails with. It carries everything that a success carries, as far as
 * the execution got. Its message says what happened and what to do; it never contains a key, a prompt
 * or a body.
 */
export class AgentError extends Error {
  override readonly name = "AgentError";
  declare readonly code: AgentErrorCode;
  declare readonly retryable: boolean;
  declare readonly retryAfterMs: number | undefined;
  declare readonly httpStatus: number | undefined;
  declare readonly requestId: string | undefined;
  /** Set when `code` is `"timeout"`. */
  declare readonly limit: TimeoutLimit | undefined;
  /** Set when `code` is `"invalid_params"`, `"prompt_failed"` or `"invalid_output"`: every reason, not just the first. */
  declare readonly issues: readonly Issue[];
  /** Set when `code` is `"refused"` and the model said why. */
  declare readonly refusal: string | undefined;
  /** Set when `code` is `"paused"`: the tool calls that wait for somebody. */
  declare readonly pending: readonly PendingToolCall[];
  declare readonly executionId: string | undefined;
  declare readonly agent: string | undefined;
  declare readonly model: string | undefined;
  /** The model's text up to the failure, to the byte; `""` when there was none. */
  declare readonly partialText: string;
  declare readonly usage: Usage | undefined;
  declare readonly attempts: readonly Attempt[];
  declare readonly timeToFirstTokenMs: number | undefined;

  constructor(
    code: AgentErrorCode,
    message: string,
    options: AgentErrorOptions = {},
    work?: PartialWork,
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    Object.defineProperty(this, brand, { value: true });
    this.code = code;
    this.retryable = options.retryable ?? retryableCodes.has(code);
    this.retryAfterMs = options.retryAfterMs;
    this.httpStatus = options.httpStatus;
    this.requestId = options.requestId ?? work?.requestId;
    this.limit = options.limit;
    this.issues = options.issues ?? [];
    this.refusal = options.refusal;
    this.pending = options.pending ?? [];
    this.executionId = work?.executionId;
    this.agent = work?.agent;
    this.model = work?.model;
    this.partialText = work?.partialText ?? "";
    this.usage = work?.usage;
    this.attempts = work?.attempts ?? [];
    this.timeToFirstTokenMs = work?.timeToFirstTokenMs;
  }

  /**
   * Recreates the error of an execution from its last event: everything except `cause` and the place of
   * the call.
   */
  static from(event: ErrorEvent): AgentError {
    const { code, message, ...options } = event.error;
    const usage = event.totalUsage ?? event.usage;
    return new AgentError(code, message, options, { ...event, ...(usage && { usage }) });
  }

  /** The status in the record of an execution that failed with this error. */
  get status(): FailureStatus {
    return statusOfCode(this.code);
  }
}

/**
 * Whether a value is an {@link AgentError}, also one from another copy of this package, for which
 * `instanceof` fails. The brand is a registered symbol.
 */
export function isAgentError(value: unknown): value is AgentError {
  return typeof value === "object" && value !== null && brand in value;
}

/**
 * The same error with what the execution had when it failed.
 *
 * @param calledFrom A stack trace of the call. Its frames come first: the others are this library's.
 */
export function withPartialWork(
  error: AgentError,
  work: PartialWork,
  calledFrom?: string,
): AgentError {
  const own = framesOf(error.stack);
  const call = framesOf(calledFrom);
  const [caller = ""] = /^\n.*/.exec(call) ?? [];
  // Of an error that was made within the call, the trace has the caller already.
  const frames = own.includes(caller) ? own : call + own;
  return copyError(error, error.message, frames, work);
}

/** The same error with another message, and with other options where they are given. */
export function withMessage(
  error: AgentError,
  message: string,
  changes: AgentErrorOptions = {},
): AgentError {
  return copyError(error, message, framesOf(error.stack), undefined, changes);
}

function copyError(
  error: AgentError,
  message: string,
  frames: string,
  work?: PartialWork,
  changes: AgentErrorOptions = {},
): AgentError {
  const options: AgentErrorOptions = {
    cause: error.cause,
    retryable: error.retryable,
    issues: error.issues,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
    ...(error.limit !== undefined && { limit: error.limit }),
    ...(error.refusal !== undefined && { refusal: error.refusal }),
    ...(error.pending.length > 0 && { pending: error.pending }),
    ...changes,
  };
  const copy = new AgentError(error.code, message, options, work);
  copy.stack = `${copy.name}: ${message}${frames}`;
  return copy;
}

/** The lines of a stack trace after its message, each with the line break before it. */
function framesOf(stack: string | undefined): string {
  return /(?:\n +at .*)+$/.exec(stack ?? "")?.[0] ?? "";
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
    ...(error.pending.length > 0 && { pending: error.pending }),
  };
}

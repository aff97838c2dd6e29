import type { Attempt, ExecutionStatus } from "./store/record.js";
import type { Usage } from "./model/usage.js";

/**
 * Every way an execution can fail, a closed union.
 *
 * | code | when |
 * |---|---|
 * | `invalid_params` | the params do not satisfy the agent; `issues` lists every reason |
 * | `config_invalid` | the project is set up wrong: no key, an unknown provider, stale `generated/` |
 * | `authentication` | the provider answered 401 or 403 |
 * | `rate_limited` | the provider answered 429 |
 * | `provider_rejected` | the provider answered another 4xx, or says that the request is wrong |
 * | `provider_unavailable` | the provider answered 5xx, or there was no connection |
 * | `timeout` | a limit fired; `limit` says which |
 * | `cancelled` | somebody asked: `cancel()` or an aborted `signal` |
 * | `disconnected` | the last reader left |
 * | `interrupted` | the provider stopped in the middle, or sent something that is no answer |
 * | `invalid_output` | the answer is complete, but it is not what the agent declares |
 * | `output_truncated` | the model ran into its token limit in the middle of a structured output |
 * | `refused` | the model declined to answer |
 * | `content_filtered` | the provider's content filter stopped the answer |
 * | `prompt_failed` | a prompt method of the agent threw; `cause` is what it threw |
 */
export type AgentErrorCode =
  | "invalid_params"
  | "config_invalid"
  | "authentication"
  | "rate_limited"
  | "provider_rejected"
  | "provider_unavailable"
  | "timeout"
  | "cancelled"
  | "disconnected"
  | "interrupted"
  | "invalid_output"
  | "output_truncated"
  | "refused"
  | "content_filtered"
  | "prompt_failed";

/** Which limit of `@timeout` fired. */
export type TimeoutLimit = "total" | "firstToken" | "idle";

/** One thing wrong with params or with an output. */
export interface Issue {
  /** Where, from the root: `["items", 0, "price"]`. Empty for the value as a whole. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what was expected, in one sentence. Never holds the value itself. */
  readonly message: string;
}

/** What an {@link AgentError} is made from; all but `code` and `message` are optional. */
export interface AgentErrorOptions {
  readonly cause?: unknown;
  /** Whether the same call may succeed if it is made again. Default: what the code implies. */
  readonly retryable?: boolean;
  /** How long the provider asks to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The HTTP status of the provider's answer. */
  readonly httpStatus?: number;
  /** The provider's own id of the request, for its support. */
  readonly requestId?: string;
  readonly limit?: TimeoutLimit;
  readonly issues?: readonly Issue[];
}

/** What an execution had when it failed; the runtime puts it on the error. */
export interface PartialWork {
  readonly executionId: string;
  readonly agent: string;
  readonly model: string;
  /** The model's text up to the failure, to the byte. */
  readonly partialText: string;
  /** Tokens as far as the provider said. */
  readonly usage?: Usage;
  readonly attempts: readonly Attempt[];
  /** From the dispatch of the attempt that answered to its first text, in milliseconds. */
  readonly timeToFirstTokenMs?: number;
}

const brand = Symbol.for("troupe.AgentError");

const retryableCodes: ReadonlySet<AgentErrorCode> = new Set([
  "rate_limited",
  "provider_unavailable",
  "timeout",
  "interrupted",
]);

/**
 * The one error that an execution fails with. It carries what a success carries, as far as it got.
 * Its message says what happened and what to do; it never holds a key, a prompt or a body.
 */
export class AgentError extends Error {
  override readonly name = "AgentError";
  readonly code: AgentErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  /** Set when `code` is `"timeout"`. */
  readonly limit: TimeoutLimit | undefined;
  /** Set when `code` is `"invalid_params"` or `"invalid_output"`: every reason, not just the first. */
  readonly issues: readonly Issue[];
  readonly executionId: string | undefined;
  readonly agent: string | undefined;
  readonly model: string | undefined;
  /** The model's text up to the failure, to the byte; `""` when there was none. */
  readonly partialText: string;
  readonly usage: Usage | undefined;
  readonly attempts: readonly Attempt[];
  readonly timeToFirstTokenMs: number | undefined;

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
    this.requestId = options.requestId;
    this.limit = options.limit;
    this.issues = options.issues ?? [];
    this.executionId = work?.executionId;
    this.agent = work?.agent;
    this.model = work?.model;
    this.partialText = work?.partialText ?? "";
    this.usage = work?.usage;
    this.attempts = work?.attempts ?? [];
    this.timeToFirstTokenMs = work?.timeToFirstTokenMs;
  }

  /** The status that an execution which failed with this error is recorded under. */
  get status(): Exclude<ExecutionStatus, "running" | "success"> {
    switch (this.code) {
      case "timeout":
      case "cancelled":
      case "disconnected":
      case "interrupted":
      case "invalid_output":
        return this.code;
      case "output_truncated":
        return "invalid_output";
      default:
        return "error";
    }
  }
}

/**
 * Tells an {@link AgentError} from any other value, across copies of this package.
 * The brand is a registered symbol, because `instanceof` fails when two copies are installed.
 */
export function isAgentError(value: unknown): value is AgentError {
  return typeof value === "object" && value !== null && brand in value;
}

/** The same error with what the execution had when it failed. */
export function withPartialWork(error: AgentError, work: PartialWork): AgentError {
  const options: AgentErrorOptions = {
    cause: error.cause,
    retryable: error.retryable,
    issues: error.issues,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
    ...(error.limit !== undefined && { limit: error.limit }),
  };
  const complete = new AgentError(error.code, error.message, options, work);
  if (error.stack !== undefined) complete.stack = error.stack;
  return complete;
}

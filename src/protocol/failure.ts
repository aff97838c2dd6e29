import type { PendingToolCall } from "./pending.js";

/**
 * Every way an execution can fail, a closed union.
 *
 * | code | when |
 * |---|---|
 * | `invalid_params` | the params do not satisfy the agent, an option of the call does not exist or has a wrong value, or a stored conversation is invalid; `issues` lists every reason |
 * | `config_invalid` | the project is set up wrong: no key, an unknown provider, stale `generated/` |
 * | `prompt_failed` | a prompt method of the agent threw, and `cause` is what it threw; or returned something other than a prompt, and `issues` lists why |
 * | `authentication` | the provider answered 401 or 403 |
 * | `rate_limited` | the provider answered 429 |
 * | `provider_rejected` | the provider answered another 4xx, or says that the request is wrong; or the prompt has more tokens than the model is known to have room for |
 * | `provider_unavailable` | the provider answered 5xx, or there was no connection |
 * | `timeout` | a limit fired; `limit` says which |
 * | `cancelled` | `cancel()` was called, or the `signal` was aborted |
 * | `disconnected` | the last reader left |
 * | `interrupted` | the answer was cut short, or the provider sent something that is not an answer |
 * | `invalid_output` | the answer is complete, but it is not what the agent declares |
 * | `empty_answer` | the model was done without having said anything: no tool call, and no text but white space |
 * | `output_truncated` | the model ran into its token limit before it said anything, in the middle of a structured output, or while it asked for a tool |
 * | `refused` | the model declined to answer; `refusal` is what it said |
 * | `content_filtered` | the provider's content filter stopped the answer, or refused the request |
 * | `tool_failed` | a tool threw a `FatalToolError` |
 * | `output_limit` | the model wrote more than `maxOutputBytes` allows, or one event, the events that give no answer, or a whole answer are longer than 64 MiB; the text up to there is kept |
 * | `max_steps` | the model still asked for tools in the last step that it was allowed, or no final tool succeeded in it |
 * | `invalid_attachment` | an image or a file cannot be read, is of a type that the provider or the model does not accept, or is too large |
 * | `conversation_busy` | the conversation was asked while it was still answering |
 * | `network_failed` | `run` of a network threw, and `cause` is what it threw; or it yielded or called something that it may not |
 * | `child_failed` | a member of a network failed and `run` did not catch its error, which is `cause` |
 * | `max_calls` | a network called more members than `@maxCalls` allows |
 * | `max_depth` | executions called each other more than 16 levels deep |
 * | `paused` | a tool waits for a person's approval, or for its result from elsewhere; `pending` lists the calls. Not a failure: `conversation.continue` goes on from it |
 */
export type AgentErrorCode =
  | "invalid_params"
  | "config_invalid"
  | "prompt_failed"
  | "authentication"
  | "rate_limited"
  | "provider_rejected"
  | "provider_unavailable"
  | "timeout"
  | "cancelled"
  | "disconnected"
  | "interrupted"
  | "invalid_output"
  | "empty_answer"
  | "output_truncated"
  | "refused"
  | "content_filtered"
  | "tool_failed"
  | "output_limit"
  | "max_steps"
  | "invalid_attachment"
  | "conversation_busy"
  | "network_failed"
  | "child_failed"
  | "max_calls"
  | "max_depth"
  | "paused";

/** Every {@link AgentErrorCode}. */
export const agentErrorCodes: readonly string[] = /* @__PURE__ */ Object.keys({
  invalid_params: true,
  config_invalid: true,
  prompt_failed: true,
  authentication: true,
  rate_limited: true,
  provider_rejected: true,
  provider_unavailable: true,
  timeout: true,
  cancelled: true,
  disconnected: true,
  interrupted: true,
  invalid_output: true,
  empty_answer: true,
  output_truncated: true,
  refused: true,
  content_filtered: true,
  tool_failed: true,
  output_limit: true,
  max_steps: true,
  invalid_attachment: true,
  conversation_busy: true,
  network_failed: true,
  child_failed: true,
  max_calls: true,
  max_depth: true,
  paused: true,
} satisfies Record<AgentErrorCode, true>);

/** The status of an execution that failed. */
export type FailureStatus =
  | "error"
  | "timeout"
  | "cancelled"
  | "disconnected"
  | "interrupted"
  | "invalid_output"
  | "paused";

/** The status in the record of an execution that failed with a code. */
export function statusOfCode(code: AgentErrorCode): FailureStatus {
  switch (code) {
    case "timeout":
    case "cancelled":
    case "disconnected":
    case "interrupted":
    case "invalid_output":
    case "paused":
      return code;
    case "output_truncated":
      return "invalid_output";
    default:
      return "error";
  }
}

/** Which limit of `@timeout` fired. */
export type TimeoutLimit = "total" | "firstToken" | "idle";

/** One problem with params, a prompt or an output. */
export interface Issue {
  /** Where, from the root: `["items", 0, "price"]`. Empty for the value as a whole. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what was expected, in one sentence. Never contains the value itself. */
  readonly message: string;
}

/** An error as it is stored and sent: plain JSON, no stack, no cause. */
export interface RecordedError {
  readonly code: AgentErrorCode;
  readonly message: string;
  /** Whether the same call may succeed if it is repeated. */
  readonly retryable: boolean;
  /** How long the provider asks to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The HTTP status of the provider's answer. */
  readonly httpStatus?: number;
  /** The provider's own id of the request, for its support. */
  readonly requestId?: string;
  readonly limit?: TimeoutLimit;
  readonly issues?: readonly Issue[];
  /** The model's explanation when it declined. */
  readonly refusal?: string;
  /** Set when `code` is `"paused"`: what the execution waits for. */
  readonly pending?: readonly PendingToolCall[];
}

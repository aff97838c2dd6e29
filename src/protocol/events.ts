import type { Json } from "../internal/json.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { ModelMessage } from "../model/message.js";
import type { StepChoice } from "../model/step-choice.js";
import type { Usage } from "../model/usage.js";
import type { WarningCode } from "../model/warning.js";
import type { Attempt } from "./attempt.js";
import type {
  AgentCompleteEvent,
  AgentStartEvent,
  ForwardEvent,
  StateEvent,
} from "./child-events.js";
import type { EventBase, StepBase } from "./event-base.js";
import type { RecordedError } from "./failure.js";
import type { CacheStatus, ExecutionKind } from "./statuses.js";
import type {
  ApprovalEvent,
  ClientToolEvent,
  DataEvent,
  HostedToolCallEvent,
  HostedToolResultEvent,
  SourceEvent,
  ToolCallDeltaEvent,
  ToolCallEvent,
  ToolProgressEvent,
  ToolResultEvent,
} from "./tool-events.js";

/** The execution began. First, exactly once. */
export interface StartEvent extends EventBase {
  readonly type: "start";
  readonly kind: ExecutionKind;
  /** `"provider/model"` as asked for. Absent for a network. */
  readonly model?: string;
  /** Whether the provider is asked to stream; for a network, whether its `run` generates text. */
  readonly streamed: boolean;
  /** Names the version of the agent or network and its code, as of the last build. Absent for a plain call. */
  readonly fingerprint?: string;
  /**
   * The params with their defaults, a `Date` as its ISO 8601 text. Absent for a plain call, and if they
   * are invalid or JSON cannot represent them.
   */
  readonly params?: Readonly<Record<string, Json>>;
  /** The call's own `metadata`, `tags` and `tenant`, unchanged. */
  readonly metadata: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
  /** The tenant of the call. Absent if the call does not name one. */
  readonly tenant?: string;
  /** The execution that called this one. Absent if none did. */
  readonly parentId?: string;
  /** The outermost of the executions above it. Absent if there is none. */
  readonly rootId?: string;
}

/**
 * The prompt is rendered: the first request to the model, including the history of a conversation, unless
 * `beforeStep` chooses other messages.
 */
export interface PromptEvent extends EventBase {
  readonly type: "prompt";
  readonly messages: readonly ModelMessage[];
}

/** How the cache was used. Comes once, for an agent with `@cache`. */
export interface CacheEvent extends EventBase {
  readonly type: "cache";
  readonly status: Exclude<CacheStatus, "off">;
}

/** The model is about to be asked for a message: show a typing indicator. */
export interface MessageStartEvent extends StepBase {
  readonly type: "message_start";
  /** `"provider/model"`. */
  readonly model: string;
  /** What `beforeStep` of the agent chose for the request. Absent if it chose nothing. */
  readonly choice?: StepChoice;
}

/** A physical request to a provider is about to be made. */
export interface AttemptStartEvent extends StepBase {
  readonly type: "attempt_start";
  /** `"provider/model"`. */
  readonly model: string;
  /** Whether the server enforces the schema of the output; `true` without a schema. */
  readonly enforced: boolean;
}

/** A physical request has ended. Has what its {@link Attempt} in the record has, except when it began. */
export interface AttemptEndEvent extends StepBase, Omit<Attempt, "step" | "startedAt"> {
  readonly type: "attempt_end";
}

/** The model's reasoning, as it arrives. */
export interface ReasoningDeltaEvent extends StepBase {
  readonly type: "reasoning_delta";
  readonly text: string;
}

/** Text of the answer, as it arrives; concatenated, the deltas are the answer to the byte. */
export interface TextDeltaEvent extends StepBase {
  readonly type: "text_delta";
  readonly text: string;
}

/**
 * Something unexpected happened, and the execution continues. Each warning comes once per execution,
 * even if several requests cause it.
 */
export interface WarningEvent extends StepBase {
  readonly type: "warning";
  readonly code: WarningCode;
  /** What happened, and what to do. Never contains a key, a prompt or a body. */
  readonly message: string;
}

/**
 * Another request follows, because one failed before any of its answer was delivered or, with `@retry({
 * invalidOutput: true })`, because its answer is not valid.
 */
export interface RetryEvent extends StepBase {
  readonly type: "retry";
  /** The model that failed. */
  readonly model: string;
  /** The model that is asked next: the same, or a fallback. */
  readonly nextModel: string;
  /** How long the runtime waits before it asks, in milliseconds. */
  readonly delayMs: number;
  readonly error: RecordedError;
}

/**
 * The step starts over: its text, reasoning and tool arguments so far are void; those of earlier steps
 * stay. Comes only with `@retry({ restart: true })` and `@retry({ invalidOutput: true })`.
 */
export interface ResetEvent extends StepBase {
  readonly type: "reset";
}

/** The model's message is complete. */
export interface MessageEndEvent extends StepBase {
  readonly type: "message_end";
  /** The model that answered. */
  readonly model: string;
  readonly finishReason: FinishReason;
  /** Tokens of this step, over all its attempts. */
  readonly usage?: Usage;
}

/** The execution succeeded. Last. */
export interface CompleteEvent extends EventBase {
  readonly type: "complete";
  /**
   * The output as JSON, as the schema takes it: the model's answer before the schema's transforms and
   * codecs. Without a schema: the text.
   */
  readonly output: Json;
  /** Tokens of all attempts, as far as the providers reported them. */
  readonly usage?: Usage;
  /** What they cost at list prices, in US dollars: `"0.00123"`. Absent if unknown. */
  readonly costUsd?: string;
  /** The same with the usage of all executions below this one. Absent if there is none below. */
  readonly totalUsage?: Usage;
  /** The same with the cost of all executions below this one. Absent if there is none below, or if unknown. */
  readonly totalCostUsd?: string;
  readonly durationMs: number;
  readonly timeToFirstTokenMs?: number;
  /** From the start of the execution to its first text, in milliseconds. */
  readonly timeToFirstTokenFromStartMs?: number;
}

/** The execution failed. Last. `AgentError.from` recreates the error from it. */
export interface ErrorEvent extends EventBase {
  readonly type: "error";
  readonly error: RecordedError;
  /** `"provider/model"` as asked for. Absent for a network. */
  readonly model?: string;
  /** The text up to the failure, to the byte. */
  readonly partialText: string;
  /** Every physical request, in the order in which they were made. */
  readonly attempts: readonly Attempt[];
  /** Tokens of all attempts, as far as the providers reported them. */
  readonly usage?: Usage;
  /** What they cost at list prices, in US dollars: `"0.00123"`. Absent if unknown. */
  readonly costUsd?: string;
  /** The same with the usage of all executions below this one. Absent if there is none below. */
  readonly totalUsage?: Usage;
  /** The same with the cost of all executions below this one. Absent if there is none below, or if unknown. */
  readonly totalCostUsd?: string;
  readonly durationMs: number;
  readonly timeToFirstTokenMs?: number;
  /** From the start of the execution to its first text, in milliseconds. */
  readonly timeToFirstTokenFromStartMs?: number;
}

/**
 * Everything that an execution emits. For an agent, the order is:
 *
 * ```
 * start
 *   prompt
 *   cache?
 *   ( tool_call | approval | client_tool | tool_progress | data | tool_result )*
 *   ( message_start
 *       ( attempt_start
 *           ( warning | reasoning_delta | text_delta | tool_call_delta
 *           | hosted_tool_call | hosted_tool_result | source )*
 *         attempt_end
 *         reset?
 *         retry?
 *       )*
 *     message_end
 *       ( tool_call | approval | client_tool | tool_progress | data | tool_result )*
 *   )+
 * complete | error
 * ```
 *
 * Exactly one of `complete` and `error` comes, and nothing after it; `error` may come at any point
 * after `start`, once everything under way has its `attempt_end` or `tool_result`. An answer from the
 * cache has its text in a message without an attempt. A model that cannot be asked at all (for example,
 * without a key) may be skipped with a `retry` without an attempt.
 *
 * A tool's `approval`, `client_tool`, `tool_progress` and `data` come between its `tool_call` and its
 * `tool_result`. Tools come before the first message only where a paused execution is continued.
 *
 * Everything is plain JSON, and the record is built from nothing else.
 */
export type ExecutionEvent =
  | StartEvent
  | PromptEvent
  | CacheEvent
  | MessageStartEvent
  | AttemptStartEvent
  | ReasoningDeltaEvent
  | TextDeltaEvent
  | ToolCallDeltaEvent
  | HostedToolCallEvent
  | HostedToolResultEvent
  | SourceEvent
  | AttemptEndEvent
  | WarningEvent
  | RetryEvent
  | ResetEvent
  | MessageEndEvent
  | ToolCallEvent
  | ApprovalEvent
  | ClientToolEvent
  | ToolProgressEvent
  | DataEvent
  | ToolResultEvent
  | AgentStartEvent
  | AgentCompleteEvent
  | ForwardEvent
  | StateEvent
  | CompleteEvent
  | ErrorEvent;

/** The `type` of an event. */
export type ExecutionEventType = ExecutionEvent["type"];

/** Every {@link ExecutionEventType}. */
export const executionEventTypes: readonly string[] = Object.keys({
  start: true,
  prompt: true,
  cache: true,
  message_start: true,
  attempt_start: true,
  reasoning_delta: true,
  text_delta: true,
  tool_call_delta: true,
  hosted_tool_call: true,
  hosted_tool_result: true,
  source: true,
  attempt_end: true,
  warning: true,
  retry: true,
  reset: true,
  message_end: true,
  tool_call: true,
  approval: true,
  client_tool: true,
  tool_progress: true,
  data: true,
  tool_result: true,
  agent_start: true,
  agent_complete: true,
  forward: true,
  state: true,
  complete: true,
  error: true,
} satisfies Record<ExecutionEventType, true>);

/** The event of a given type. */
export type EventOf<Type extends ExecutionEventType> = Extract<ExecutionEvent, { type: Type }>;

import type { Json } from "../internal/json.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { Usage } from "../model/usage.js";
import type { WarningCode } from "../model/warning.js";
import type { Attempt } from "./attempt.js";
import type { RecordedError } from "./failure.js";

/** What every event has. */
export interface EventBase {
  readonly executionId: string;
  /** From 0, without a gap, one counter per root execution. */
  readonly sequence: number;
  /** The agent's name: `"story"`. */
  readonly agent: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What events within a request to the model have. */
export interface StepBase extends EventBase {
  /** The model call within the execution, from 1. */
  readonly step: number;
  /** The physical request within the step, from 1. */
  readonly attempt: number;
}

/** The execution began. First, exactly once. */
export interface StartEvent extends EventBase {
  readonly type: "start";
  /** `"provider/model"` as asked for. */
  readonly model: string;
  /** Whether the provider is asked to stream. */
  readonly streamed: boolean;
  /** What the call said, as it said it: `metadata`, `tags`, `tenant`. */
  readonly metadata: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
  /** Whose call it is. Absent where the call does not say. */
  readonly tenant?: string;
}

/** A request to the model is about to be made: show a typing indicator. */
export interface MessageStartEvent extends StepBase {
  readonly type: "message_start";
  /** `"provider/model"`. */
  readonly model: string;
}

/** The model's thinking, as it comes. */
export interface ReasoningDeltaEvent extends StepBase {
  readonly type: "reasoning_delta";
  readonly text: string;
}

/** Text of the answer, as it comes; concatenated, it is the answer to the byte. */
export interface TextDeltaEvent extends StepBase {
  readonly type: "text_delta";
  readonly text: string;
}

/** Arguments of a tool, as the model writes them. The first of each call has an empty text and comes as soon as the call begins. */
export interface ToolCallDeltaEvent extends StepBase {
  readonly type: "tool_call_delta";
  readonly toolCallId: string;
  readonly tool: string;
  /** JSON text; concatenated, it is the arguments as they were streamed. `tool_call` has those that count. */
  readonly text: string;
}

/**
 * A tool that the model asked for is about to run; one that there is not, or whose arguments are wrong,
 * is answered without running. Comes after `message_end`.
 */
export interface ToolCallEvent extends EventBase {
  readonly type: "tool_call";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  /** The arguments; the text itself where it is no JSON. */
  readonly input: Json;
}

/**
 * What a tool gave, or what went wrong with it: the model is told either. In the order in which tools
 * end; a tool that was under way when the execution ended, or ended it, has none.
 */
export interface ToolResultEvent extends EventBase {
  readonly type: "tool_result";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly outcome: Exclude<ToolOutcome, "cancelled">;
  /** What the model is told: the tool's result, or a message of what went wrong. */
  readonly output: Json;
  readonly durationMs: number;
}

/**
 * How a tool call ended: well; the tool threw; the model's arguments are not what the tool takes; the
 * model asked for a tool that does not exist; the tool ran into its timeout; the execution ended first,
 * which the record alone says.
 */
export type ToolOutcome =
  | "success"
  | "failed"
  | "invalid_input"
  | "unknown_tool"
  | "timeout"
  | "cancelled";

/**
 * Something went otherwise than expected, and the execution goes on all the same. Each warning comes
 * once in an execution, also where several requests give it.
 */
export interface WarningEvent extends StepBase {
  readonly type: "warning";
  readonly code: WarningCode;
  /** What happened, and what to do. Never holds a key, a prompt or a body. */
  readonly message: string;
}

/**
 * Another request follows: one failed before anything of its answer was delivered, or, under
 * `@retry({ invalidOutput: true })`, its answer is not valid.
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
 * The step begins again: all text, reasoning and arguments of it so far are void, and what was said in
 * the steps before stays. Comes only under `@retry({ restart: true })` and
 * `@retry({ invalidOutput: true })`.
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
  /** The validated output. */
  readonly output: unknown;
  /** Tokens of all steps, and of agents that were called as tools. */
  readonly usage?: Usage;
  readonly durationMs: number;
  readonly timeToFirstTokenMs?: number;
}

/** The execution failed. Last. `AgentError.from` makes the error of it again. */
export interface ErrorEvent extends EventBase {
  readonly type: "error";
  readonly error: RecordedError;
  /** `"provider/model"` as asked for. */
  readonly model: string;
  /** The model's text up to the failure, to the byte. */
  readonly partialText: string;
  /** Every physical request, in the order in which they were made. */
  readonly attempts: readonly Attempt[];
  /** Tokens of all steps, and of agents that were called as tools, as far as the providers said. */
  readonly usage?: Usage;
  readonly durationMs: number;
  readonly timeToFirstTokenMs?: number;
}

/**
 * Everything that an execution says of itself. It comes in this order:
 *
 * ```
 * start
 *   ( message_start
 *       ( retry | reset | warning | reasoning_delta | text_delta | tool_call_delta )*
 *     message_end
 *       ( tool_call | tool_result )*
 *   )+
 * complete | error
 * ```
 *
 * Exactly one of `complete` and `error` comes, and nothing after it; `error` may come at any point
 * after `start`. All but `output` is plain JSON.
 */
export type ExecutionEvent =
  | StartEvent
  | MessageStartEvent
  | ReasoningDeltaEvent
  | TextDeltaEvent
  | ToolCallDeltaEvent
  | WarningEvent
  | RetryEvent
  | ResetEvent
  | MessageEndEvent
  | ToolCallEvent
  | ToolResultEvent
  | CompleteEvent
  | ErrorEvent;

/** The `type` of an event. */
export type ExecutionEventType = ExecutionEvent["type"];

/** Every {@link ExecutionEventType}. */
export const executionEventTypes: readonly string[] = Object.keys({
  start: true,
  message_start: true,
  reasoning_delta: true,
  text_delta: true,
  tool_call_delta: true,
  warning: true,
  retry: true,
  reset: true,
  message_end: true,
  tool_call: true,
  tool_result: true,
  complete: true,
  error: true,
} satisfies Record<ExecutionEventType, true>);

/** The event of a given type. */
export type EventOf<Type extends ExecutionEventType> = Extract<ExecutionEvent, { type: Type }>;

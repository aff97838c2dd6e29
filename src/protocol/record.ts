import type { Json } from "../internal/json.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { ModelMessage } from "../model/message.js";
import type { StepChoice } from "../model/step-choice.js";
import type { Source, TextRange } from "../model/source.js";
import type { Usage } from "../model/usage.js";
import type { Warning } from "../model/warning.js";
import type { Attempt } from "./attempt.js";
import type { ChildCall, ChildIdentity } from "./child-events.js";
import type { RecordedError } from "./failure.js";
import type { CacheStatus, ExecutionKind, ExecutionStatus, ToolOutcome } from "./statuses.js";

/** One complete message of the model, and the tools that it asked for. */
export interface Step {
  /** The model that answered: `"provider/model"`. */
  readonly model: string;
  readonly finishReason: FinishReason;
  /** What `beforeStep` of the agent chose for the request. Absent if it chose nothing. */
  readonly choice?: StepChoice;
  /** Tokens over all attempts of the step, as far as the providers said. */
  readonly usage?: Usage;
}

/** One tool that the model asked for. */
export interface ToolCallRecord {
  /** The step that asked for it, from 1. */
  readonly step: number;
  readonly id: string;
  readonly tool: string;
  /** The arguments, or their text if it is not JSON. */
  readonly input: Json;
  readonly outcome: ToolOutcome;
  /** What the tool returned, or a message about what went wrong. Absent if the execution ended first. */
  readonly output?: Json;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** One execution that this one called. */
export interface ChildRecord extends ChildIdentity {
  readonly how: ChildCall;
  /** The tool call that it belongs to. Absent if there is none, or if it could not be told. */
  readonly toolCallId?: string;
  readonly outcome: Exclude<ExecutionStatus, "running">;
  /** Tokens of its models and of its own children. They are part of the record's `totalUsage`. */
  readonly usage?: Usage;
  /** What they cost. It is part of the record's `totalCostUsd`. Absent if unknown. */
  readonly costUsd?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** One tool that the provider ran itself. */
export interface HostedToolCallRecord {
  /** The step of the call, from 1; of the result, where nothing is known of a call. */
  readonly step: number;
  readonly id: string;
  /** `"web_search"`, `"code_execution"`. */
  readonly tool: string;
  /** The arguments, as far as the provider shows them. */
  readonly input?: Json;
  /** Absent: the provider never said how it ended. */
  readonly outcome?: "success" | "failed";
  /** What it gave, or what went wrong, as far as the provider shows it. */
  readonly output?: Json;
}

/** A source of what the model said. */
export interface SourceRecord extends Source, Partial<TextRange> {
  /** The step that named it, from 1: `start` and `end` are places in its text, in UTF-16 units. */
  readonly step: number;
}

/**
 * The record of an execution: plain JSON, built from its events.
 *
 * @typeParam Output The JSON that the schema takes.
 */
export interface ExecutionRecord<Output = unknown> {
  readonly id: string;
  /** The execution that called this one. Absent if none did. */
  readonly parentId?: string;
  /** The outermost of the executions above it. Absent if there is none. */
  readonly rootId?: string;
  readonly kind: ExecutionKind;
  /** The name of the agent or network: `"story"`. */
  readonly agent: string;
  /** Names the version of the agent or network and its code, as of the last build. Absent for a plain call. */
  readonly fingerprint?: string;
  /** `"provider/model"` as asked for. Absent for a network. */
  readonly model?: string;
  /** The provider's name in the config. Absent for a network. */
  readonly provider?: string;
  readonly status: Exclude<ExecutionStatus, "running">;
  readonly error?: RecordedError;
  /**
   * The params with their defaults, a `Date` as its ISO 8601 text. Absent for a plain call, and if they
   * are invalid or JSON cannot represent them.
   */
  readonly params?: Readonly<Record<string, Json>>;
  /**
   * The prompt: the first request to the model, including the history of a conversation, unless `beforeStep`
   * chose other messages. Absent if the execution failed before it.
   */
  readonly messages?: readonly ModelMessage[];
  /** Whether the provider was asked to stream: what happened, not what was configured. */
  readonly streamed: boolean;
  readonly cacheStatus: CacheStatus;
  /** The text to the byte, over all steps and with what was forwarded, as far as it was delivered. */
  readonly text: string;
  /**
   * Only set on success: the output as JSON, before the schema's transforms and codecs. Without a
   * schema: the text of the last message.
   */
  readonly output?: Output;
  /** Why the model stopped in the last step. Absent when it was cut short. */
  readonly finishReason?: FinishReason;
  /** Summed over the attempts, as far as the providers reported tokens. Absent if none did. */
  readonly usage?: Usage;
  /**
   * The usage with that of all executions below this one, at any depth. Absent if it called none, or if no
   * provider reported tokens.
   */
  readonly totalUsage?: Usage;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /**
   * From the dispatch of the attempt that delivered the first text, in whichever step, to that text; on
   * a monotonic clock.
   */
  readonly timeToFirstTokenMs?: number;
  /** From the start of the execution to its first text: rendering, waiting and retries included. */
  readonly timeToFirstTokenFromStartMs?: number;
  /** How many text chunks arrived. */
  readonly chunks: number;
  readonly attempts: readonly Attempt[];
  /** The complete messages, one per step. On a cache hit: the cached one. */
  readonly steps: readonly Step[];
  /** In the order in which they began. On a cache hit: none, because no tool ran. */
  readonly toolCalls: readonly ToolCallRecord[];
  /** The executions that it called, in the order in which they began. */
  readonly children: readonly ChildRecord[];
  /** Of a network: the last value of each state. */
  readonly states?: Readonly<Record<string, Json>>;
  /** The tools that the providers ran themselves, in the order in which they began. */
  readonly hostedToolCalls: readonly HostedToolCallRecord[];
  /** What the model named as sources, in the order in which it did. On a cache hit: none. */
  readonly sources: readonly SourceRecord[];
  /** Unexpected events, each once, in order. Usually empty. */
  readonly warnings: readonly Warning[];
  /**
   * What the tokens of all attempts cost at list prices, in US dollars, as a decimal number:
   * `"0.00123"`. Rejected requests cost nothing. Absent if a price or a number of tokens is unknown, as for an
   * interrupted answer.
   */
  readonly costUsd?: string;
  /** The cost with that of all executions below this one. Absent if it called none, or if one of them is unknown. */
  readonly totalCostUsd?: string;
  /** The call's own `metadata`, `tags` and `tenant`, unchanged. */
  readonly metadata: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
  /** The tenant of the call. Absent if the call does not name one. */
  readonly tenant?: string;
}

import type { Json } from "../internal/json.js";
import type { FinishReason } from "../model/finish-reason.js";
import type { ModelMessage } from "../model/message.js";
import type { Usage } from "../model/usage.js";
import type { Warning } from "../model/warning.js";
import type { Attempt } from "./attempt.js";
import type { RecordedError } from "./failure.js";
import type { CacheStatus, ExecutionKind, ExecutionStatus, ToolOutcome } from "./statuses.js";

/** One message of the model that is complete: one call, and the tools that it asked for. */
export interface Step {
  /** The model that answered: `"provider/model"`. */
  readonly model: string;
  readonly finishReason: FinishReason;
  /** Tokens over all attempts of the step, as far as the providers said. */
  readonly usage?: Usage;
}

/** One tool that the model asked for. */
export interface ToolCallRecord {
  /** The step that asked for it, from 1. */
  readonly step: number;
  readonly id: string;
  readonly tool: string;
  /** The arguments; the text itself where it is no JSON. */
  readonly input: Json;
  readonly outcome: ToolOutcome;
  /** What the model was told. Absent when the execution ended first. */
  readonly output?: Json;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Where the tool is an agent: the execution that it was, whose record has this id. */
  readonly executionId?: string;
  /** What that execution used, its own tools included. It is part of the record's `usage`. */
  readonly usage?: Usage;
  /** What it cost. It is part of the record's `costUsd`; absent where it is not known. */
  readonly costUsd?: string;
}

/**
 * What is kept of an execution: plain JSON, made of its events.
 *
 * @typeParam Output The JSON that the schema takes.
 */
export interface ExecutionRecord<Output = unknown> {
  readonly id: string;
  /** The execution that called this agent as a tool. Absent where none did. */
  readonly parentId?: string;
  /** The outermost of the executions above it. Absent where there is none. */
  readonly rootId?: string;
  readonly kind: ExecutionKind;
  /** The agent's name: `"story"`. */
  readonly agent: string;
  /** Names the version of the agent and its prompts, as of the last build. Absent for a plain call. */
  readonly fingerprint?: string;
  /** `"provider/model"` as asked for. */
  readonly model: string;
  /** The provider's name in the config. */
  readonly provider: string;
  readonly status: Exclude<ExecutionStatus, "running">;
  readonly error?: RecordedError;
  /**
   * The params with their defaults, a `Date` as its ISO 8601 text. Absent where they are invalid or JSON cannot
   * hold them, and for a plain call.
   */
  readonly params?: Readonly<Record<string, Json>>;
  /** What the model was asked first, the history of a conversation included. Absent where it failed before. */
  readonly messages?: readonly ModelMessage[];
  /** Whether the provider was asked to stream: what happened, not what was configured. */
  readonly streamed: boolean;
  readonly cacheStatus: CacheStatus;
  /** The model's text to the byte, that of all steps as far as it was delivered, also when it is partial. */
  readonly text: string;
  /**
   * Set on success only: the JSON that the schema takes, before its transforms and codecs. Without a schema:
   * the text of the last message.
   */
  readonly output?: Output;
  /** Why the model stopped in the last step. Absent when it was cut short. */
  readonly finishReason?: FinishReason;
  /**
   * Summed over the attempts, and over the executions of agents that were called as tools, as deep as they
   * go; as far as the providers said. Absent when none said anything.
   */
  readonly usage?: Usage;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  /**
   * From the dispatch of the attempt that gave the first text which the caller can see, in whichever
   * step, to that text; on a monotonic clock.
   */
  readonly timeToFirstTokenMs?: number;
  /** From the start of the execution to its first text: rendering, waiting and retries included. */
  readonly timeToFirstTokenFromStartMs?: number;
  /** How many text chunks came. */
  readonly chunks: number;
  readonly attempts: readonly Attempt[];
  /** The messages that are complete, one a step. On a cache hit: the one that was kept. */
  readonly steps: readonly Step[];
  /** In the order in which they began. On a cache hit: none, because no tool ran. */
  readonly toolCalls: readonly ToolCallRecord[];
  /** What went otherwise than expected, each once, in the order in which it came. Mostly empty. */
  readonly warnings: readonly Warning[];
  /**
   * What the tokens of all attempts cost at list prices, in US dollars, as a decimal number:
   * `"0.00123"`, those of agents that were called as tools included. What a provider refused costs nothing.
   * Absent where a price or a number of tokens is not known, as of an answer that broke off.
   */
  readonly costUsd?: string;
  /** What the call said, as it said it: `metadata`, `tags`, `tenant`. */
  readonly metadata: Readonly<Record<string, Json>>;
  readonly tags: readonly string[];
  /** Whose call it was. Absent where the call does not say. */
  readonly tenant?: string;
}

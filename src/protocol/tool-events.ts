import type { Json } from "../internal/json.js";
import type { Usage } from "../model/usage.js";
import type { EventBase, StepBase } from "./event-base.js";
import type { ToolOutcome } from "./statuses.js";

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
 * What a tool gave, or what went wrong with it: the model is told either. Comes once for each `tool_call`, in
 * the order in which tools end. For a tool that was under way when the execution failed, and for one that
 * ended it, it comes before `error`, without `output`.
 */
export interface ToolResultEvent extends EventBase {
  readonly type: "tool_result";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly outcome: ToolOutcome;
  /** What the model is told: the tool's result, or a message of what went wrong. */
  readonly output?: Json;
  readonly durationMs: number;
  /** Where the tool is an agent: the execution that it was. */
  readonly child?: ChildTotals;
}

/** An execution that another one began, and what it used. */
export interface ChildTotals {
  readonly executionId: string;
  /** Tokens of its models and of its own children, as far as the providers said. */
  readonly usage?: Usage;
  /** What they cost. Absent where it is not known. */
  readonly costUsd?: string;
}

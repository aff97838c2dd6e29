import type { Json } from "../internal/json.js";
import type { Source, TextRange } from "../model/source.js";
import type { EventBase, StepBase } from "./event-base.js";
import type { ToolOutcome } from "./statuses.js";

/** Arguments of a tool, as the model writes them. The first of each call has an empty text and comes as soon as the call begins. */
export interface ToolCallDeltaEvent extends StepBase {
  readonly type: "tool_call_delta";
  readonly toolCallId: string;
  readonly tool: string;
  /**
   * JSON text; concatenated, the arguments as they were streamed. The arguments in `tool_call` are the
   * ones that count.
   */
  readonly text: string;
}

/**
 * A tool that the model asked for is about to run. A tool that does not exist, or whose arguments are
 * wrong, is answered without running. Comes after `message_end`.
 */
export interface ToolCallEvent extends EventBase {
  readonly type: "tool_call";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  /** The arguments, or their text if it is not JSON. */
  readonly input: Json;
}

/**
 * A tool waits until a person decides whether it may run: `execution.approve(toolCallId)` or `deny`. If nothing
 * is subscribed to this event with `on`, the execution ends as `paused`.
 */
export interface ApprovalEvent extends EventBase {
  readonly type: "approval";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  /** The arguments, which satisfy the tool's schema. */
  readonly input: Json;
}

/**
 * A tool of `clientTool` waits for its result: `execution.answer(toolCallId, output)`. If nothing is subscribed
 * to this event with `on`, the execution ends as `paused`.
 */
export interface ClientToolEvent extends EventBase {
  readonly type: "client_tool";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  /** The arguments, which satisfy the tool's schema. */
  readonly input: Json;
}

/**
 * The progress of a tool: a value that its generator yields. Comes between `tool_call` and `tool_result`,
 * never after it. The record does not contain it.
 */
export interface ToolProgressEvent extends EventBase {
  readonly type: "tool_progress";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly data: Json;
}

/**
 * Your own data, which a tool sent with `context.emit(name, data)`. Comes between `tool_call` and
 * `tool_result`, never after it. The record does not contain it.
 */
export interface DataEvent extends EventBase {
  readonly type: "data";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly name: string;
  readonly data: Json;
}

/**
 * The result of a tool, or its failure. Comes once for each `tool_call`, in the
 * order in which tools end. For a tool that was running when the execution failed, or that ended it, it
 * comes before `error`, without `output`.
 */
export interface ToolResultEvent extends EventBase {
  readonly type: "tool_result";
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly outcome: ToolOutcome;
  /**
   * What the tool returned, or a message about what went wrong. The model gets the same, or the result of
   * the tool's `toModel`.
   */
  readonly output?: Json;
  readonly durationMs: number;
}

/**
 * The provider begins to run a tool of its own. It is part of the model's message, so that it is void where
 * the step starts over.
 */
export interface HostedToolCallEvent extends StepBase {
  readonly type: "hosted_tool_call";
  readonly toolCallId: string;
  /** `"web_search"`, `"code_execution"`. */
  readonly tool: string;
  /** The arguments, as far as they are known by then. */
  readonly input?: Json;
}

/** A tool that the provider ran itself has ended. Its call may be one of an earlier step, if the provider paused. */
export interface HostedToolResultEvent extends StepBase {
  readonly type: "hosted_tool_result";
  readonly toolCallId: string;
  readonly tool: string;
  readonly outcome: "success" | "failed";
  /** The arguments, if the call did not have them. */
  readonly input?: Json;
  /** What the tool gave, or what went wrong, as far as the provider shows it. */
  readonly output?: Json;
}

/** The model names a source of what it has said. Has what its {@link Source} has. */
export interface SourceEvent extends StepBase, Source, Partial<TextRange> {
  readonly type: "source";
  /**
   * Where the text that it supports begins in the text of the step, in UTF-16 units. Absent, as `end` is: the
   * provider does not say.
   */
  readonly start?: number;
  /** Where that text ends. */
  readonly end?: number;
}

import type { FailureStatus } from "./failure.js";

/** `running`, then exactly one of the others, for ever. */
export type ExecutionStatus = "running" | "success" | FailureStatus;

/** What an execution is: a call of an agent, or one of `complete` and `stream`. */
export type ExecutionKind = "agent" | "plain";

/**
 * What the cache had to do with an execution: it answered (`hit`), did not have the answer (`miss`), or was
 * left alone because the execution streamed; `off` where none is declared, or the execution failed before
 * the cache was asked.
 */
export type CacheStatus = "off" | "hit" | "miss" | "bypass_streaming";

/**
 * How a tool call ended: well; the tool threw; the model's arguments are not what the tool takes; the
 * model asked for a tool that does not exist; the tool ran into its timeout; the execution ended first.
 */
export type ToolOutcome =
  | "success"
  | "failed"
  | "invalid_input"
  | "unknown_tool"
  | "timeout"
  | "cancelled";

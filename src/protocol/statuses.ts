import type { FailureStatus } from "./failure.js";

/** First `running`, then exactly one of the others, which is final. */
export type ExecutionStatus = "running" | "success" | FailureStatus;

/** What an execution is: a call of an agent or of a network, or one of `complete` and `stream`. */
export type ExecutionKind = "agent" | "network" | "plain";

/**
 * How an execution used the cache: it answered (`hit`), it did not have the answer (`miss`), or it was
 * skipped because the execution streamed (`bypass_streaming`); `off` if the agent has no cache, or the execution
 * failed before it reached the cache.
 */
export type CacheStatus = "off" | "hit" | "miss" | "bypass_streaming";

/**
 * How a tool call ended: well; the tool threw; the model's arguments do not match the tool's schema;
 * the model asked for a tool that does not exist; the tool ran into its timeout; the execution ended
 * first.
 */
export type ToolOutcome =
  | "success"
  | "failed"
  | "invalid_input"
  | "unknown_tool"
  | "timeout"
  | "denied"
  | "pending"
  | "cancelled";

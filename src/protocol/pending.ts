import type { Json } from "../internal/json.js";

/** A tool call that waits for somebody outside of the execution. */
export interface PendingToolCall {
  /** The step that asked for it, from 1. */
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  /** The arguments, which satisfy the tool's schema. */
  readonly input: Json;
  /** A person's decision whether the tool may run, or the result of a tool that is run elsewhere. */
  readonly waitsFor: "approval" | "output";
}

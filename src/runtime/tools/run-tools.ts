import { mapConcurrently } from "../../internal/map-concurrently.js";
import type { ToolCallPart } from "../../model/message.js";
import type { BoundTool } from "./bind-tools.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { runTool, type AnsweredCall } from "./run-tool.js";

/**
 * Runs the tools that one message asks for, at most `tools.concurrency` of the config at once, each in
 * its own time; gives what came of each, in the order in which it asked, and `undefined` for those that the
 * execution must pause for. Fails with what ended the
 * execution, and with `tool_failed`.
 */
export function runTools(
  state: ExecutionState,
  tools: ReadonlyMap<string, BoundTool>,
  calls: readonly ToolCallPart[],
  step: number,
): Promise<readonly (AnsweredCall | undefined)[]> {
  const { concurrency } = state.config.tools;
  return mapConcurrently(calls, concurrency, (call) => runTool(state, tools, call, step));
}

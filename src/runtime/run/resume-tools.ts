import { AgentError } from "../../errors.js";
import type { ModelMessage } from "../../model/message.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { findUnanswered } from "../messages/find-unanswered.js";
import { textOf } from "../request/to-correction.js";
import type { BoundTool } from "../tools/bind-tools.js";
import type { AnsweredCall } from "../tools/run-tool.js";
import { runTools } from "../tools/run-tools.js";

/** What came of the tools that a turn was paused for. */
interface ResumedTools {
  /** The step that asked for them: how many messages the model has written in the turn. */
  readonly step: number;
  /** What the model said in it. */
  readonly text: string;
  readonly answered: readonly (AnsweredCall | undefined)[];
}

/**
 * Runs the tools that a turn was paused for, as far as they were decided since, without asking the model again.
 * `undefined` if the execution begins a turn.
 */
export async function resumeTools(
  state: ExecutionState,
  tools: ReadonlyMap<string, BoundTool>,
): Promise<ResumedTools | undefined> {
  const { resumed } = state.call;
  if (!resumed) return undefined;
  const { messages } = resumed;
  const step = messages.filter(({ role }) => role === "assistant").length;
  const calls = findUnanswered(messages);
  state.turn.beginTools();
  const answered = await runTools(state, tools, calls, step);
  state.decisions.forgetGiven();
  return { step, text: textOfLast(messages), answered };
}

function textOfLast(messages: readonly ModelMessage[]): string {
  const { content = "" } = messages.findLast((message) => message.role === "assistant") ?? {};
  return typeof content === "string" ? content : textOf(content);
}

/** Fails with `paused` where a tool waits for somebody. */
export function pauseIfPending({ decisions }: ExecutionState): void {
  const { pending } = decisions;
  if (pending.length === 0) return;
  const waiting = pending.map(({ tool, waitsFor, toolCallId }) => {
    return `${tool} for its ${waitsFor} (${toolCallId})`;
  });
  throw new AgentError(
    "paused",
    `The execution is paused: ${waiting.join(", ")}. Go on with conversation.continue, or decide while it runs with execution.on("approval", …) and on("client_tool", …).`,
    { pending, retryable: false },
  );
}

import { AgentError } from "../../errors.js";
import type { FinishReason } from "../../model/finish-reason.js";
import type { AssistantPart, ToolCallPart } from "../../model/message.js";
import type { Warning } from "../../model/warning.js";
import type { AnswerEnd } from "./open-attempt.js";

/** Tells what the model asks for from what it says. */
export function isToolCall(part: AssistantPart): part is ToolCallPart {
  return part.type === "tool_call";
}

/** Whether a text says something: white space alone is what models write when they have nothing to say. */
export function isSaid(text: string): boolean {
  return /\S/.test(text);
}

/** What ends an answer by itself, so that it is not asked for again where it is empty. */
const ownEnds: ReadonlySet<FinishReason> = new Set([
  "refusal",
  "content_filter",
  "length",
  "pause",
]);

/** Whether the model was done and said nothing: no text, no tool call, and not why it declines. */
export function saysNothing({ reason, refusal, parts }: AnswerEnd): boolean {
  return !ownEnds.has(reason) && refusal === "" && isEmpty(parts);
}

/** The error of an answer that says nothing. */
export function emptyAnswer(model: string): AgentError {
  return new AgentError(
    "empty_answer",
    `${model} answered with nothing: neither text nor a tool call.`,
  );
}

/** What is odd about an answer that stands all the same. */
export function findWarning({ reason, parts }: AnswerEnd, model: string): Warning | undefined {
  if (reason !== "tool_calls" || parts.some(isToolCall)) return undefined;
  return {
    code: "missing_tool_call",
    message: `${model} stopped for a tool call but made none. Its text is used as the answer.`,
  };
}

/** The error of a message that is whole, and neither an answer nor asks for a tool that may run. */
export function refuseAnswer(
  { reason, refusal, parts }: AnswerEnd,
  structured: boolean,
): AgentError | undefined {
  if (reason === "refusal" || refusal !== "") {
    const said = refusal === "" ? {} : { refusal };
    return new AgentError("refused", "The model declined to answer.", said);
  }
  if (reason === "content_filter") {
    return new AgentError("content_filtered", "The provider's content filter stopped the answer.");
  }
  if (reason !== "length") return undefined;
  // The last arguments may be cut short, and where none came yet they look like a call without any.
  if (parts.some(isToolCall)) return truncated("during a tool call, so no tool ran");
  if (structured) return truncated("before the structured output was complete");
  return isEmpty(parts) ? truncated("before it wrote anything") : undefined;
}

function isEmpty(parts: readonly AssistantPart[]): boolean {
  return !parts.some((part) => isToolCall(part) || (part.type === "text" && isSaid(part.text)));
}

function truncated(when: string): AgentError {
  return new AgentError(
    "output_truncated",
    `The model reached its token limit ${when}. Raise @maxTokens, or ask for less.`,
  );
}

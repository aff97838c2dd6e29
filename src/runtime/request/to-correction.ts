import type { AgentError } from "../../errors.js";
import type { AssistantPart, ModelMessage } from "../../model/message.js";
import { listIssues } from "../../errors/issues.js";

/** What a model is told of an answer that is not valid: what it said, and every issue. */
export function toCorrection(
  parts: readonly AssistantPart[],
  { issues }: AgentError,
): readonly ModelMessage[] {
  const content = `Your answer is not valid:\n${listIssues(issues)}\nWrite the whole answer again, corrected, and nothing else.`;
  return [
    { role: "assistant", content: parts },
    { role: "user", content },
  ];
}

/** The text of a message. */
export function textOf(parts: readonly AssistantPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

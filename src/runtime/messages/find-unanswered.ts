import type { ModelMessage, ToolCallPart } from "../../model/message.js";

/** The tool calls of the last message of the model that have no result yet. */
export function findUnanswered(messages: readonly ModelMessage[]): readonly ToolCallPart[] {
  const index = messages.findLastIndex(({ role }) => role === "assistant");
  const asked = messages[index];
  if (asked?.role !== "assistant" || typeof asked.content === "string") return [];
  const answered = new Set(
    messages
      .slice(index)
      .flatMap((message) => (message.role === "tool" ? [message.toolCallId] : [])),
  );
  return asked.content.filter(
    (part): part is ToolCallPart => part.type === "tool_call" && !answered.has(part.id),
  );
}

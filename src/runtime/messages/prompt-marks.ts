import type { MarkedPart } from "../../model/content.js";
import type { ModelMessage } from "../../model/message.js";

/** The mark of a part, for a copy of it. */
export function markOf({ promptCache }: MarkedPart): MarkedPart {
  return promptCache === undefined ? {} : { promptCache };
}

/** Messages without the marks of their parts, which tell a prompt cache what to keep and the model nothing. */
export function withoutMarks(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  return messages.map((message) => (isMarked(message) ? unmark(message) : message));
}

/**
 * Messages with the last of their marks alone. What comes before it is kept as well, and a provider takes few
 * marks: a conversation that brings a document with every turn would soon have too many.
 */
export function withLastMark(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const last = messages.findLastIndex(isMarked);
  return messages.map((message, index) => {
    if (!isMarked(message)) return message;
    return index === last ? unmark(message, lastMarkOf(message)) : unmark(message);
  });
}

function isMarked(message: ModelMessage): boolean {
  return lastMarkOf(message) >= 0;
}

/** The index of the last part with a mark; -1 where none has one. */
function lastMarkOf({ content }: ModelMessage): number {
  return typeof content === "string" ? -1 : content.findLastIndex((part) => "promptCache" in part);
}

/** @param kept The index of a part that keeps its mark. */
function unmark(message: ModelMessage, kept = -1): ModelMessage {
  const { content } = message;
  if (typeof content === "string") return message;
  const parts = content.map((part, index) => {
    const { promptCache: _mark, ...unmarked } = part as MarkedPart;
    return index === kept ? part : unmarked;
  });
  return { ...message, content: parts as never };
}

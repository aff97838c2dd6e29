import type { ModelMessage } from "../../model/message.js";
import { withLastMark } from "./prompt-marks.js";

/** A prompt within a conversation. */
export interface Turn {
  /** What the model is asked: the prompt with the history inside it. */
  readonly messages: readonly ModelMessage[];
  /** What of the prompt becomes history when the turn succeeds. */
  readonly said: readonly ModelMessage[];
}

/**
 * Puts the history of a conversation into a prompt: before its last user message, or before several that
 * follow each other, whatever an agent's `messages()` says. Those and what comes after them are the turn;
 * system messages are never kept.
 *
 * @param resumed a turn that was begun before, in place of the prompt's own
 */
export function takeTurn(
  prompt: readonly ModelMessage[],
  history: readonly ModelMessage[],
  resumed?: readonly ModelMessage[],
): Turn {
  const start = findTurn(prompt);
  const turn = resumed ?? prompt.slice(start);
  return {
    messages: [...prompt.slice(0, start), ...withLastMark(history), ...turn],
    said: turn.filter(({ role }) => role !== "system"),
  };
}

/** Index of the first message of the turn. */
function findTurn(prompt: readonly ModelMessage[]): number {
  const last = prompt.findLastIndex(({ role }) => role === "user");
  // A prompt without a user message: all that is no instruction.
  const before = prompt.findLastIndex(
    ({ role }, index) => index < last && role !== "user" && role !== "system",
  );
  const start = prompt.findIndex(({ role }, index) => index > before && role !== "system");
  return start < 0 ? prompt.length : start;
}

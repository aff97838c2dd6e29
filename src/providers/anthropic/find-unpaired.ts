import type { AssistantPart, ModelMessage } from "../../model/message.js";
import { asText } from "../wire/read-json.js";
import { readCaller } from "./read-caller.js";
import { readReplay, readServerBlock } from "./anthropic-replay.js";

/**
 * Finds the ids of calls of Anthropic's own tools that have no result, and of results without their call.
 * A request with one of them is refused, but an answer holds such a call when it was cut short or paused,
 * or asked for a tool of ours at the same time: then the next answer begins with the result, and until
 * then the call may stand alone.
 */
export function findUnpaired(messages: readonly ModelMessage[]): ReadonlySet<string> {
  const calls = new Set<string>();
  const results = new Set<string>();
  for (const block of messages.flatMap(partsOf).map(({ replay }) => readServerBlock(replay))) {
    const call = asText(block?.["tool_use_id"]);
    const id = asText(block?.["id"]);
    if (call !== undefined) results.add(call);
    else if (id !== undefined) calls.add(id);
  }
  const waiting = findWaiting(messages);
  const withoutResult = [...calls].filter((id) => !results.has(id) && !waiting.has(id));
  return new Set([...withoutResult, ...[...results].filter((id) => !calls.has(id))]);
}

/** The ids of calls that get their results only now: nothing but what tools gave has followed. */
function findWaiting(messages: readonly ModelMessage[]): ReadonlySet<unknown> {
  const asked = messages.findLast(({ role }) => role !== "tool");
  const parts = asked === undefined ? [] : partsOf(asked);
  return new Set(
    parts.map(({ type, replay }) =>
      // Code that has asked before may ask again, in a message of its own.
      type === "tool_call" ? readCaller(readReplay(replay)) : readServerBlock(replay)?.["id"],
    ),
  );
}

function partsOf({ role, content }: ModelMessage): readonly AssistantPart[] {
  return role === "assistant" && typeof content !== "string" ? content : [];
}

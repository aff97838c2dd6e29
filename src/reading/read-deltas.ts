import type { Delta } from "./delta.js";
import type { EventLog } from "./event-log.js";
import { readLog, takeNext } from "./read-log.js";
import { restarted } from "./read-text.js";
import type { ReadableLog } from "./reading-source.js";

/**
 * The deltas of all messages of the model. Like a reading of text, it ends if it gave part of a message
 * that was restarted. Throws the execution's error after the last delta.
 */
export function readDeltas(source: ReadableLog): AsyncIterableIterator<Delta> {
  const { log } = source;
  let lastGiven = -1;
  /** Whether the message has given nothing yet. */
  let first = true;
  return readLog(source, (reader) => {
    if (log.isVoid(lastGiven)) throw source.withWork(restarted());
    while (reader.index < log.length) {
      const index = takeNext(log, reader);
      if (log.isVoid(index)) continue;
      const delta = deltaAt(log, index);
      if (!delta) continue;
      lastGiven = index;
      const value: Delta = first ? { role: "assistant", ...delta } : delta;
      // This is a message's last delta; the next one belongs to another message.
      first = delta.finishReason !== undefined;
      return { value, done: false };
    }
    return undefined;
  });
}

/** An event as a delta; `undefined` if it has none. */
function deltaAt(log: EventLog, index: number): Delta | undefined {
  const content = log.textAt(index);
  if (content !== undefined) return { content };
  const event = log.eventAt(index);
  switch (event.type) {
    case "tool_call_delta": {
      const { toolCallId: id, tool: name, text } = event;
      return { toolCalls: [{ id, name, arguments: text }] };
    }
    case "message_end":
      return { finishReason: event.finishReason };
    default:
      return undefined;
  }
}

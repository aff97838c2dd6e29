import type { Delta } from "./delta.js";
import type { EventLog } from "./event-log.js";
import { readLog, takeNext } from "./read-log.js";
import { restarted } from "./read-text.js";
import type { ReadableLog } from "./reading-source.js";

/**
 * What came, delta by delta, over all messages of the model. As a reading of text does, one that gave
 * something of a message that was begun again ends. Throws the execution's error after the last.
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
      // A message's last delta: the next one is of another message.
      first = delta.finishReason !== undefined;
      return { value, done: false };
    }
    return undefined;
  });
}

/** What an event says in a delta; `undefined` where it says nothing. */
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

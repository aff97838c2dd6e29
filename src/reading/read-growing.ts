import type { Growing } from "./growing.js";
import { readLog, takeNext } from "./read-log.js";
import type { ReadableLog } from "./reading-source.js";

/**
 * The newest value that grows from the text of a step, each time that it has changed. Starts again with
 * each step, and when a step is restarted. Throws the execution's error at the end.
 */
export function readGrowing<Value>(
  source: ReadableLog,
  create: () => Growing<Value>,
): AsyncIterableIterator<Value> {
  const { log } = source;
  let growing = create();
  let grownFrom = 0;
  let last: Value | undefined;
  return readLog(source, (reader) => {
    if (grownFrom < log.answerFrom) {
      growing = create();
      grownFrom = log.answerFrom;
    }
    // Takes everything at once, so that a slow reader skips values and nothing queues.
    while (reader.index < log.length) {
      const index = takeNext(log, reader);
      const text = log.textAt(index);
      if (text !== undefined && index >= grownFrom) growing.write(text);
    }
    if (log.closed) growing.end();
    const { value } = growing;
    if (value === undefined || value === last) return undefined;
    last = value;
    return { value, done: false };
  });
}

import type { ExecutionEvent } from "../protocol/events.js";
import type { EventsOptions } from "./execution.js";
import { readLog } from "./read-log.js";
import type { ReadableLog } from "./reading-source.js";

/** Every event after one that is known. The error is the last of them, so this never throws. */
export function readEvents(
  source: ReadableLog,
  { after = -1, throttle = true }: EventsOptions,
): AsyncIterableIterator<ExecutionEvent> {
  const { log } = source;
  return readLog(
    source,
    (reader) => {
      while (reader.index < log.length) {
        const index = reader.index;
        reader.read += log.weightAt(index);
        reader.index += 1;
        if (index > after) return { value: log.eventAt(index), done: false };
      }
      return undefined;
    },
    false,
    throttle,
  );
}

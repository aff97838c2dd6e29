import type { ExecutionEvent } from "../protocol/events.js";
import type { EventLog } from "./event-log.js";
import type { EventsOptions } from "./execution.js";
import { readLog, takeNext, type Take } from "./read-log.js";
import type { ReadableLog } from "./reading-source.js";

/** Every event after a known one. An error is the last event, so this never throws. */
export function readEvents(
  source: ReadableLog,
  { after = -1, throttle = true, nested = false }: EventsOptions,
): AsyncIterableIterator<ExecutionEvent> {
  const { log } = source;
  return readLog(source, nested ? takeNested(log, after) : takeOwn(log, after), {
    throws: false,
    throttles: throttle,
    changes: nested ? log.order.changes : log.changes,
  });
}

function takeOwn(log: EventLog, after: number): Take<ExecutionEvent> {
  return (reader) => {
    while (reader.index < log.length) {
      const index = takeNext(log, reader);
      if (log.sequenceAt(index) <= after) continue;
      const event = log.eventAt(index);
      // The text that it announces stands in its place.
      if (event.type !== "forward") return { value: event, done: false };
    }
    return undefined;
  };
}

/** Also takes the events of the executions below this one, in their order, up to the last own event. */
function takeNested(log: EventLog, after: number): Take<ExecutionEvent> {
  let place = 0;
  let passed = 0;
  return (reader) => {
    while (!(log.closed && reader.index === log.length)) {
      const run = log.order.runAt(place);
      if (run && passed < run.length && isWithin(run.log, log)) {
        const index = run.index + passed;
        const event = run.log.eventAt(index);
        passed += 1;
        // Over what the log shows of others as well, which stands in their own logs.
        while (run.log === log && reader.index <= index) takeNext(log, reader);
        if (event.sequence > after) return { value: event, done: false };
      } else if (log.order.runAt(place + 1)) {
        place += 1;
        passed = 0;
      } else {
        // The last run may grow.
        return undefined;
      }
    }
    return undefined;
  };
}

function isWithin(log: EventLog, outer: EventLog): boolean {
  return log === outer || (log.parent !== undefined && isWithin(log.parent, outer));
}

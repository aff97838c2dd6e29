import type { Json } from "../internal/json.js";
import { readLog, takeNext } from "./read-log.js";
import type { ReadableLog } from "./reading-source.js";

/** The values of a network's states, by their names. */
export type StateValues = Readonly<Record<string, Json>>;

/**
 * The newest values of the states of a network, each time that one of them was assigned. Throws the execution's error at
 * the end.
 */
export function readStates(source: ReadableLog): AsyncIterableIterator<StateValues> {
  const { log } = source;
  let values: StateValues = {};
  return readLog(
    source,
    (reader) => {
      const news: Record<string, Json> = {};
      // Takes everything at once, so that a slow reader skips values and nothing queues.
      while (reader.index < log.length) {
        const index = takeNext(log, reader);
        const event = log.textAt(index) === undefined ? log.eventAt(index) : undefined;
        const isOwn = event?.type === "state" && event.executionId === log.identity.executionId;
        if (isOwn) news[event.name] = event.value;
      }
      if (Object.keys(news).length === 0) return undefined;
      values = { ...values, ...news };
      return { value: values, done: false };
    },
    { throttles: false },
  );
}

import type { AgentError } from "../errors.js";
import type { Changes } from "./changes.js";
import type { EventLog } from "./event-log.js";
import type { LogReader, ReadableLog } from "./reading-source.js";

/** A value in the form of an iterator's result. Made only once, because a chunk costs little else. */
export interface Taken<Value> {
  readonly value: Value;
  readonly done: false;
}

/**
 * Takes the next value from the log; `undefined` if there is none yet. Throws the `AgentError` that ends
 * the reading.
 */
export type Take<Value> = (reader: LogReader) => Taken<Value> | undefined;

/** How a log is read. */
export interface ReadingOptions {
  /** Whether the iteration throws the execution's error. Default: `true`. */
  readonly throws?: boolean;
  /** Whether this reading slows down the reading of the model's answer. Default: `true`. */
  readonly throttles?: boolean;
  /** What to wait for when everything is taken. Default: changes of the log. */
  readonly changes?: Changes;
}

/**
 * An iterator over the log of an execution. It joins at the first `next()`, so an unused one holds nothing
 * back, and leaves at the end and at `return()`. Concurrent calls of `next()` are answered in order.
 *
 * After the last value the iteration throws the execution's error, or ends.
 */
export function readLog<Value>(
  source: ReadableLog,
  take: Take<Value>,
  { throws = true, throttles = true, changes = source.log.changes }: ReadingOptions = {},
): AsyncIterableIterator<Value> {
  let reader: LogReader | undefined;
  let left = false;
  /** How many calls of `next()` wait for an answer, and the last of them. */
  let waiting = 0;
  let last: Promise<unknown> | undefined;

  const leave = (early: boolean): void => {
    if (left) return;
    left = true;
    if (reader) source.leave(reader, early);
  };

  const takeFrom = (current: LogReader): Taken<Value> | undefined => {
    try {
      return take(current);
    } catch (error) {
      leave(true);
      throw error;
    } finally {
      // Also without a value, because the read events may have held the provider back.
      source.moved(current);
    }
  };

  const advance = async (current: LogReader): Promise<IteratorResult<Value>> => {
    try {
      for (;;) {
        if (left) return { value: undefined, done: true };
        const changed = changes.changed();
        const taken = takeFrom(current);
        if (taken) return taken;
        if (source.log.closed) {
          leave(false);
          if (throws && source.error) throw source.error;
          return { value: undefined, done: true };
        }
        current.waits = true;
        await changed;
        current.waits = false;
      }
    } finally {
      // Here, and not in a reaction to the answer: the reader's next call comes before that, and would wait
      // behind it, as would every call after it, for five promises a value.
      waiting -= 1;
    }
  };

  return {
    next() {
      if (left) return Promise.resolve({ value: undefined, done: true });
      const current = (reader ??= source.join(throttles));
      if (waiting === 0) {
        // The common case first: an available value costs no waiting and one settled promise.
        try {
          const taken = takeFrom(current);
          if (taken) return Promise.resolve(taken);
        } catch (error) {
          return Promise.reject(error as AgentError);
        }
      }
      const go = (): Promise<IteratorResult<Value>> => advance(current);
      const before = waiting > 0 ? last : undefined;
      waiting += 1;
      const answer = before ? before.then(go, go) : go();
      // A call that nobody waits for yet may fail.
      answer.catch(() => {});
      last = answer;
      return answer;
    },
    return() {
      leave(true);
      // Lets a waiting next() see the end.
      changes.notify();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Takes the next event, which must exist, and gives its index. */
export function takeNext(log: EventLog, reader: LogReader): number {
  const { index } = reader;
  reader.index += 1;
  reader.read += log.weightAt(index);
  return index;
}

import type { AgentError } from "../errors.js";
import type { LogReader, ReadableLog } from "./reading-source.js";

/** A value of a reading, as its iterator gives it: made once, because a chunk costs little else. */
export interface Taken<Value> {
  readonly value: Value;
  readonly done: false;
}

/**
 * What a reading takes from the log; `undefined` when what is there holds nothing for it. Throws the
 * `AgentError` that ends the reading.
 */
export type Take<Value> = (reader: LogReader) => Taken<Value> | undefined;

/**
 * An iterator over the log of an execution. It joins at the first `next()`, so one that is made and
 * never used holds nothing back; it leaves at the end and at `return()`. Several calls of `next()` at
 * once are answered in their order.
 *
 * After the last value the iteration ends, or throws the execution's error when `throws` is set.
 */
export function readLog<Value>(
  source: ReadableLog,
  take: Take<Value>,
  throws: boolean,
  throttles = true,
): AsyncIterableIterator<Value> {
  let reader: LogReader | undefined;
  let left = false;
  /** The last `next()` that is not answered yet. */
  let pending: Promise<unknown> | undefined;

  const leave = (early: boolean): void => {
    if (left) return;
    left = true;
    if (reader) source.leave(reader, early);
  };

  const takeNext = (current: LogReader): Taken<Value> | undefined => {
    try {
      return take(current);
    } catch (error) {
      leave(true);
      throw error;
    } finally {
      // Also when nothing came of it: what was read may have been what held the provider back.
      source.moved(current);
    }
  };

  const advance = async (current: LogReader): Promise<IteratorResult<Value>> => {
    for (;;) {
      if (left) return { value: undefined, done: true };
      const changed = source.log.changed();
      const taken = takeNext(current);
      if (taken) return taken;
      if (source.log.closed) {
        leave(false);
        if (throws && source.error) throw source.error;
        return { value: undefined, done: true };
      }
      await changed;
    }
  };

  return {
    next() {
      if (left) return Promise.resolve({ value: undefined, done: true });
      const current = (reader ??= source.join(throttles));
      if (pending === undefined) {
        // The common case first: what is there costs no waiting and one settled promise.
        try {
          const taken = takeNext(current);
          if (taken) return Promise.resolve(taken);
        } catch (error) {
          return Promise.reject(error as AgentError);
        }
      }
      const answer = pending ? pending.then(() => advance(current)) : advance(current);
      const settled = answer
        .catch(() => {})
        .then(() => {
          if (pending === settled) pending = undefined;
        });
      pending = settled;
      return answer;
    },
    return() {
      leave(true);
      // Who waits in next() is to see the end as well.
      source.log.notify();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

import type { ExecutionEvent } from "../protocol/events.js";
import type { LogReader } from "./log-readers.js";
import type { ExecutionState } from "./execution-state.js";

/** What a reading takes from the log: the next value, `undefined` to wait, or the end. */
type Take<Value> = (reader: LogReader) => { readonly value: Value } | undefined;

/**
 * An iterator over the log of an execution. It joins at the first `next()`, so one that is made and
 * never used holds nothing back; it leaves at the end, at `return()` and at `throw()`.
 *
 * `take` moves the reader and gives the next value, or `undefined` when what is there holds none.
 * After the last one the iteration ends, or throws the execution's error when `throws` is set.
 */
function readLog<Value>(
  state: ExecutionState,
  take: Take<Value>,
  throws: boolean,
): AsyncIterableIterator<Value> {
  let reader: LogReader | undefined;
  let left = false;

  const leave = (early: boolean): void => {
    if (left) return;
    left = true;
    if (reader) state.leave(reader, early);
  };

  const advance = async (current: LogReader): Promise<IteratorResult<Value>> => {
    for (;;) {
      if (left) return { value: undefined, done: true };
      const changed = state.log.changed();
      const taken = take(current);
      state.readers.moved();
      if (taken) return { value: taken.value, done: false };
      if (state.log.closed) {
        leave(false);
        if (throws && state.error) throw state.error;
        return { value: undefined, done: true };
      }
      await changed;
    }
  };

  return {
    next() {
      if (left) return Promise.resolve({ value: undefined, done: true });
      reader ??= state.readers.join();
      // The common case first: what is there costs no waiting and one settled promise.
      const taken = take(reader);
      if (!taken) return advance(reader);
      state.readers.moved();
      return Promise.resolve({ value: taken.value, done: false });
    },
    return() {
      leave(true);
      // Who waits in next() is to see the end as well.
      state.log.notify();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The text deltas, one by one. Throws the execution's error after the last. */
export function readChunks(state: ExecutionState): AsyncIterableIterator<string> {
  const { log } = state;
  return readLog(
    state,
    (reader) => {
      while (reader.index < log.length) {
        const text = log.textAt(reader.index);
        reader.index += 1;
        if (text !== undefined) {
          reader.textRead += text.length;
          return { value: text };
        }
      }
      return undefined;
    },
    true,
  );
}

/** Every event. The error is the last of them, so this never throws. */
export function readEvents(state: ExecutionState): AsyncIterableIterator<ExecutionEvent> {
  const { log } = state;
  return readLog(
    state,
    (reader) => {
      if (reader.index >= log.length) return undefined;
      const event = log.eventAt(reader.index);
      reader.index += 1;
      if (event.type === "text_delta") reader.textRead += event.text.length;
      return { value: event };
    },
    false,
  );
}

/** What grows as text is written to it. */
export interface Growing<Value> {
  write(text: string): void;
  /** The newest value; the same one as before when nothing has changed, `undefined` before anything. */
  readonly value: Value | undefined;
}

/** The newest value of what grows from the text, each time that it has changed. Throws the execution's error at the end. */
export function readGrowing<Value>(
  state: ExecutionState,
  growing: Growing<Value>,
): AsyncIterableIterator<Value> {
  const { log } = state;
  let last: Value | undefined;
  return readLog(
    state,
    (reader) => {
      // All that is there at once: a slow reader skips, and nothing queues.
      for (; reader.index < log.length; reader.index += 1) {
        const text = log.textAt(reader.index);
        if (text === undefined) continue;
        growing.write(text);
        reader.textRead += text.length;
      }
      const value = growing.value;
      if (value === undefined || value === last) return undefined;
      last = value;
      return { value };
    },
    true,
  );
}

/** Splits text as it comes. */
export interface Splitter {
  write(text: string): readonly string[];
  end(): readonly string[];
}

/** The pieces that a splitter makes of the text; what is left over comes last. Throws the execution's error at the end. */
export function readPieces(
  state: ExecutionState,
  splitter: Splitter,
): AsyncIterableIterator<string> {
  const { log } = state;
  let ready: readonly string[] = [];
  let next = 0;
  let ended = false;
  return readLog(
    state,
    (reader) => {
      for (;;) {
        const piece = ready[next];
        if (piece !== undefined) {
          next += 1;
          return { value: piece };
        }
        if (reader.index >= log.length) break;
        const text = log.textAt(reader.index);
        reader.index += 1;
        if (text === undefined) continue;
        reader.textRead += text.length;
        ready = splitter.write(text);
        next = 0;
      }
      if (log.closed && !ended) {
        ended = true;
        ready = splitter.end();
        next = 0;
      }
      const piece = ready[next];
      if (piece === undefined) return undefined;
      next += 1;
      return { value: piece };
    },
    true,
  );
}

import { AgentError } from "../../errors.js";
import type { ExecutionEvent } from "../../protocol/events.js";
import type { LogReader } from "./log-readers.js";
import type { ExecutionState } from "../execution-state.js";

/** A value of a reading, as its iterator gives it: made once, because a chunk costs little else. */
interface Taken<Value> {
  readonly value: Value;
  readonly done: false;
}

/**
 * What a reading takes from the log; `undefined` when what is there holds nothing for it. Throws the
 * `AgentError` that ends the reading.
 */
type Take<Value> = (reader: LogReader) => Taken<Value> | undefined;

/**
 * An iterator over the log of an execution. It joins at the first `next()`, so one that is made and
 * never used holds nothing back; it leaves at the end and at `return()`. Several calls of `next()` at
 * once are answered in their order.
 *
 * After the last value the iteration ends, or throws the execution's error when `throws` is set.
 */
export function readLog<Value>(
  state: ExecutionState,
  take: Take<Value>,
  throws: boolean,
): AsyncIterableIterator<Value> {
  let reader: LogReader | undefined;
  let left = false;
  /** The last `next()` that is not answered yet. */
  let pending: Promise<unknown> | undefined;

  const leave = (early: boolean): void => {
    if (left) return;
    left = true;
    if (reader) state.leave(reader, early);
  };

  const takeNext = (current: LogReader): Taken<Value> | undefined => {
    try {
      return take(current);
    } catch (error) {
      leave(true);
      throw error;
    } finally {
      // Also when nothing came of it: what was read may have been what held the provider back.
      state.readers.moved(current);
    }
  };

  const advance = async (current: LogReader): Promise<IteratorResult<Value>> => {
    for (;;) {
      if (left) return { value: undefined, done: true };
      const changed = state.log.changed();
      const taken = takeNext(current);
      if (taken) return taken;
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
      const current = (reader ??= state.readers.join());
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
      state.log.notify();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Stands for the end of a message: a text is never empty. */
const messageEnd: Taken<string> = { value: "", done: false };

/**
 * Takes the next text that counts, and with `ends` the end of each message. A reading that gave text
 * before a step was begun again cannot take it back, so it ends; one that comes later does not see
 * that text.
 */
function createTextReading(state: ExecutionState, ends: boolean): Take<string> {
  const { log } = state;
  let lastGiven = -1;
  return (reader) => {
    if (log.isVoid(lastGiven)) throw state.withWork(restarted());
    while (reader.index < log.length) {
      const index = reader.index;
      const text = log.textAt(index);
      reader.index += 1;
      reader.read += log.weightAt(index);
      if (text === undefined) {
        if (ends && log.endsMessage(index)) return messageEnd;
        continue;
      }
      if (log.isVoid(index)) continue;
      lastGiven = index;
      return { value: text, done: false };
    }
    return undefined;
  };
}

/** The error of a reading that gave what is void now. */
export function restarted(): AgentError {
  return new AgentError(
    "interrupted",
    "The answer broke off and was begun again, and a loop over text cannot take back what it gave. Under @retry({ restart: true }), read events() or partials().",
    { retryable: false },
  );
}

/** The text deltas, one by one. Throws the execution's error after the last. */
export function readChunks(state: ExecutionState): AsyncIterableIterator<string> {
  return readLog(state, createTextReading(state, false), true);
}

/** Every event. The error is the last of them, so this never throws. */
export function readEvents(state: ExecutionState): AsyncIterableIterator<ExecutionEvent> {
  const { log } = state;
  return readLog(
    state,
    (reader) => {
      if (reader.index >= log.length) return undefined;
      const event = log.eventAt(reader.index);
      reader.read += log.weightAt(reader.index);
      reader.index += 1;
      return { value: event, done: false };
    },
    false,
  );
}

/** What grows as text is written to it. */
export interface Growing<Value> {
  write(text: string): void;
  /** Nothing follows: what was held back is due. */
  end(): void;
  /** The newest value; the same one as before when nothing has changed, `undefined` before anything. */
  readonly value: Value | undefined;
}

/**
 * The newest value of what grows from the text of a step, each time that it has changed; it begins anew
 * with each step, and when a step does. Throws the execution's error at the end.
 */
export function readGrowing<Value>(
  state: ExecutionState,
  create: () => Growing<Value>,
): AsyncIterableIterator<Value> {
  const { log } = state;
  let growing = create();
  let grownFrom = 0;
  let last: Value | undefined;
  return readLog(
    state,
    (reader) => {
      if (grownFrom < log.answerFrom) {
        growing = create();
        grownFrom = log.answerFrom;
      }
      // All that is there at once: a slow reader skips, and nothing queues.
      for (; reader.index < log.length; reader.index += 1) {
        const text = log.textAt(reader.index);
        reader.read += log.weightAt(reader.index);
        if (text !== undefined && reader.index >= grownFrom) growing.write(text);
      }
      if (log.closed) growing.end();
      const { value } = growing;
      if (value === undefined || value === last) return undefined;
      last = value;
      return { value, done: false };
    },
    true,
  );
}

/** Splits text as it comes. */
export interface Splitter {
  write(text: string): readonly string[];
  end(): readonly string[];
}

/**
 * The pieces that a splitter makes of the text; the end of a message ends a piece, and what is left over
 * comes last. Throws the execution's error at the end.
 */
export function readPieces(
  state: ExecutionState,
  splitter: Splitter,
): AsyncIterableIterator<string> {
  const takeText = createTextReading(state, true);
  let ready: readonly string[] = [];
  let next = 0;
  let ended = false;
  const refill = (reader: LogReader): Taken<string> | undefined => {
    const text = takeText(reader);
    if (!text && (!state.log.closed || ended)) return undefined;
    ended = !text;
    ready = text && text !== messageEnd ? splitter.write(text.value) : splitter.end();
    next = 0;
    return text ?? messageEnd;
  };
  return readLog(
    state,
    (reader) => {
      for (;;) {
        const piece = ready[next];
        if (piece !== undefined) {
          next += 1;
          return { value: piece, done: false };
        }
        const refilled = refill(reader);
        if (!refilled) return undefined;
      }
    },
    true,
  );
}

import { Changes } from "./changes.js";

/** Consecutive events of one log, without events of other logs between them. */
export interface Run<Log> {
  readonly log: Log;
  /** The index of the first one in its log. */
  readonly index: number;
  /** The number of events; the last run may grow. */
  readonly length: number;
}

/**
 * The order of all events of a root execution and the executions below it. Each execution has its own log;
 * the order keeps, in runs, which log has the next events. So one counter numbers all events, and a reader
 * of one child never walks through the events of its siblings.
 */
export class EventOrder<Log extends { readonly length: number }> {
  /** For readers of several logs. */
  readonly changes = new Changes();
  readonly #runs: Run<Log>[] = [];
  #last: { readonly log: Log; readonly index: number; length: number } | undefined;
  #next = 0;

  /** The sequence number of the next event. */
  get next(): number {
    return this.#next;
  }

  /**
   * Gives a sequence number to the next event of a log: {@link next}, or a higher one.
   */
  take(log: Log, sequence: number): void {
    const isNext = sequence === this.#next;
    this.#next = sequence + 1;
    const last = this.#last;
    // A log also has what it shows of other executions, which is not part of the order.
    if (isNext && last?.log === log && last.index + last.length === log.length) {
      last.length += 1;
      return;
    }
    this.#last = { log, index: log.length, length: 1 };
    this.#runs.push(this.#last);
  }

  runAt(index: number): Run<Log> | undefined {
    return this.#runs[index];
  }
}

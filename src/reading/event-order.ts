import { Changes } from "./changes.js";

/** Events of one log that follow each other, with none of another log between them. */
export interface Run<Log> {
  readonly log: Log;
  /** Where in its log the first one stands. */
  readonly index: number;
  /** How many there are; the last run may grow. */
  readonly length: number;
}

/**
 * The order of all events of a root execution and of the executions below it. Each of them keeps a log of
 * its own; the order keeps, in runs, whose event comes when. So one counter numbers all, and a reader of one
 * child never walks through the events of its siblings.
 */
export class EventOrder<Log extends { readonly length: number }> {
  /** For those who read the events of several logs. */
  readonly changes = new Changes();
  readonly #runs: Run<Log>[] = [];
  #last: { readonly log: Log; readonly index: number; length: number } | undefined;
  #next = 0;

  /** The sequence number of the next event. */
  get next(): number {
    return this.#next;
  }

  /**
   * Gives a sequence number to the next event of a log: {@link next}, or a higher one. Says whether a run
   * begins with it.
   */
  take(log: Log, sequence: number): boolean {
    const isNext = sequence === this.#next;
    this.#next = sequence + 1;
    if (isNext && this.#last?.log === log) {
      this.#last.length += 1;
      return false;
    }
    this.#last = { log, index: log.length, length: 1 };
    this.#runs.push(this.#last);
    return true;
  }

  runAt(index: number): Run<Log> | undefined {
    return this.#runs[index];
  }
}

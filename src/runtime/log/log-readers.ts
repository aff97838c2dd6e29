import { createDeferred, type Deferred } from "../../internal/deferred.js";
import type { EventLog } from "./event-log.js";

/** A place in the log that somebody reads from. */
export interface LogReader {
  /** Index of the next event. */
  index: number;
  /** UTF-16 units of text, reasoning and arguments behind it. */
  read: number;
}

/**
 * Who reads a log, and how far the slowest is behind. This is the back-pressure: the provider is
 * read on only while `room` says so, and an unread socket stops its sender.
 */
export class LogReaders {
  readonly #log: EventLog;
  readonly #highWaterMark: number;
  readonly #readers = new Set<LogReader>();
  #blocked: Deferred<void> | undefined;

  /** `highWaterMark`: how many UTF-16 units the log may be ahead of the slowest reader. */
  constructor(log: EventLog, highWaterMark: number) {
    this.#log = log;
    this.#highWaterMark = highWaterMark;
  }

  get size(): number {
    return this.#readers.size;
  }

  /** A new reader, at the start of the log. */
  join(): LogReader {
    const reader: LogReader = { index: 0, read: 0 };
    this.#readers.add(reader);
    return reader;
  }

  leave(reader: LogReader): void {
    this.#readers.delete(reader);
    this.moved();
  }

  /** Says that a reader took something: the provider may be read on. */
  moved(): void {
    if (this.#blocked && this.#hasRoom()) {
      this.#blocked.resolve();
      this.#blocked = undefined;
    }
  }

  /** Lets a blocked provider go, whatever the readers do: the execution has ended. */
  release(): void {
    this.#blocked?.resolve();
    this.#blocked = undefined;
  }

  /** `undefined` while the provider may be read on; else resolves when it may. */
  room(): Promise<void> | undefined {
    if (this.#hasRoom()) return undefined;
    this.#blocked ??= createDeferred<void>();
    return this.#blocked.promise;
  }

  #hasRoom(): boolean {
    const limit = this.#log.weight - this.#highWaterMark;
    if (limit <= 0) return true;
    for (const reader of this.#readers) if (reader.read < limit) return false;
    return true;
  }
}

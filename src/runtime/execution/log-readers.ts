import type { Clock } from "../../internal/clock.js";
import { createDeferred, type Deferred } from "../../internal/deferred.js";
import type { EventLog } from "../../reading/event-log.js";
import type { LogReader } from "../../reading/reading-source.js";

/** A reader, and whether somebody still asks for more. */
interface WatchedReader extends LogReader {
  /** Where it was when it was last looked at. */
  seenIndex: number;
  /** When it was first seen there, on the monotonic clock. */
  seenMs: number;
  /** Whether it holds nothing back, until it takes something again. */
  resting: boolean;
  /** Whether it may hold the provider back at all. */
  readonly throttles: boolean;
}

/** How much readers may hold a provider back. */
export interface ReaderLimits {
  /** How many UTF-16 units the log may be ahead of the slowest reader. */
  readonly highWaterMark: number;
  /** How long a reader that takes nothing counts as one. */
  readonly patienceMs: number;
}

/**
 * Who reads a log, and how far the slowest is behind. This is the back-pressure: the provider is
 * read on only while `room` says so, and an unread socket stops its sender.
 *
 * A reader that was dropped cannot be told from a slow one, but by time: one that has taken nothing for
 * `patienceMs` holds nothing back until it takes something again. Nor does one that has taken nothing
 * since somebody began to wait for the end, which may be the reader's own loop.
 */
export class LogReaders {
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #limits: ReaderLimits;
  readonly #readers = new Set<WatchedReader>();
  #blocked: Deferred<void> | undefined;
  #stopTimer = (): void => {};
  /** Those of the execution that this one is forwarded to. */
  #others: LogReaders | undefined;
  #everJoined = false;

  constructor(log: EventLog, clock: Clock, limits: ReaderLimits) {
    this.#log = log;
    this.#clock = clock;
    this.#limits = limits;
  }

  get size(): number {
    return this.#readers.size;
  }

  /** Whether there was ever a reader. */
  get everJoined(): boolean {
    return this.#everJoined;
  }

  /** Whether a loop has taken something and does not ask for more yet: its body is at work. */
  get isInLoop(): boolean {
    for (const { index, waits, throttles, resting } of this.#readers) {
      if (index > 0 && !waits && throttles && !resting) return true;
    }
    return false;
  }

  /** From now on the readers of another log, which shows this one, hold the provider back as well. */
  follow(others: LogReaders): void {
    this.#others = others;
  }

  /** A new reader, at the start of the log. */
  join(throttles: boolean): LogReader {
    this.#everJoined = true;
    const seenMs = this.#clock.monotonicMs();
    const reader = { index: 0, read: 0, seenIndex: 0, seenMs, resting: false, throttles };
    this.#readers.add(reader);
    return reader;
  }

  leave(reader: LogReader): void {
    this.#readers.delete(reader as WatchedReader);
    this.#letGo();
  }

  /** Says that a reader took something: the provider may be read on. */
  moved(reader: LogReader): void {
    const watched = reader as WatchedReader;
    watched.resting = false;
    if (!this.#blocked) return;
    this.#look(watched, this.#clock.monotonicMs());
    this.#letGo();
  }

  /** Lets all readers rest that take nothing from now on: somebody waits for the end. */
  rest(): void {
    for (const reader of this.#readers) reader.resting = true;
    this.#letGo();
  }

  /** Lets a blocked provider go, whatever the readers do: the execution has ended. */
  release(): void {
    this.#stopTimer();
    this.#blocked?.resolve();
    this.#blocked = undefined;
  }

  /** `undefined` while the provider may be read on; else resolves when it may. Asked once a batch. */
  room(): Promise<void> | undefined {
    const others = this.#others?.room();
    if (this.#readers.size === 0 && !others) return undefined;
    this.#lookAtAll();
    const isHeldHere = this.#isHeldHere();
    if (!isHeldHere && !others) return undefined;
    if (!this.#blocked) {
      this.#blocked = createDeferred<void>();
      if (isHeldHere) this.#lookLater();
    }
    void others?.then(() => this.#letGo());
    return this.#blocked.promise;
  }

  #letGo(): void {
    if (this.#blocked && !this.#isBlocked()) this.release();
  }

  #isBlocked(): boolean {
    return this.#isHeldHere() || (this.#others !== undefined && this.#others.#isBlocked());
  }

  #isHeldHere(): boolean {
    const limit = this.#log.weight - this.#limits.highWaterMark;
    if (limit <= 0) return false;
    for (const { throttles, resting, read } of this.#readers) {
      if (throttles && !resting && read < limit) return true;
    }
    return false;
  }

  /** Looks again when the patience with the first of the readers is over. */
  #lookLater(): void {
    const nowMs = this.#clock.monotonicMs();
    let leftMs = this.#limits.patienceMs;
    for (const { throttles, resting, seenMs } of this.#readers) {
      if (throttles && !resting)
        leftMs = Math.min(leftMs, seenMs + this.#limits.patienceMs - nowMs);
    }
    this.#stopTimer = this.#clock.setTimer(Math.ceil(leftMs), () => {
      this.#lookAtAll();
      this.#letGo();
      if (this.#blocked) this.#lookLater();
    });
  }

  #lookAtAll(): void {
    const nowMs = this.#clock.monotonicMs();
    for (const reader of this.#readers) this.#look(reader, nowMs);
  }

  #look(reader: WatchedReader, nowMs: number): void {
    if (reader.index !== reader.seenIndex) {
      reader.seenIndex = reader.index;
      reader.seenMs = nowMs;
    } else if (nowMs - reader.seenMs >= this.#limits.patienceMs) {
      reader.resting = true;
    }
  }
}

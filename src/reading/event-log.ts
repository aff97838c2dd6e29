import type { ExecutionEvent } from "../protocol/events.js";
import { createDeferred, type Deferred } from "../internal/deferred.js";

/** What every event of one log has in common. */
export interface LogIdentity {
  readonly executionId: string;
  readonly agent: string;
}

/** Where a request to the model stands: step and attempt, from 1. */
export interface Position {
  readonly step: number;
  readonly attempt: number;
}

/**
 * Every event of an execution, in order, appended and never changed. Readers hold an index into it,
 * so any number of them, begun at any time, see the same.
 *
 * A text delta is kept as its text alone and made into an event when a reader wants one: of 10,000
 * events, 9,990 are text, and an object for each is three times the memory of what it says.
 */
export class EventLog {
  readonly #identity: LogIdentity;
  readonly #entries: (string | ExecutionEvent)[] = [];
  /** When entries came, in runs: one read of the network gives all that it brought one time. */
  readonly #times: { readonly from: number; readonly at: number }[] = [];
  /** Where steps and attempts begin: a few per execution. */
  readonly #positions: { readonly from: number; readonly position: Position }[] = [];
  #lastAt: number | undefined;
  #weight = 0;
  #chunks = 0;
  /** Where text is void, because a step was begun again after it: no overlaps, in order. */
  readonly #voids: { readonly from: number; readonly to: number }[] = [];
  #answerFrom = 0;
  /** Text deltas that count of the steps before this one. */
  #chunksBefore = 0;
  #closed = false;
  /** The text so far, once it was asked for: an end asks for it several times. */
  #joined: string | undefined;
  #waiting: Deferred<void> | undefined;

  constructor({ executionId, agent }: LogIdentity) {
    this.#identity = { executionId, agent };
  }

  /** How many events there are; the next one's sequence number. */
  get length(): number {
    return this.#entries.length;
  }

  /** UTF-16 units of text, reasoning and arguments so far, void ones included: what readers are measured by. */
  get weight(): number {
    return this.#weight;
  }

  /** Text deltas so far that count. */
  get chunks(): number {
    return this.#chunks;
  }

  /** Whether the terminal event is in; nothing comes after it. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Says that what is appended from here on belongs to a step and an attempt. */
  beginAttempt(position: Position): void {
    const from = this.#entries.length;
    if (this.#positions.at(-1)?.position.step !== position.step) {
      this.#answerFrom = from;
      this.#chunksBefore = this.#chunks;
    }
    this.#positions.push({ from, position });
  }

  appendText(text: string, at: number): void {
    this.#stamp(at);
    this.#entries.push(text);
    this.#weight += text.length;
    this.#chunks += 1;
    this.#joined = undefined;
  }

  append(event: ExecutionEvent): void {
    this.#stamp(event.at);
    this.#entries.push(event);
    this.#weight += writtenOf(event).length;
    if (event.type === "reset") {
      this.#voids.push({ from: this.#answerFrom, to: this.#entries.length });
      this.#answerFrom = this.#entries.length;
      this.#chunks = this.#chunksBefore;
      this.#joined = undefined;
    }
    if (event.type === "complete" || event.type === "error") this.#closed = true;
  }

  /** Appends an event that comes from elsewhere, in its turn. */
  add(event: ExecutionEvent): void {
    if (event.type === "text_delta") return this.appendText(event.text, event.at);
    this.append(event);
    if (event.type !== "message_start" && event.type !== "attempt_start") return;
    const { step, attempt } = event;
    this.beginAttempt({ step, attempt });
  }

  /** The text of a delta, or `undefined` for any other event. Costs no object. */
  textAt(index: number): string | undefined {
    const entry = this.#entries[index];
    return typeof entry === "string" ? entry : undefined;
  }

  /** What of an event the model wrote: text, reasoning or arguments. */
  writtenAt(index: number): string {
    const entry = this.#entries[index];
    if (typeof entry === "string") return entry;
    return entry ? writtenOf(entry) : "";
  }

  /** What an event adds to {@link weight}. */
  weightAt(index: number): number {
    return this.writtenAt(index).length;
  }

  /** Whether the event at an index says that the model's message is complete. */
  endsMessage(index: number): boolean {
    const entry = this.#entries[index];
    return typeof entry === "object" && entry.type === "message_end";
  }

  /** The event at an index below `length`. */
  eventAt(index: number): ExecutionEvent {
    const entry = this.#entries[index];
    if (typeof entry === "object") return entry;
    if (entry === undefined) throw new RangeError(`no event ${index} of ${this.length}`);
    return {
      type: "text_delta",
      ...this.#identity,
      sequence: index,
      at: findRun(this.#times, index)?.at ?? 0,
      ...(findRun(this.#positions, index)?.position ?? { step: 1, attempt: 1 }),
      text: entry,
    };
  }

  /** Index from which on text is of the newest step, and counts. */
  get answerFrom(): number {
    return this.#answerFrom;
  }

  /** Whether the text at an index does not count, because its step was begun again. */
  isVoid(index: number): boolean {
    // By index, because readers ask for each chunk; there are none but under the restart policy.
    for (let n = 0; n < this.#voids.length; n += 1) {
      const range = this.#voids[n];
      if (range && index >= range.from && index < range.to) return true;
    }
    return false;
  }

  /** The text of all steps that counts, to the byte. */
  text(): string {
    if (this.#joined !== undefined) return this.#joined;
    const texts: string[] = [];
    for (let index = 0; index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (typeof entry === "string" && !this.isVoid(index)) texts.push(entry);
    }
    // Joined rather than added up: V8 keeps a sum as a tree of 10,000 nodes until somebody reads it.
    return (this.#joined = texts.join(""));
  }

  /** Resolves at the next {@link notify}. One promise for all who wait. */
  changed(): Promise<void> {
    this.#waiting ??= createDeferred<void>();
    return this.#waiting.promise;
  }

  /** Wakes all who wait. Called once for each batch, not for each event. */
  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve();
  }

  #stamp(at: number): void {
    if (this.#lastAt === at) return;
    this.#lastAt = at;
    this.#times.push({ from: this.#entries.length, at });
  }
}

/** What the model wrote of an event that is not a text delta. */
function writtenOf(event: ExecutionEvent): string {
  const counts = event.type === "reasoning_delta" || event.type === "tool_call_delta";
  return counts ? event.text : "";
}

/** The last run that begins at an index or before it. */
function findRun<Run extends { readonly from: number }>(
  runs: readonly Run[],
  index: number,
): Run | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.from ?? Infinity) <= index) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1];
}

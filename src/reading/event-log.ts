import type { ExecutionEvent } from "../protocol/events.js";
import { Changes } from "./changes.js";
import { EventOrder } from "./event-order.js";
import { findRun } from "./find-run.js";

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
  readonly identity: LogIdentity;
  /** Whose execution this one was begun in. */
  readonly parent: EventLog | undefined;
  /** Where the events stand among those of all executions of the same root. */
  readonly order: EventOrder<EventLog>;
  /** For those who read this log alone. */
  readonly changes = new Changes();
  readonly #entries: (string | ExecutionEvent)[] = [];
  /** Sequence numbers, in runs: a child's events leave a gap in those of its parent. */
  readonly #sequences: { readonly from: number; readonly sequence: number }[] = [];
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

  constructor({ executionId, agent }: LogIdentity, parent?: EventLog) {
    this.identity = { executionId, agent };
    this.parent = parent;
    this.order = parent?.order ?? new EventOrder<EventLog>();
  }

  /** How many events there are. */
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

  /** @param sequence Default: the next one of the order. */
  appendText(text: string, at: number, sequence = this.order.next): void {
    this.#push(text, sequence, at);
    this.#chunks += 1;
    this.#joined = undefined;
  }

  append(event: ExecutionEvent): void {
    this.#push(event, event.sequence, event.at);
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
    if (event.type === "text_delta") return this.appendText(event.text, event.at, event.sequence);
    this.append(event);
    if (event.type !== "message_start" && event.type !== "attempt_start") return;
    const { step, attempt } = event;
    this.beginAttempt({ step, attempt });
  }

  /** The sequence number of the event at an index below `length`. */
  sequenceAt(index: number): number {
    const run = findRun(this.#sequences, index);
    return run ? run.sequence + index - run.from : index;
  }

  /** The text of a delta, or `undefined` for any other event. Costs no object. */
  textAt(index: number): string | undefined {
    const entry = this.#entries[index];
    return typeof entry === "string" ? entry : undefined;
  }

  /** What of an event the model wrote: text, reasoning or arguments. */
  writtenAt(index: number): string {
    return writtenOf(this.#entries[index]);
  }

  /** What an event adds to {@link weight}. */
  weightAt(index: number): number {
    return this.writtenAt(index).length;
  }

  /** The event at an index below `length`. */
  eventAt(index: number): ExecutionEvent {
    const entry = this.#entries[index];
    if (typeof entry === "object") return entry;
    if (entry === undefined) throw new RangeError(`there is no event ${index}`);
    return {
      type: "text_delta",
      ...this.identity,
      sequence: this.sequenceAt(index),
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

  #push(entry: string | ExecutionEvent, sequence: number, at: number): void {
    const from = this.#entries.length;
    if (this.order.take(this, sequence)) this.#sequences.push({ from, sequence });
    if (this.#lastAt !== at) this.#times.push({ from, at });
    this.#lastAt = at;
    this.#entries.push(entry);
    this.#weight += writtenOf(entry).length;
  }
}

/** What of an entry the model wrote. */
function writtenOf(entry: string | ExecutionEvent | undefined): string {
  if (typeof entry !== "object") return entry ?? "";
  const counts = entry.type === "reasoning_delta" || entry.type === "tool_call_delta";
  return counts ? entry.text : "";
}

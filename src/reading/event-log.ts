import type { ExecutionEvent } from "../protocol/events.js";
import { Changes } from "./changes.js";
import { EventOrder } from "./event-order.js";
import { findRun } from "./find-run.js";

/** The properties that all events of one log share. */
export interface LogIdentity {
  readonly executionId: string;
  readonly agent: string;
}

/** The step and the attempt of a request to the model, from 1. */
export interface Position {
  readonly step: number;
  readonly attempt: number;
}

/** Text of an execution that another one shows as its own. */
export interface ShownText {
  readonly identity: LogIdentity;
  readonly position: Position;
  readonly sequence: number;
  readonly at: number;
}

/** What somebody said in one step. */
export interface SpokenText {
  readonly identity: LogIdentity;
  readonly position: Position;
  readonly text: string;
}

/** Of text that no step of a model has said. */
const noPosition: Position = { step: 0, attempt: 0 };

/**
 * Every event of an execution, in order, appended and never changed; and what is shown of the executions below it:
 * their beginnings and ends, and the text that is forwarded. Readers hold an index into it, so any
 * number of them, started at any time, see the same events.
 *
 * A text delta is kept only as its text, and becomes an event when a reader needs one: of 10,000 events,
 * 9,990 are text, and an object for each would take three times the memory of the text.
 */
export class EventLog {
  readonly identity: LogIdentity;
  /** The log of the execution that called this one. */
  readonly parent: EventLog | undefined;
  /** The order of the events of all executions with the same root. */
  readonly order: EventOrder<EventLog>;
  /** For readers of this log only. */
  readonly changes = new Changes();
  readonly #entries: (string | ExecutionEvent)[] = [];
  /** Sequence numbers, in runs, because a child's events leave a gap in its parent's. */
  readonly #sequences: { readonly from: number; readonly sequence: number }[] = [];
  #nextSequence = -1;
  /** Who said the text, in runs. Empty while all is the execution's own. */
  readonly #speakers: { readonly from: number; readonly identity: LogIdentity }[] = [];
  #speaker: LogIdentity;
  /** The times of entries, in runs, because everything from one network read has the same time. */
  readonly #times: { readonly from: number; readonly at: number }[] = [];
  /** The beginnings of steps and attempts, a few per execution. */
  readonly #positions: { readonly from: number; readonly position: Position }[] = [];
  #lastAt: number | undefined;
  #weight = 0;
  #chunks = 0;
  /** Ranges of void text, after which a step was restarted. In order, without overlaps. */
  readonly #voids: { readonly from: number; readonly to: number }[] = [];
  #answerFrom = 0;
  /** The number of valid text deltas in earlier steps. */
  #chunksBefore = 0;
  #closed = false;
  /** The text so far, cached, because the end needs it several times. */
  #joined: string | undefined;

  constructor({ executionId, agent }: LogIdentity, parent?: EventLog) {
    this.identity = { executionId, agent };
    this.#speaker = this.identity;
    this.parent = parent;
    this.order = parent?.order ?? new EventOrder<EventLog>();
  }

  /** How many events there are. */
  get length(): number {
    return this.#entries.length;
  }

  /**
   * UTF-16 units of text, reasoning and arguments so far, including void ones. Back-pressure is measured in
   * these.
   */
  get weight(): number {
    return this.#weight;
  }

  /** The number of valid text deltas so far. */
  get chunks(): number {
    return this.#chunks;
  }

  /** Whether the log has its terminal event, which is the last one. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Assigns everything that is appended from now on to a step and an attempt. */
  beginAttempt(position: Position): void {
    const from = this.#entries.length;
    if (this.#positions.at(-1)?.position.step !== position.step) this.#beginAnswer();
    this.#positions.push({ from, position });
  }

  /** @param sequence Default: the next one of the order. */
  appendText(text: string, at: number, sequence = this.order.next): void {
    if (this.#speaker !== this.identity) {
      this.#beginAnswer();
      this.#speakAs(this.identity);
      this.#positions.push({ from: this.length, position: noPosition });
    }
    this.order.take(this, sequence);
    this.#pushText(text, sequence, at);
  }

  append(event: ExecutionEvent): void {
    this.order.take(this, event.sequence);
    this.#push(event, event.sequence, event.at);
    if (event.type === "reset") this.#voidAnswer();
    if (event.type === "complete" || event.type === "error") this.#closed = true;
  }

  /** Shows text of an execution below this one, which has its sequence number already. */
  showText(text: string, said: ShownText): void {
    const { identity, position } = said;
    const last = this.#positions.at(-1)?.position;
    const isOther = this.#speaker.executionId !== identity.executionId;
    if (isOther || last?.step !== position.step) this.#beginAnswer();
    if (isOther) this.#speakAs(identity);
    if (isOther || last !== position) this.#positions.push({ from: this.length, position });
    this.#pushText(text, said.sequence, said.at);
  }

  /** Shows an event of an execution below this one, which has its sequence number already. */
  show(event: ExecutionEvent): void {
    this.#push(event, event.sequence, event.at);
    // Of a step whose text is shown here.
    if (event.type !== "reset" || event.executionId !== this.#speaker.executionId) return;
    if (this.#positions.at(-1)?.position.step === event.step) this.#voidAnswer();
  }

  /** Appends an event with its own sequence number and time. */
  add(event: ExecutionEvent): void {
    if (event.type === "text_delta") return this.appendText(event.text, event.at, event.sequence);
    this.append(event);
    if (event.type !== "message_start" && event.type !== "attempt_start") return;
    const { step, attempt } = event;
    this.beginAttempt({ step, attempt });
  }

  /** Who said the text at an index, or up to there. */
  speakerAt(index: number): LogIdentity {
    if (this.#speakers.length === 0) return this.identity;
    return findRun(this.#speakers, index)?.identity ?? this.identity;
  }

  /** The step and the attempt at an index. */
  positionAt(index: number): Position {
    return findRun(this.#positions, index)?.position ?? noPosition;
  }

  /** The sequence number of the event at an index below `length`. */
  sequenceAt(index: number): number {
    const run = findRun(this.#sequences, index);
    return run ? run.sequence + index - run.from : index;
  }

  /** The text of a delta, or `undefined` for any other event. Allocates no object. */
  textAt(index: number): string | undefined {
    const entry = this.#entries[index];
    return typeof entry === "string" ? entry : undefined;
  }

  /** The part of an event that the model wrote: text, reasoning or arguments. */
  writtenAt(index: number): string {
    return writtenOf(this.#entries[index]);
  }

  /** The part of {@link weight} from one event. */
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
      ...this.speakerAt(index),
      sequence: this.sequenceAt(index),
      at: findRun(this.#times, index)?.at ?? 0,
      ...this.positionAt(index),
      text: entry,
    };
  }

  /** The index from which on text belongs to the newest step and is valid. */
  get answerFrom(): number {
    return this.#answerFrom;
  }

  /** Whether the text at an index is void, because its step was restarted. */
  isVoid(index: number): boolean {
    // A loop by index, because readers ask for each chunk. There are void ranges only with `restart`.
    for (let n = 0; n < this.#voids.length; n += 1) {
      const range = this.#voids[n];
      if (range && index >= range.from && index < range.to) return true;
    }
    return false;
  }

  /** The valid text of all steps, unchanged. */
  text(): string {
    if (this.#joined !== undefined) return this.#joined;
    const texts: string[] = [];
    for (let index = 0; index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (typeof entry === "string" && !this.isVoid(index)) texts.push(entry);
    }
    // Joined, not added up, because V8 would keep the sum as a tree of 10,000 nodes until it is read.
    return (this.#joined = texts.join(""));
  }

  /** The valid text so far by who said it in which step, in order. */
  pieces(): readonly SpokenText[] {
    const pieces: SpokenText[] = [];
    let texts: string[] = [];
    let spoken: Omit<SpokenText, "text"> | undefined;
    const finish = (): void => {
      if (spoken) pieces.push({ ...spoken, text: texts.join("") });
    };
    for (const [index, entry] of this.#entries.entries()) {
      if (typeof entry !== "string" || this.isVoid(index)) continue;
      const identity = this.speakerAt(index);
      const position = this.positionAt(index);
      if (spoken?.identity === identity && spoken.position.step === position.step) {
        texts.push(entry);
        continue;
      }
      finish();
      spoken = { identity, position };
      texts = [entry];
    }
    finish();
    return pieces;
  }

  #beginAnswer(): void {
    this.#answerFrom = this.#entries.length;
    this.#chunksBefore = this.#chunks;
  }

  #voidAnswer(): void {
    this.#voids.push({ from: this.#answerFrom, to: this.#entries.length });
    this.#answerFrom = this.#entries.length;
    this.#chunks = this.#chunksBefore;
    this.#joined = undefined;
  }

  #speakAs(identity: LogIdentity): void {
    this.#speakers.push({ from: this.#entries.length, identity });
    this.#speaker = identity;
  }

  #pushText(text: string, sequence: number, at: number): void {
    this.#push(text, sequence, at);
    this.#chunks += 1;
    this.#joined = undefined;
  }

  #push(entry: string | ExecutionEvent, sequence: number, at: number): void {
    const from = this.#entries.length;
    if (sequence !== this.#nextSequence) this.#sequences.push({ from, sequence });
    this.#nextSequence = sequence + 1;
    if (this.#lastAt !== at) this.#times.push({ from, at });
    this.#lastAt = at;
    this.#entries.push(entry);
    this.#weight += writtenOf(entry).length;
  }
}

/** The part of an entry that the model wrote. */
function writtenOf(entry: string | ExecutionEvent | undefined): string {
  if (typeof entry !== "object") return entry ?? "";
  const counts = entry.type === "reasoning_delta" || entry.type === "tool_call_delta";
  return counts ? entry.text : "";
}

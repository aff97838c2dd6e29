import { AgentError } from "../../errors.js";
import { cutToBytes, utf8Length } from "../../internal/utf8-length.js";
import type { EventLog } from "../../reading/event-log.js";

/** A UTF-16 unit has no more bytes in UTF-8. */
const mostBytesOfUnit = 3;

/** A piece costs memory whatever it says, so there may be one for so many bytes of the limit, */
const bytesOfPiece = 16;
/** and this many under the smallest limit. */
const fewestPieces = 65_536;

/**
 * How much the models of an execution may still write: text, thoughts, arguments and refusals, over all
 * steps and attempts, in bytes of UTF-8. What comes with it (ids, and what goes back with the next request)
 * may be as much again.
 *
 * What the log has is counted only where it could be too much. Up to a third of the limit, a text costs a
 * comparison.
 */
export class OutputBudget {
  readonly #log: EventLog;
  readonly #maxBytes: number;
  readonly #maxPieces: number;
  /** What was written: in the log up to an index, and beside it. */
  #bytes = 0;
  #index = 0;
  #weight = 0;
  #bytesAlong = 0;
  #piecesBeside = 0;

  constructor(log: EventLog, maxBytes: number) {
    this.#log = log;
    this.#maxBytes = maxBytes;
    this.#maxPieces = Math.max(fewestPieces, Math.ceil(maxBytes / bytesOfPiece));
  }

  /** How many UTF-16 units of text fit for certain. */
  get sureUnits(): number {
    const uncounted = this.#log.weight - this.#weight;
    return Math.floor((this.#maxBytes - this.#bytes) / mostBytesOfUnit) - uncounted;
  }

  /** Whether the log may take another text. */
  fits(text: string): boolean {
    return text.length <= this.sureUnits || utf8Length(text) <= this.#count();
  }

  /** Throws `output_limit` where the log may not take another text. */
  assertFits(text: string): void {
    if (!this.fits(text)) throw this.#exceeded();
  }

  /** The beginning of a text that still fits, and the error that the execution ends with. */
  cut(text: string): { readonly head: string; readonly error: AgentError } {
    return { head: cutToBytes(text, this.#count()), error: this.#exceeded() };
  }

  /** Counts what the model wrote and the log has not. Throws `output_limit` where it is too much. */
  keep(text: string): void {
    this.assertFits(text);
    this.#piecesBeside += 1;
    this.#bytes += utf8Length(text);
  }

  /** Counts what comes along with what the model writes. Throws `output_limit` where it is too much. */
  keepAlong(text: string): void {
    this.#piecesBeside += 1;
    this.#bytesAlong += utf8Length(text);
    if (this.#bytesAlong > this.#maxBytes) throw this.#exceeded();
  }

  /** Throws `output_limit` where the answer came in more pieces than memory should be spent on. */
  assertPieces(): void {
    if (this.#log.length + this.#piecesBeside <= this.#maxPieces) return;
    throw exceeded(`in more than ${this.#maxPieces} pieces`);
  }

  /** Counts what the log has by now; gives how many bytes are left. */
  #count(): number {
    for (; this.#index < this.#log.length; this.#index += 1) {
      this.#bytes += utf8Length(this.#log.writtenAt(this.#index));
    }
    this.#weight = this.#log.weight;
    return this.#maxBytes - this.#bytes;
  }

  #exceeded(): AgentError {
    return exceeded(`more than ${this.#maxBytes} bytes`);
  }
}

function exceeded(what: string): AgentError {
  return new AgentError(
    "output_limit",
    `The model wrote ${what}. The text up to that point is in partialText. Raise maxOutputBytes in the config or the call, or limit the answer with @maxTokens.`,
  );
}

import { isJson, isSameJson } from "../../internal/is-json.js";
import {
  createPartialJsonParser,
  type PartialJsonParser,
} from "../../internal/partial-json/partial-json-parser.js";

/** What may become a placeholder, without the white space around it: what servers send where a call has no arguments, or has them later. */
const placeholderStart = /^(?:\{?\}?|\{\s*\}?|\[?\]?|\[\s*\]?|n|nu|nul|null)$/;
const placeholder = /^\s*(?:\{\s*\}|\[\s*\]|null)\s*$/;

/** More white space is held back for no placeholder. */
const maxPlaceholderLength = 1_000;

/** Where a value may begin behind another: with a piece, or behind a bracket. */
const valueStart = /(?:^|[}\]])\s*(?:[{[]|null)/;
const laterStart = /[}\]]\s*(?:[{[]|null)/;

/**
 * Reads the JSON arguments of one tool call, which come in pieces. Some servers send a placeholder first,
 * all of the arguments once more at the end, or in each piece all that there is so far. They are told by
 * what JSON cannot be: one value behind another, or a value where a key stands. From the first such piece
 * on nothing is given before the end, and what then has no single meaning is given as it came.
 */
export class ToolArguments {
  readonly #given: string[] = [];
  #length = 0;
  /** What is not given yet. */
  #held: string[] = [];
  #begun = false;
  /** Whether what was held back began behind a whole value. */
  #isBehind = false;
  readonly #parser = createPartialJsonParser();
  /** How many of the pieces that were given the parser has read. */
  #parsed = 0;

  /** Takes the next piece; returns what can be passed on, `""` for nothing. */
  write(piece: string): string {
    if (!this.#begun) return this.#begin(piece);
    if (this.#held.length > 0 || this.#isOdd(piece)) {
      this.#held.push(piece);
      return "";
    }
    this.#given.push(piece);
    this.#length += piece.length;
    return piece;
  }

  /** Nothing follows; returns what is still to be passed on. */
  end(): string {
    const held = this.#held;
    this.#held = [];
    if (this.#begun) return held.length === 0 ? "" : findRest(this.#given.join(""), held);
    const text = held.join("");
    // Nothing at all is what a tool without arguments is given.
    return placeholder.test(text) && text.trim() !== "{}" ? "" : text;
  }

  /** Whether they are a whole value. Linear in them, however often it is asked. */
  get complete(): boolean {
    if (!this.#begun) return placeholder.test(this.#held.join(""));
    return this.#held.length > 0 ? this.#isBehind : this.#parse().complete;
  }

  /** Whether more than a placeholder has come. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether a text is the whole value once more. */
  repeats(text: string): boolean {
    const whole = this.#begun ? this.#given : this.#held;
    return this.complete && isSameJson(text, whole.join(""));
  }

  #begin(piece: string): string {
    if (this.complete && piece.trimStart().startsWith("{")) this.#held = [];
    this.#held.push(piece);
    const text = this.#held.join("");
    if (text.length <= maxPlaceholderLength && placeholderStart.test(text.trim())) return "";
    const pieces = this.#held;
    this.#held = [];
    this.#begun = true;
    return pieces.map((held) => this.write(held)).join("");
  }

  /** Whether a piece cannot be, or need not be, what goes on where the arguments were. */
  #isOdd(piece: string): boolean {
    const mayHoldAll = piece.length >= this.#length && this.#length > 0;
    if (mayHoldAll && piece.startsWith(this.#given.join(""))) {
      this.#isBehind = this.#parse().complete;
      return true;
    }
    const start = this.#length === 0 ? laterStart : valueStart;
    if (!start.test(piece) || this.#parse().failedAt !== undefined) return false;
    const wasWhole = this.#parser.complete;
    this.#parser.write(piece);
    this.#parsed += 1;
    const { failedAt } = this.#parser;
    if (failedAt === undefined) return false;
    this.#isBehind = wasWhole || isJson([...this.#given, piece].join("").slice(0, failedAt));
    return true;
  }

  #parse(): PartialJsonParser {
    for (; this.#parsed < this.#given.length; this.#parsed++) {
      this.#parser.write(this.#given[this.#parsed] ?? "");
    }
    return this.#parser;
  }
}

/** What of the pieces that were held back belongs behind those that were given. */
function findRest(given: string, held: readonly string[]): string {
  const joined = held.join("");
  if (isJson(given + joined)) return joined;
  const values = splitValues(given + joined);
  const [first, ...others] = values.filter((value) => !placeholder.test(value));
  const value = first ?? values[0];
  const isRepeated = others.every((other) => isSameJson(other, value ?? ""));
  if (value?.startsWith(given.trimEnd()) && isRepeated) return value.slice(given.length);
  const last = held.at(-1) ?? "";
  const isCumulative = held.every((piece, at) => piece.startsWith(held[at - 1] ?? given));
  return isCumulative && isJson(last) ? last.slice(given.length) : joined;
}

/** The JSON values that stand one behind another; empty when there is anything else. */
function splitValues(text: string): readonly string[] {
  const values: string[] = [];
  for (let rest = text.trim(); rest !== "";) {
    const parser = createPartialJsonParser();
    parser.write(rest);
    const value = rest.slice(0, parser.failedAt).trimEnd();
    if (!isJson(value)) return [];
    values.push(value);
    rest = rest.slice(parser.failedAt ?? rest.length);
  }
  return values;
}

import type { ModelStreamPart } from "../../model/provider.js";
import { StreamedAnswer, type Answer } from "./streamed-answer.js";
import { createLineDecoder } from "./decode-lines.js";
import { maxEventLength } from "./decode-sse.js";
import { isEndWord } from "./end-word.js";
import type { Exchange } from "./exchange.js";
import { joinBytes } from "./join-bytes.js";
import { saysEnd } from "./says-end.js";
import { toEndlessError, toMalformedError } from "../failure/to-agent-error.js";
import { ValueEnd } from "./value-end.js";
import { parseJson } from "../../internal/parse-json.js";

const lineFeed = 0x0a;
const space = 0x20;

/** An answer that comes as JSON: as one value, or as the frames of a stream, one in each line. */
export class JsonAnswer implements Answer {
  readonly #exchange: Exchange;
  readonly #requestId: string | undefined;
  readonly #pieces: Uint8Array[] = [];
  #length = 0;
  /** Whether the first line has come to its end. */
  #hasLine = false;
  /** Its value, where it holds a whole one. */
  #first: unknown;
  readonly #end = new ValueEnd();
  /** The value of the body, once its brackets are closed, and whether nothing of the answer can follow. */
  #whole:
    | { readonly value: unknown; readonly length: number; readonly settled: boolean }
    | undefined;
  /** What reads the frames, once more than one value has come. */
  #frames: StreamedAnswer | undefined;
  #parts: readonly ModelStreamPart[] = [];
  #failure: unknown;

  constructor(exchange: Exchange, requestId: string | undefined) {
    this.#exchange = exchange;
    this.#requestId = requestId;
  }

  get settled(): boolean {
    return this.#frames?.settled ?? this.#whole?.settled ?? false;
  }

  get failure(): unknown {
    return this.#failure ?? this.#frames?.failure;
  }

  push(bytes: Uint8Array | undefined): boolean {
    if (this.#frames !== undefined) return this.#frames.push(bytes);
    if (bytes !== undefined) return this.#take(bytes);
    try {
      this.#parts = this.#exchange.readResponse(this.#readValue(), this.#requestId);
    } catch (error) {
      this.#failure = error;
    }
    return true;
  }

  takeParts(): readonly ModelStreamPart[] {
    if (this.#frames !== undefined) return this.#frames.takeParts();
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #take(bytes: Uint8Array): boolean {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    if (this.#length > maxEventLength) {
      const what = "an answer that never ends";
      this.#failure = toEndlessError(what, this.#exchange.errors, this.#requestId);
      return false;
    }
    this.#readWhole(bytes);
    const isMore =
      this.#first === undefined ? this.#readFirstLine(bytes) : bytes.some((byte) => byte > space);
    if (!isMore) return false;
    this.#frames = new StreamedAnswer(
      this.#exchange,
      this.#requestId,
      undefined,
      createLineDecoder,
    );
    return this.#frames.push(joinBytes(this.#pieces));
  }

  /** Servers leave connections open after all of an answer. */
  #readWhole(bytes: Uint8Array): void {
    if (this.#end.found) return;
    this.#end.push(bytes);
    if (!this.#end.found) return;
    const value = parseJson(decode(joinBytes(this.#pieces)));
    this.#whole = { value, length: this.#length, settled: saysEnd(value) };
  }

  /** True when the first line is a whole value and more than that has come. */
  #readFirstLine(bytes: Uint8Array): boolean {
    if (this.#hasLine || !bytes.includes(lineFeed)) return false;
    this.#hasLine = true;
    const body = joinBytes(this.#pieces);
    const end = body.indexOf(lineFeed);
    this.#first = parseJson(decode(body.subarray(0, end)));
    return this.#first !== undefined && body.subarray(end).some((byte) => byte > space);
  }

  #readValue(): unknown {
    if (this.#first !== undefined) return this.#first;
    if (this.#whole?.length === this.#length && this.#whole.value !== undefined) {
      return this.#whole.value;
    }
    const text = decode(joinBytes(this.#pieces));
    const value = parseJson(text) ?? parseJson(withoutEndWord(text));
    if (value !== undefined) return value;
    const what = "an answer that is not valid JSON";
    throw toMalformedError(what, this.#exchange.errors, this.#requestId);
  }
}

/** A value in many lines may be followed by what ends a stream. */
function withoutEndWord(text: string): string {
  const end = text.lastIndexOf("}") + 1;
  return isEndWord(text.slice(end)) ? text.slice(0, end) : text;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

import type { ModelStreamPart } from "../model/provider.js";
import { createSseDecoder } from "./decode-sse.js";
import type { Exchange, FrameReader } from "./exchange.js";
import { toMalformedError } from "./to-agent-error.js";

/** An answer that is being read: bytes in, parts out. */
export interface Answer {
  /** What went wrong. The parts that came before it are still to be taken. */
  readonly failure: unknown;
  /** Takes the bytes of one read, or `undefined` for the clean end; true when the answer is complete. */
  push(bytes: Uint8Array | undefined): boolean;
  /** Takes what has been read since the last time. */
  takeParts(): readonly ModelStreamPart[];
}

/** An answer that comes as server-sent events. */
export class StreamedAnswer implements Answer {
  readonly #frames: FrameReader;
  readonly #decoder = createSseDecoder((data) => this.#readFrame(data));
  #parts: ModelStreamPart[] = [];
  #complete = false;
  failure: unknown;

  constructor(frames: FrameReader) {
    this.#frames = frames;
  }

  push(bytes: Uint8Array | undefined): boolean {
    if (bytes !== undefined) this.#decoder.push(bytes);
    else this.#end();
    return this.#complete;
  }

  takeParts(): readonly ModelStreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #readFrame(data: string): void {
    if (this.#complete || this.failure !== undefined) return;
    try {
      this.#complete = this.#frames.readFrame(data, this.#parts);
    } catch (error) {
      this.failure = error;
    }
  }

  #end(): void {
    this.#decoder.end();
    if (this.#complete || this.failure !== undefined) return;
    this.#complete = true;
    try {
      this.#frames.readEnd(this.#parts);
    } catch (error) {
      this.failure = error;
    }
  }
}

/** An answer that comes as one JSON value. */
export class WholeAnswer implements Answer {
  readonly #exchange: Exchange;
  readonly #requestId: string | undefined;
  readonly #decoder = new TextDecoder();
  readonly #text: string[] = [];
  #parts: readonly ModelStreamPart[] = [];
  failure: unknown;

  constructor(exchange: Exchange, requestId: string | undefined) {
    this.#exchange = exchange;
    this.#requestId = requestId;
  }

  push(bytes: Uint8Array | undefined): boolean {
    if (bytes !== undefined) {
      this.#text.push(this.#decoder.decode(bytes, { stream: true }));
      return false;
    }
    try {
      this.#parts = this.#exchange.readResponse(this.#readJson(), this.#requestId);
    } catch (error) {
      this.failure = error;
    }
    return true;
  }

  takeParts(): readonly ModelStreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #readJson(): unknown {
    try {
      return JSON.parse(this.#text.join("") + this.#decoder.decode());
    } catch {
      // The parser's own message quotes the body, so it is not kept.
      throw toMalformedError(
        "an answer that is not valid JSON",
        this.#exchange.errors,
        this.#requestId,
      );
    }
  }
}

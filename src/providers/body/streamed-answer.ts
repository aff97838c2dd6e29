import { isJson } from "../../internal/is-json.js";
import type { ModelStreamPart } from "../../model/provider.js";
import {
  createSseDecoder,
  maxEventLength,
  type FrameDecoder,
  type Shortcut,
} from "./decode-sse.js";
import { EventTemplate } from "./event-template.js";
import type { Exchange, FrameReader } from "./exchange.js";
import { toEndlessError } from "../failure/to-agent-error.js";

/** Looking for a form that events have in common takes longer than it saves in a short answer. */
const defaultShortAnswer = 8;

/** An answer that is being read: bytes in, parts out. */
export interface Answer {
  /** What went wrong. The parts that came before it are still to be taken. */
  readonly failure: unknown;
  /** Whether the answer is whole already, and only details may follow: then the body may end in any way. */
  readonly settled: boolean;
  /** Takes the bytes of one read, or `undefined` for the end; true when the answer is complete. */
  push(bytes: Uint8Array | undefined): boolean;
  /** Takes what has been read since the last time. */
  takeParts(): readonly ModelStreamPart[];
}

/** Names of events that only say that the server is alive. */
const heartbeats: ReadonlySet<string> = new Set([
  "ping",
  "heartbeat",
  "keepalive",
  "keep-alive",
  "keep_alive",
]);

/** An answer that comes as the frames of a stream: server-sent events, or lines. */
export class StreamedAnswer implements Answer {
  readonly #exchange: Exchange;
  readonly #requestId: string | undefined;
  readonly #frames: FrameReader;
  readonly #template = new EventTemplate();
  readonly #decoder: FrameDecoder;
  #parts: ModelStreamPart[] = [];
  #complete = false;
  readonly #shortAnswer: number;
  #texts = 0;
  /** How long the frames were that gave nothing: what they say may be kept until the end. */
  #silentLength = 0;
  /** What the events since the last look gave, if it was a single text. */
  #given: { readonly text: string | undefined } | undefined;
  failure: unknown;

  /** @param shortAnswer how many texts are read before a template is made */
  constructor(
    exchange: Exchange,
    requestId: string | undefined,
    shortAnswer = defaultShortAnswer,
    createDecoder: typeof createSseDecoder = createSseDecoder,
  ) {
    this.#exchange = exchange;
    this.#requestId = requestId;
    this.#shortAnswer = shortAnswer;
    this.#frames = exchange.createFrameReader(requestId);
    this.#decoder = createDecoder((data, name) => this.#readData(data, name), this.#shortcut());
  }

  get settled(): boolean {
    return this.#frames.settled;
  }

  push(bytes: Uint8Array | undefined): boolean {
    this.#decode(bytes);
    if (bytes === undefined) this.#readEnd();
    return this.#complete;
  }

  takeParts(): readonly ModelStreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #decode(bytes: Uint8Array | undefined): void {
    try {
      if (bytes === undefined) this.#decoder.end();
      else this.#decoder.push(bytes);
    } catch {
      this.#giveUp("an event that never ends");
    }
  }

  /** Takes what came for the whole answer where it is one, and else fails. */
  #giveUp(what: string): void {
    if (this.settled || this.#complete) return this.#readEnd();
    this.failure ??= toEndlessError(what, this.#exchange.errors, this.#requestId);
  }

  #readData(data: string, name: string | undefined): void {
    // Nearly every event is an object that says something.
    const isOdd = data.charCodeAt(0) !== brace || data === "{}";
    if (isOdd && saysNothing(data, name)) return;
    // Proxies that write events anew put a second name before the data.
    if (isOdd && data.startsWith("data:")) this.#readData(data.slice("data:".length), name);
    else this.#readFrame(data, name);
  }

  #readFrame(data: string, name: string | undefined): void {
    if (this.#over) return;
    const before = this.#parts.length;
    try {
      this.#complete = this.#frames.readFrame(data, name, this.#parts);
      const only = this.#parts.length === before + 1 ? this.#parts[before] : undefined;
      const text = only?.type === "text_delta" ? only.text : undefined;
      // At once, because of an event that is cut between two reads the decoder says nothing.
      if (text === undefined) this.#template.forget();
      this.#given = { text: this.#given === undefined ? text : undefined };
      if (this.#parts.length === before) this.#passSilent(data);
    } catch (error) {
      const frames = splitFrames(data);
      if (frames.length === 1) this.failure = error;
      else for (const frame of frames) this.#readData(frame, name);
    }
  }

  #passSilent({ length }: string): void {
    this.#silentLength += length;
    if (this.#silentLength > maxEventLength) this.#giveUp("endless events without an answer");
  }

  /** Of events that differ in their text alone, two tell how to read the others. */
  #shortcut(): Shortcut {
    const template = this.#template;
    return {
      get promising() {
        return template.promising;
      },
      take: (input, at) => {
        const end = this.#over ? -1 : template.read(input, at);
        if (end !== -1) this.#parts.push({ type: "text_delta", text: template.text });
        return end;
      },
      parsed: (event) => {
        const text = this.#given?.text;
        this.#given = undefined;
        if (text === undefined) return template.forget();
        this.#texts += 1;
        if (this.#texts > this.#shortAnswer) template.learn(event, text);
      },
    };
  }

  get #over(): boolean {
    return this.#complete || this.failure !== undefined;
  }

  #readEnd(): void {
    if (this.#over) return;
    this.#complete = true;
    try {
      this.#frames.readEnd(this.#parts);
    } catch (error) {
      this.failure = error;
    }
  }
}

const brace = 0x7b;

/** Whether an event is there only to keep the connection alive. */
function saysNothing(data: string, name: string | undefined): boolean {
  if (name !== undefined && heartbeats.has(name)) return true;
  const isBlank = data === "{}" || data.trim() === "";
  return isBlank && name !== "error";
}

/**
 * The frames of an event. Servers that leave out the blank lines between events have several in what is
 * then one; of any other, the first line is not a value.
 */
function splitFrames(data: string): readonly string[] {
  const lines = data.split("\n").filter((line) => line.trim() !== "");
  return isJson(lines[0] ?? "") ? lines : [data];
}

import { createParser } from "eventsource-parser";

/** Turns the bytes of a body into the frames of a stream, which for SSE are its events. */
export interface FrameDecoder {
  /**
   * Takes the bytes of one network read, and calls back for each frame that they complete.
   * @throws {RangeError} when an event is longer than any that is meant; nothing more can be pushed then.
   */
  push(bytes: Uint8Array): void;
  /** Takes the end of the body. A last event without its blank line counts as complete. Throws as `push`. */
  end(): void;
}

/** Is told of each frame, with the name that its event has, if it has one. */
export type FrameListener = (data: string, name: string | undefined) => void;

/** An event that is longer, in UTF-16 units, is none: kept on, a line without an end would fill the memory. */
export const maxEventLength = 64 * 1024 * 1024;

/** Nor is one of more lines: each costs a hundred bytes of memory, whatever it says. */
const maxEventLines = 1_048_576;

/** Nothing is counted within an event up to here, in UTF-16 units. */
const shortEventLength = 1_048_576;

/** Who may know an event without its being parsed. */
export interface Shortcut {
  /** Whether it is worth asking. */
  readonly promising: boolean;
  /** Takes the event that begins at an index, as if it had been parsed; gives the index after it, or -1. */
  take(input: string, at: number): number;
  /** Says which event, to its last byte, was just parsed. */
  parsed(event: string): void;
}

/** A blank line: whatever came before, the next event begins after it. */
const blankLine = "\n\n";

/**
 * Decodes one body of server-sent events: bytes cut anywhere, any line ending, comments, data over
 * several lines, a byte order mark. An event that spans many reads costs time linear in its size.
 *
 * @param onEvent Called with the `data` and the name of each event, in order; most events have no name.
 * @param shortcut Asked first, about each event that lies whole in one read.
 */
export function createSseDecoder(onEvent: FrameListener, shortcut?: Shortcut): FrameDecoder {
  const text = createTextDecoder();
  const size = new EventSize();
  const parser = createParser({
    onEvent({ data, event }) {
      size.begin();
      onEvent(data, event);
    },
    maxBufferSize: maxEventLength,
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") throw new RangeError(error.message);
    },
  });
  /** Whether an event begins where the next read does. */
  let aligned = true;

  /** Takes the events that lie whole in a read; gives where the rest begins. */
  const pushWhole = (input: string, ask: Shortcut): number => {
    let at = 0;
    while (ask.promising) {
      const next = aligned ? ask.take(input, at) : -1;
      if (next !== -1) {
        at = next;
        continue;
      }
      const end = input.indexOf(blankLine, at) + blankLine.length;
      if (end < blankLine.length) break;
      const event = input.slice(at, end);
      parser.feed(event);
      if (aligned) ask.parsed(event);
      aligned = true;
      at = end;
    }
    return at;
  };

  return {
    push(bytes) {
      const input = text.push(bytes);
      const from = shortcut === undefined ? 0 : pushWhole(input, shortcut);
      if (from > 0) size.begin();
      if (from === input.length) return;
      const rest = input.slice(from);
      parser.feed(rest);
      size.add(rest);
      aligned = false;
    },
    end() {
      parser.feed(`${text.end()}\n\n`);
    },
  };
}

/**
 * How much an event has that is not whole yet, as it stands on the wire. The parser counts what its lines
 * say; a line that says next to nothing costs memory all the same.
 */
class EventSize {
  #units = 0;
  #lines = 0;

  begin(): void {
    this.#units = 0;
    this.#lines = 0;
  }

  /** @throws {RangeError} when it is too much. */
  add(text: string): void {
    this.#units += text.length;
    if (this.#units <= shortEventLength) return;
    this.#count(text);
    if (this.#units > maxEventLength || this.#lines > maxEventLines) {
      throw new RangeError("An event never ends.");
    }
  }

  /** A blank line ends an event also where it is not told of, because it has comments alone. */
  #count(text: string): void {
    const lines = text.split(/\r\n?|\n/);
    for (const [index, line] of lines.entries()) {
      // The first and the last are cut: they may be empty without being blank.
      if (line === "" && index > 0 && index < lines.length - 1) this.begin();
      else this.#lines += 1;
    }
  }
}

// The parser drops a byte order mark at the start itself; the decoder would hide it in the text too.
const decoderOptions = { ignoreBOM: true } as const;
const wholeText = new TextDecoder("utf-8", decoderOptions);

/** Decodes UTF-8 that is cut anywhere. */
function createTextDecoder(): { push(bytes: Uint8Array): string; end(): string } {
  let cut: TextDecoder | undefined;
  let isCut = false;
  return {
    push(bytes) {
      const last = bytes.at(-1);
      if (last === undefined) return "";
      const endsWhole = last < 0x80;
      // Nearly every read ends with a line; a decoder that remembers costs 7 µs to make.
      if (!isCut && endsWhole) return wholeText.decode(bytes);
      isCut = !endsWhole;
      cut ??= new TextDecoder("utf-8", decoderOptions);
      return cut.decode(bytes, { stream: true });
    },
    end: () => (isCut ? (cut?.decode() ?? "") : ""),
  };
}

import { createParser } from "eventsource-parser";

/** Turns the bytes of an SSE body into its events. */
export interface SseDecoder {
  /**
   * Takes the bytes of one network read, and calls back for each event that they complete.
   * @throws {RangeError} when an event is longer than any that is meant; nothing more can be pushed then.
   */
  push(bytes: Uint8Array): void;
  /** Takes the end of the body. A last event without its blank line counts as complete. Throws as `push`. */
  end(): void;
}

/** An event that is longer, in UTF-16 units, is none: kept on, a line without an end would fill the memory. */
export const maxEventLength = 64 * 1024 * 1024;

/**
 * Decodes one body of server-sent events: bytes cut anywhere, any line ending, comments, data over
 * several lines, a byte order mark. An event that spans many reads costs time linear in its size.
 *
 * @param onEvent Called with the `data` and the name of each event, in order; most events have no name.
 */
export function createSseDecoder(
  onEvent: (data: string, name: string | undefined) => void,
): SseDecoder {
  // The parser drops a byte order mark at the start itself; the decoder would hide it in the text too.
  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const parser = createParser({
    onEvent: ({ data, event }) => onEvent(data, event),
    maxBufferSize: maxEventLength,
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") throw new RangeError(error.message);
    },
  });
  return {
    push(bytes) {
      parser.feed(text.decode(bytes, { stream: true }));
    },
    end() {
      parser.feed(`${text.decode()}\n\n`);
    },
  };
}

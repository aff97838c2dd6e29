import { createParser } from "eventsource-parser";

/** Turns the bytes of an SSE body into the data of its events. */
export interface SseDecoder {
  /** Takes the bytes of one network read, and calls back for each event that they complete. */
  push(bytes: Uint8Array): void;
  /** Takes the end of the body. A last event without its blank line counts as complete. */
  end(): void;
}

/**
 * Decodes one body of server-sent events: bytes cut anywhere, any line ending, comments, data over
 * several lines, a byte order mark. An event that spans many reads costs time linear in its size.
 *
 * @param onData Called with the `data` of each event, in order.
 */
export function createSseDecoder(onData: (data: string) => void): SseDecoder {
  // The parser drops a byte order mark at the start itself; the decoder would hide it in the text too.
  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const parser = createParser({ onEvent: (event) => onData(event.data) });
  return {
    push(bytes) {
      parser.feed(text.decode(bytes, { stream: true }));
    },
    end() {
      parser.feed(`${text.decode()}\n\n`);
    },
  };
}

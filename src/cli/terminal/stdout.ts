import { once } from "node:events";
import { toTerminal } from "../../internal/terminal-text.js";
import { visible } from "../../internal/visible.js";

/**
 * Stdout for the commands, with back-pressure and without an error for a reader that has left. Both methods
 * wait until there is room for more, and do nothing after the reader has left.
 */
export interface Stdout {
  /** Writes text for people. Control characters are made visible, also in a pipe. */
  write(text: string): Promise<void>;
  /**
   * Writes data for programs, such as an answer: unchanged, but with control characters made visible on a
   * terminal.
   */
  writeData(text: string): Promise<void>;
  /** Aborted when the reader leaves: `agents run … | head -1`. */
  readonly closed: AbortSignal;
}

let stdout: Stdout | undefined;

/** Opens stdout, once per process. */
export function openStdout(): Stdout {
  stdout ??= create(process.stdout);
  return stdout;
}

function create(stream: NodeJS.WriteStream): Stdout {
  const reader = new AbortController();
  // Node ignores SIGPIPE: a pipe without a reader is an error of the stream, at the next write.
  stream.on("error", () => reader.abort());
  async function send(text: string): Promise<void> {
    if (reader.signal.aborted || stream.write(text)) return;
    // A wait that ends must remove its listeners, or they pile up with each write.
    const waiting = new AbortController();
    const { signal } = waiting;
    // An error of the stream settles both.
    await Promise.race([once(stream, "drain", { signal }), once(stream, "close", { signal })])
      .catch(() => undefined)
      .finally(() => waiting.abort());
  }
  return {
    closed: reader.signal,
    write: (text) => send(toTerminal(text)),
    writeData: (text) => send(stream.isTTY ? visible(text) : text),
  };
}

import { once } from "node:events";
import { toTerminal } from "../../internal/terminal-text.js";
import { visible } from "../../internal/visible.js";

/**
 * Stdout as the commands write to it: with back-pressure, and quiet about a reader that has left. Both
 * ways wait until there is room for more, and do nothing once the reader has left.
 */
export interface Stdout {
  /** Writes text for people: whatever of it is from outside is made visible, also in a pipe. */
  write(text: string): Promise<void>;
  /** Writes what programs read, such as an answer: to the byte, but on a terminal made visible. */
  writeData(text: string): Promise<void>;
  /** Aborted when the reader leaves: `agents run … | head -1`. */
  readonly closed: AbortSignal;
}

let stdout: Stdout | undefined;

/** Opens stdout, once a process. */
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
    // What is not waited for any more is to leave no listener behind, or they pile up write by write.
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

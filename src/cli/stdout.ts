import { once } from "node:events";

/** Stdout as the commands write to it: with back-pressure, and quiet about a reader that has left. */
export interface Stdout {
  /** Writes, and waits until there is room for more. Does nothing once the reader has left. */
  write(text: string): Promise<void>;
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
  return {
    closed: reader.signal,
    async write(text) {
      if (reader.signal.aborted || stream.write(text)) return;
      // What is not waited for any more is to leave no listener behind, or they pile up write by write.
      const waiting = new AbortController();
      const { signal } = waiting;
      // An error of the stream settles both.
      await Promise.race([once(stream, "drain", { signal }), once(stream, "close", { signal })])
        .catch(() => undefined)
        .finally(() => waiting.abort());
    },
  };
}

import type { PieceSplitter } from "../internal/pieces.js";
import type { EventLog } from "./event-log.js";
import { readPieces } from "./read-text.js";
import type { ReadableLog } from "./reading-source.js";

/**
 * The pieces of the text, each at least `delayMs` after the previous one. When the execution ends, the rest
 * comes at once. The model's answer is not held back.
 */
export function readPaced(
  source: ReadableLog,
  splitter: PieceSplitter,
  delayMs: number,
): AsyncIterableIterator<string> {
  const pieces = readPieces(source, splitter, { throttles: false });
  let left = false;
  let pause: Promise<void> | undefined;
  let asked: Promise<unknown> | undefined;
  const advance = async (): Promise<IteratorResult<string>> => {
    await pause;
    const taken = await pieces.next();
    pause = taken.done ? undefined : wait(source.log, delayMs, () => left);
    return taken;
  };
  return {
    next() {
      const answer = asked ? asked.then(advance) : advance();
      asked = answer.catch(() => {});
      return answer;
    },
    async return() {
      left = true;
      await pieces.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Waits for a time, or until the log is closed or its reader has left. */
async function wait(log: EventLog, ms: number, isLeft: () => boolean): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<"over">((resolve) => {
    timer = setTimeout(() => resolve("over"), ms);
  });
  while (!log.closed && !isLeft()) {
    if ((await Promise.race([over, log.changes.changed()])) === "over") break;
  }
  clearTimeout(timer);
}

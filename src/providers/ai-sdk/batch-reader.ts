import { nextTurn } from "../../internal/next-turn.js";

/** A batch is given on when it has so many parts, so that a stream which never waits lets others run. */
const maxBatchLength = 256;

/** What one read gave. */
type Read =
  | { readonly type: "value"; readonly value: unknown }
  | { readonly type: "end" }
  | { readonly type: "failure"; readonly error: unknown };

/**
 * Reads a stream of the AI SDK, which gives one part at a time, in batches: all parts that are there
 * before the event loop turns, which is what one network read brought.
 */
export class BatchReader {
  readonly #reader: ReadableStreamDefaultReader<unknown>;
  /** The read that is under way, or one whose outcome was not taken yet. */
  #pending: Promise<Read> | undefined;

  constructor(stream: ReadableStream<unknown>) {
    this.#reader = stream.getReader();
  }

  /** The next batch, which is never empty; `undefined` at the end. Throws what the stream failed with. */
  async next(): Promise<readonly unknown[] | undefined> {
    const first = await this.#peek();
    this.#pending = undefined;
    if (first.type === "failure") throw first.error;
    if (first.type === "end") return undefined;
    const batch = [first.value];
    const turn = new Promise<undefined>((resolve) => {
      nextTurn(() => resolve(undefined));
    });
    while (batch.length < maxBatchLength) {
      const read = await Promise.race([this.#peek(), turn]);
      if (read?.type !== "value") break;
      this.#pending = undefined;
      batch.push(read.value);
    }
    return batch;
  }

  /** Ends the stream, and the read that is under way. */
  cancel(): void {
    void this.#reader.cancel().catch(ignore);
  }

  #peek(): Promise<Read> {
    this.#pending ??= this.#reader.read().then(
      ({ done, value }): Read => (done ? { type: "end" } : { type: "value", value }),
      (error: unknown): Read => ({ type: "failure", error }),
    );
    return this.#pending;
  }
}

function ignore(): void {}

/** The life of one request: what ends it early, and why. */
export interface StreamScope {
  /** Aborted, with the caller's reason, when the caller's signal is; and when the iteration is left. */
  readonly signal: AbortSignal;
  /** Whether the iteration was left: then nobody waits for an error. */
  readonly left: boolean;
  /** Lets go of the caller's signal. The reader calls it when it ends. */
  release(): void;
}

/**
 * Makes a generator of batches an iterable whose `return()` takes effect at once: a generator's own
 * waits for the read that is under way, which may never end. Here it aborts the request first.
 */
export function openStream<Batch>(
  outer: AbortSignal,
  read: (scope: StreamScope) => AsyncGenerator<Batch, void, undefined>,
): AsyncIterable<Batch> {
  return { [Symbol.asyncIterator]: () => new ClosableIterator(outer, read) };
}

class ClosableIterator<Batch> implements AsyncIterator<Batch, void, undefined> {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  readonly #batches: AsyncGenerator<Batch, void, undefined>;
  #linked = false;
  #left = false;

  constructor(
    outer: AbortSignal,
    read: (scope: StreamScope) => AsyncGenerator<Batch, void, undefined>,
  ) {
    this.#outer = outer;
    const isLeft = () => this.#left;
    this.#batches = read({
      signal: this.#controller.signal,
      get left() {
        return isLeft();
      },
      release: () => outer.removeEventListener("abort", this.#abort),
    });
  }

  next(): Promise<IteratorResult<Batch, void>> {
    if (!this.#linked) this.#link();
    return this.#batches.next();
  }

  return(): Promise<IteratorResult<Batch, void>> {
    this.#left = true;
    this.#outer.removeEventListener("abort", this.#abort);
    this.#controller.abort();
    return this.#batches.return();
  }

  #link(): void {
    this.#linked = true;
    if (this.#outer.aborted) this.#abort();
    else this.#outer.addEventListener("abort", this.#abort, { once: true });
  }

  readonly #abort = (): void => {
    this.#controller.abort(this.#outer.reason);
  };
}

/**
 * What is done when an execution ends: timers are stopped, listeners removed. One that throws, such as of a
 * signal that is not quite one, must not keep the others from their work.
 */
export class Cleanups {
  readonly #report: (error: unknown) => void;
  readonly #pending = new Set<() => void>();
  #done = false;

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Adds one, which is done at once where the end has been; gives what forgets it. */
  add(cleanup: () => void): () => void {
    if (this.#done) this.#do(cleanup);
    else this.#pending.add(cleanup);
    return () => this.#pending.delete(cleanup);
  }

  /** Does all of them, once. */
  run(): void {
    this.#done = true;
    for (const cleanup of this.#pending) this.#do(cleanup);
    this.#pending.clear();
  }

  #do(cleanup: () => void): void {
    try {
      cleanup();
    } catch (error) {
      this.#report(error);
    }
  }
}

import { createDeferred, type Deferred } from "../internal/deferred.js";

/** Wakes readers that wait for more. */
export class Changes {
  #waiting: Deferred<void> | undefined;

  /** Resolves at the next {@link notify}. All readers share one promise. */
  changed(): Promise<void> {
    this.#waiting ??= createDeferred<void>();
    return this.#waiting.promise;
  }

  /** Wakes all waiting readers. Called once per batch, not per event. */
  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve();
  }
}

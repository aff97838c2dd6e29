import { createDeferred, type Deferred } from "../internal/deferred.js";

/** Wakes those who wait for more. */
export class Changes {
  #waiting: Deferred<void> | undefined;

  /** Resolves at the next {@link notify}. One promise for all who wait. */
  changed(): Promise<void> {
    this.#waiting ??= createDeferred<void>();
    return this.#waiting.promise;
  }

  /** Wakes all who wait. Called once for each batch, not for each event. */
  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve();
  }
}

import type { Deferred } from "../../internal/deferred.js";

/**
 * A promise that says when somebody begins to wait for it: by `await`, `then`, `catch` or `finally`.
 * Reading a property that holds it, as a logger does, is not waiting. What derives from it is plain.
 */
class WatchedPromise<Value> extends Promise<Value> {
  #onWait: (() => void) | undefined;

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- `await` of a subclass calls it.
  override then<Result = Value, Failure = never>(
    onFulfilled?: ((value: Value) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    this.#onWait?.();
    return super.then(onFulfilled, onRejected);
  }

  watch(onWait: () => void): void {
    this.#onWait = onWait;
  }
}

/** As `createDeferred`; calls `onWait` each time that somebody begins to wait for the promise. */
export function createWatchedDeferred<Value>(onWait: () => void): Deferred<Value> {
  const deferred = WatchedPromise.withResolvers<Value>();
  const promise = deferred.promise as WatchedPromise<Value>;
  // The failure reaches whoever asks for it. Before it is watched, because this is not waiting.
  promise.catch(() => {});
  promise.watch(onWait);
  return deferred;
}

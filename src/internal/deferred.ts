/** A promise with its resolve and reject functions. */
export type Deferred<Value> = PromiseWithResolvers<Value>;

/** Creates a promise that other code settles. Its rejection never counts as unhandled. */
export function createDeferred<Value>(): Deferred<Value> {
  const deferred = Promise.withResolvers<Value>();
  // Code that awaits the promise gets the failure; code that never does must not end the process.
  deferred.promise.catch(() => {});
  return deferred;
}

/** A promise with its ends outside. */
export type Deferred<Value> = PromiseWithResolvers<Value>;

/** Makes a promise that somebody else settles. Its rejection never counts as unhandled. */
export function createDeferred<Value>(): Deferred<Value> {
  const deferred = Promise.withResolvers<Value>();
  // The failure reaches whoever asks for it; a caller who never does must not bring the process down.
  deferred.promise.catch(() => {});
  return deferred;
}

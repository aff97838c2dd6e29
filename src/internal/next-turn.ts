/**
 * Calls back in the next turn of the event loop. Without `setImmediate`, as in browsers and Workers, it
 * uses a timer.
 *
 * The function is read when this module is loaded, so that a test which replaces timers by its own clock
 * does not stop a stream, or a provider that uses no time.
 */
export const nextTurn: (callback: () => void) => void = takeNextTurn();

function takeNextTurn(): (callback: () => void) => void {
  const { setImmediate: immediate, setTimeout: timeout } = globalThis as Partial<typeof globalThis>;
  if (immediate) return (callback) => void immediate(callback);
  return (callback) => void timeout?.(callback, 0);
}

/**
 * Calls back with the next turn of the event loop. Where there is no `setImmediate`, as in browsers and
 * in Workers, a timer does it.
 *
 * Taken when this module is loaded, so that a test which replaces the timers with a clock of its own
 * does not stop a stream, or a provider that uses no time.
 */
export const nextTurn: (callback: () => void) => void = takeNextTurn();

function takeNextTurn(): (callback: () => void) => void {
  const { setImmediate: immediate, setTimeout: timeout } = globalThis as Partial<typeof globalThis>;
  if (immediate) return (callback) => void immediate(callback);
  return (callback) => void timeout?.(callback, 0);
}

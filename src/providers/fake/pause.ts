import { untilAborted } from "../until-aborted.js";

/**
 * Taken when this module is loaded, so that a test which replaces the timers with a clock of its own
 * does not stop a provider that uses no time.
 */
const nextTurn = setImmediate;

/**
 * Waits; zero uses no timer and only lets the event loop turn. Rejects with the signal's reason as
 * soon as it aborts.
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms > 0) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await untilAborted(elapsed, signal).finally(() => clearTimeout(timer));
  } else {
    await new Promise((resolve) => {
      nextTurn(resolve);
    });
  }
  signal.throwIfAborted();
}

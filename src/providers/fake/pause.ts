import { nextTurn } from "../../internal/next-turn.js";
import { untilAborted } from "../call/until-aborted.js";

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
    await new Promise<void>((resolve) => {
      nextTurn(resolve);
    });
  }
  signal.throwIfAborted();
}

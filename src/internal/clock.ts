import { maxTimerMs } from "./duration.js";

/** The runtime's source of time; a test can pass its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from any fixed point; never goes back. */
  monotonicMs(): number;
  /**
   * Calls the function once after `ms`; returns a function that cancels it. Keeps the process alive
   * until then.
   */
  setTimer(ms: number, callback: () => void): () => void;
}

/** The system's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(ms, callback) {
    const timer = setTimeout(callback, Math.min(ms, maxTimerMs));
    return () => clearTimeout(timer);
  },
};

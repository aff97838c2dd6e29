import { maxTimerMs } from "./duration.js";

/** Time as the runtime reads it; a test gives its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from any fixed point; never goes back. */
  monotonicMs(): number;
  /** Calls once after `ms`; returns what stops it. Keeps the process alive until then. */
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

/** Time as the runtime reads it; a test gives its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from any fixed point; never goes back. */
  monotonicMs(): number;
  /** Calls once after `ms`; returns what stops it. Does not keep the process alive by itself. */
  setTimer(ms: number, callback: () => void): () => void;
}

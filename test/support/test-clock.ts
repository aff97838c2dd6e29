import type { Clock } from "troupe";

/** Time that stands still until it is told to go on. */
export interface TestClock extends Clock {
  /** Moves time on, firing the timers that come due, in order. */
  advance(ms: number): void;
  /** How many timers wait. */
  readonly pending: number;
}

/** Begins at a fixed date, so that records are the same in every run. */
export function createTestClock(startAt = Date.UTC(2026, 0, 1)): TestClock {
  let elapsed = 0;
  const timers = new Set<{ dueMs: number; callback: () => void }>();
  return {
    now: () => startAt + elapsed,
    monotonicMs: () => elapsed,
    setTimer(ms, callback) {
      const timer = { dueMs: elapsed + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = elapsed + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.dueMs <= until);
        const next = due.sort((a, b) => a.dueMs - b.dueMs)[0];
        if (!next) break;
        timers.delete(next);
        elapsed = next.dueMs;
        next.callback();
      }
      elapsed = until;
    },
    get pending() {
      return timers.size;
    },
  };
}

import type { AnyCall } from "../call/call.js";
import type { ExecutionState } from "./execution-state.js";
import { totalTimeout } from "./limits.js";

/** How long an answer that had its terminal signal when `total` was over may take to be the output. */
const graceMs = 5_000;

/**
 * Bounds the whole execution. An answer that has its terminal signal is not given up: its details come at
 * once or not at all, and what would follow it (a tool, another request) is refused by `endIfOver`.
 */
export function boundTime(state: ExecutionState<AnyCall>): void {
  const { totalMs } = state.limits;
  const { clock } = state.config;
  const end = (): void => state.fail(totalTimeout(totalMs));
  const bound = (ms: number, act: () => void): void => {
    state.onEnd(clock.setTimer(ms, act));
  };
  bound(totalMs, () => (state.steps.isWhole ? bound(graceMs, end) : end()));
}

/** Ends an execution that goes on when its total time is over, and throws its error. */
export function endIfOver(state: ExecutionState): void {
  const { totalMs } = state.limits;
  if (state.elapsedMs() >= totalMs) state.fail(totalTimeout(totalMs));
  state.throwIfEnded();
}

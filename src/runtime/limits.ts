import type { Timeout, TimeoutLimits } from "../config/config.js";
import { AgentError, type TimeoutLimit } from "../errors.js";
import { readDuration, type Duration } from "../internal/duration.js";
import type { ExecutionState } from "./execution-state.js";
import type { Call } from "./call.js";

/** What bounds an execution that says nothing of time: as the SDKs do for a request. */
const defaultTotalMs = 600_000;
const defaultFirstTokenMs = 120_000;
const defaultIdleMs = 60_000;

/** Milliseconds of a limit: the call's, else the agent's, else the runtime's own. */
function limitMs(call: Call, limit: TimeoutLimit): number {
  const own = callLimit(call.options.timeout, limit);
  if (own !== undefined) return own;
  const declared = call.binding.spec.timeout;
  if (limit === "total") return declared?.totalMs ?? defaultTotalMs;
  if (limit === "firstToken") return declared?.firstTokenMs ?? defaultFirstTokenMs;
  return declared?.idleMs ?? defaultIdleMs;
}

function callLimit(timeout: Timeout | undefined, limit: TimeoutLimit): number | undefined {
  if (timeout === undefined) return undefined;
  const limits: TimeoutLimits = typeof timeout === "string" ? { total: timeout } : timeout;
  const text: Duration | undefined = limits[limit];
  if (text === undefined) return undefined;
  const ms = readDuration(text);
  if (ms === undefined) {
    throw new AgentError(
      "config_invalid",
      `The call's timeout ${JSON.stringify(text)} is no duration. Write a number and a unit: "250ms", "30s", "3m", "1h", "2d".`,
    );
  }
  return ms;
}

/** Ends the execution when its total limit is over. */
export function startTotalLimit(state: ExecutionState): void {
  const ms = limitMs(state.call, "total");
  const { clock } = state.config;
  state.onEnd(
    clock.setTimer(ms, () =>
      state.fail(timeoutError("total", ms, "The execution took longer than")),
    ),
  );
}

/** Watches one streaming request for stalls. Only the provider's silence counts. */
export interface StallWatch {
  /** Something came. `delta`: text or reasoning; before the first one the `firstToken` limit holds. */
  saw(delta: boolean): void;
  /** The provider is not being read: a reader is behind. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/**
 * Gives up a request with `firstToken` or `idle` when the provider is silent for too long.
 * One timer that looks when the limit could be over, not one for each read: setting a timer costs
 * more than decoding a chunk.
 */
export function watchForStalls(
  state: ExecutionState,
  giveUp: (error: AgentError) => void,
): StallWatch {
  const { clock } = state.config;
  const firstTokenMs = limitMs(state.call, "firstToken");
  const idleMs = limitMs(state.call, "idle");
  let limit: "firstToken" | "idle" = "firstToken";
  let since = clock.monotonicMs();
  let paused = false;
  let stopTimer = (): void => {};

  const allowedMs = (): number => (limit === "firstToken" ? firstTokenMs : idleMs);
  const arm = (ms: number): void => {
    stopTimer();
    stopTimer = clock.setTimer(ms, look);
  };
  const look = (): void => {
    if (paused) return;
    const leftMs = allowedMs() - (clock.monotonicMs() - since);
    if (leftMs > 0) return arm(Math.ceil(leftMs));
    giveUp(
      limit === "firstToken"
        ? timeoutError(limit, firstTokenMs, "The provider sent no first token within")
        : timeoutError(limit, idleMs, "The provider stopped sending for"),
    );
  };

  arm(firstTokenMs);
  return {
    saw(delta) {
      if (limit === "idle") {
        since = clock.monotonicMs();
      } else if (delta) {
        since = clock.monotonicMs();
        limit = "idle";
        // The idle limit may be shorter than what is left of the timer.
        arm(idleMs);
      }
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      since = clock.monotonicMs();
      arm(allowedMs());
    },
    stop: () => stopTimer(),
  };
}

function timeoutError(limit: TimeoutLimit, ms: number, what: string): AgentError {
  return new AgentError(
    "timeout",
    `${what} ${ms} ms (the ${limit} limit). Raise it with @timeout({ ${limit}: … }) or the call option timeout.`,
    { limit },
  );
}

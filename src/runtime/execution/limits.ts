import { AgentError, type TimeoutLimit } from "../../errors.js";
import type { Clock } from "../../internal/clock.js";
import { readDuration, type Duration } from "../../internal/duration.js";
import type { AnyCall } from "../call/call.js";

/** What bounds an execution that says nothing of time: as the SDKs do for a request. */
const defaultTotalMs = 600_000;
const defaultFirstTokenMs = 120_000;
const defaultIdleMs = 60_000;

/** The limits of an execution, in milliseconds. */
export interface Limits {
  readonly totalMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
}

/** Each limit: the call's, else the agent's, else the runtime's own. What a call says was checked. */
export function readLimits({ options, binding }: AnyCall): Limits {
  const { timeout } = options;
  const limits: Partial<Record<TimeoutLimit, Duration | undefined>> =
    typeof timeout === "object" ? timeout : { total: timeout };
  const declared = binding.spec.timeout;
  return {
    totalMs: readDuration(limits.total) ?? declared?.totalMs ?? defaultTotalMs,
    firstTokenMs: readDuration(limits.firstToken) ?? declared?.firstTokenMs ?? defaultFirstTokenMs,
    idleMs: readDuration(limits.idle) ?? declared?.idleMs ?? defaultIdleMs,
  };
}

/** The error of an execution that took too long. */
export function totalTimeout(ms: number): AgentError {
  return timeoutError("total", ms, "The execution took longer than");
}

/** Watches one streaming request for stalls. Only the provider's silence counts, which any byte ends. */
export interface StallWatch {
  /** Parts came. `delta`: of the answer itself; before the first one the `firstToken` limit holds. */
  saw(delta: boolean): void;
  /** Bytes came that are no part, such as a keep-alive: enough for `idle`, nothing for `firstToken`. */
  sawBytes(): void;
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
  clock: Clock,
  { firstTokenMs, idleMs }: Limits,
  giveUp: (error: AgentError) => void,
): StallWatch {
  let limit: "firstToken" | "idle" = "firstToken";
  let since = clock.monotonicMs();
  let paused = false;
  /** How much was seen: time alone cannot tell a silent provider from a busy process. */
  let seen = 0;
  let stopTimer = (): void => {};

  const allowedMs = (): number => (limit === "firstToken" ? firstTokenMs : idleMs);
  const arm = (ms: number, seenBefore?: number): void => {
    stopTimer();
    stopTimer = clock.setTimer(ms, () => look(seenBefore));
  };
  const look = (seenBefore: number | undefined): void => {
    if (paused) return;
    const leftMs = allowedMs() - (clock.monotonicMs() - since);
    if (leftMs > 0) return arm(Math.ceil(leftMs));
    // Timers run before sockets are read: what came while the consumer kept the process busy is seen
    // only in one more turn.
    if (seenBefore !== seen) return arm(0, seen);
    giveUp(
      limit === "firstToken"
        ? timeoutError(limit, firstTokenMs, "The provider sent no first token within")
        : timeoutError(limit, idleMs, "The provider stopped sending for"),
    );
  };

  arm(firstTokenMs);
  return {
    saw(delta) {
      seen += 1;
      if (limit === "idle") {
        since = clock.monotonicMs();
      } else if (delta) {
        since = clock.monotonicMs();
        limit = "idle";
        // The idle limit may be shorter than what is left of the timer.
        arm(idleMs);
      }
    },
    sawBytes() {
      if (limit === "firstToken") return;
      seen += 1;
      since = clock.monotonicMs();
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

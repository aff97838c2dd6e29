import type { CompleteEvent } from "../../protocol/events.js";
import type { Children } from "./children.js";
import type { Steps } from "./steps.js";
import { toEndTotals, type EndTotals } from "./totals.js";

/** What the last event of an execution says of time and usage. */
export type EndFacts = EndTotals &
  Pick<CompleteEvent, "durationMs" | "timeToFirstTokenMs" | "timeToFirstTokenFromStartMs">;

/** When things happened, on the monotonic clock. */
interface Times {
  readonly durationMs: number;
  readonly startedMs: number;
  /** When the first text came that no model of the execution has said. */
  readonly otherTextAtMs: number | undefined;
}

export function toEndFacts(
  steps: Steps,
  children: Children,
  { durationMs, startedMs, otherTextAtMs }: Times,
): EndFacts {
  const { timeToFirstTokenMs, firstTextAtMs = otherTextAtMs } = steps.attempts;
  return {
    ...toEndTotals(steps.totals(), children.totals()),
    durationMs,
    ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
    ...(firstTextAtMs !== undefined && {
      timeToFirstTokenFromStartMs: firstTextAtMs - startedMs,
    }),
  };
}

import { maxTimerMs } from "../internal/duration.js";
import type { RetryOptions } from "./config.js";
import { toRetrySpec } from "./to-retry-spec.js";

/** More than this is no retry but a loop. */
const mostAttempts = 20;

/** What is wrong with retry options: the option, its value and what it should be. */
export function findRetryFault(
  retry: RetryOptions,
): { readonly key: string; readonly value: unknown; readonly expected: string } | undefined {
  const { maxAttempts, initialDelayMs, maxDelayMs } = toRetrySpec(retry);
  const { restart } = retry;
  if (restart !== undefined && typeof restart !== "boolean") {
    return { key: "restart", value: restart, expected: "boolean" };
  }
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > mostAttempts) {
    const expected = `whole number between 1 and ${mostAttempts}`;
    return { key: "maxAttempts", value: maxAttempts, expected };
  }
  const delays = { initialDelayMs, maxDelayMs };
  for (const [key, value] of Object.entries(delays)) {
    const valid = typeof value === "number" && value >= 0 && value <= maxTimerMs;
    if (!valid) return { key, value, expected: "number of milliseconds, at most 24 days" };
  }
  if (initialDelayMs <= maxDelayMs) return undefined;
  const expected = `number that is no more than maxDelayMs (${maxDelayMs})`;
  return { key: "initialDelayMs", value: initialDelayMs, expected };
}

import type { RetrySpec } from "../../manifest/manifest.js";

/** How much of a wait chance may take away, as the providers' own SDKs have it. */
const jitter = 0.25;

/**
 * How long to wait before a model is asked again, in whole milliseconds: `initialDelayMs` the first time,
 * twice as long each time after, never more than `maxDelayMs`. Up to a quarter of it is left out at
 * random, so that callers which failed together do not come back together.
 *
 * @param nth Which of the model's retries it is, from 1.
 * @param random Gives a number from 0 to below 1.
 */
export function toRetryDelay(
  { initialDelayMs, maxDelayMs }: RetrySpec,
  nth: number,
  random: () => number = Math.random,
): number {
  const wholeMs = Math.min(initialDelayMs * 2 ** (nth - 1), maxDelayMs);
  return Math.round(wholeMs * (1 - jitter * random()));
}

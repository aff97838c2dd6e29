import type { RetrySpec } from "../manifest/manifest.js";
import type { RetryOptions } from "./config.js";

/** Retry options with the defaults that they document. */
export function toRetrySpec(retry: RetryOptions): RetrySpec {
  const { maxAttempts = 3, initialDelayMs = 500, maxDelayMs = 30_000, restart = false } = retry;
  return { maxAttempts, initialDelayMs, maxDelayMs, ...(restart && { restart }) };
}

import { defaultRetry } from "../manifest/default-retry.js";
import type { RetrySpec } from "../manifest/manifest.js";
import type { RetryOptions } from "./config.js";

/** Retry options with their documented defaults. */
export function toRetrySpec(retry: RetryOptions): RetrySpec {
  const { maxAttempts, maxDelayMs } = { ...defaultRetry, ...retry };
  const { initialDelayMs = Math.min(defaultRetry.initialDelayMs, maxDelayMs) } = retry;
  const { restart, invalidOutput } = retry;
  return {
    maxAttempts,
    initialDelayMs,
    maxDelayMs,
    ...(restart && { restart }),
    ...(invalidOutput && { invalidOutput }),
  };
}

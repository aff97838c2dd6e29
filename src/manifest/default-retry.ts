import type { RetrySpec } from "./manifest.js";

/** The retries if neither the agent, the config nor the call sets any. */
export const defaultRetry: RetrySpec = {
  maxAttempts: 3,
  initialDelayMs: 500,
  maxDelayMs: 30_000,
};

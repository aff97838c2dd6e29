import type { RetrySpec } from "./manifest.js";

/** When requests are made again where neither the agent, the config nor the call says anything of it. */
export const defaultRetry: RetrySpec = {
  maxAttempts: 3,
  initialDelayMs: 500,
  maxDelayMs: 30_000,
};

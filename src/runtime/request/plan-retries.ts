import type { IBackoff } from "cockatiel";
import type { AgentError } from "../../errors.js";
import type { RetrySpec } from "../../manifest/manifest.js";
import type { ModelRequest } from "./model-request.js";

/** Which request comes next. */
export interface RetryPlan {
  /** The request that is made, or to be made. */
  readonly current: ModelRequest;
  /**
   * Moves on after a failure: to the same model again, or to the next one at once. `undefined` when
   * nothing is left to try, or nothing may be.
   */
  next(error: AgentError, delivered: boolean): Promise<{ readonly delayMs: number } | undefined>;
}

/** Failures that another attempt or another model may mend; the rest are the caller's or the answer's. */
const passing: ReadonlySet<AgentError["code"]> = new Set([
  "authentication",
  "rate_limited",
  "provider_rejected",
  "provider_unavailable",
  "interrupted",
  "empty_answer",
  "timeout",
  "config_invalid",
  // A provider's own: what one does not take, another may.
  "invalid_attachment",
]);

/**
 * Plans the attempts over the agent's model and its fallbacks. A failure that may pass is tried again
 * on the same model, up to `maxAttempts`, after a wait with decorrelated jitter that is never shorter
 * than what the provider asks for; any other goes straight on to the next model.
 *
 * @param failedForGood gets the ids of models that were left for a failure that will not pass
 */
export function planRetries(
  retry: RetrySpec | undefined,
  requests: readonly ModelRequest[],
  failedForGood: Set<string>,
): RetryPlan {
  const { maxAttempts = 1, maxDelayMs = 0 } = retry ?? {};
  let index = 0;
  let attempts = 1;
  let backoff: IBackoff<unknown> | undefined;
  const current = (): ModelRequest => {
    const request = requests[index];
    if (!request) throw new RangeError(`no request ${index} of ${requests.length}`);
    return request;
  };
  return {
    get current() {
      return current();
    },
    async next(error, delivered) {
      if (!passing.has(error.code) || (delivered && !retry?.restart)) return undefined;
      const askedMs = error.retryAfterMs ?? 0;
      if (retry && error.retryable && attempts < maxAttempts && askedMs <= maxDelayMs) {
        attempts += 1;
        backoff = await nextBackoff(retry, backoff);
        return { delayMs: Math.round(Math.max(askedMs, Math.min(backoff.duration, maxDelayMs))) };
      }
      if (index + 1 >= requests.length) return undefined;
      if (!error.retryable) failedForGood.add(current().id);
      index += 1;
      attempts = 1;
      backoff = undefined;
      return { delayMs: 0 };
    },
  };
}

async function nextBackoff(
  retry: RetrySpec,
  backoff: IBackoff<unknown> | undefined,
): Promise<IBackoff<unknown>> {
  if (backoff) return backoff.next(undefined);
  // Loaded with the first retry; an execution that succeeds at once never needs it.
  const { ExponentialBackoff } = await import("cockatiel");
  const { initialDelayMs: initialDelay, maxDelayMs: maxDelay } = retry;
  return new ExponentialBackoff({ initialDelay, maxDelay }).next();
}

import type { AgentError } from "../../errors.js";
import type { RetrySpec } from "../../manifest/manifest.js";
import type { ModelRequest } from "./model-request.js";
import { toRetryDelay } from "./retry-delay.js";

/** Which request comes next. */
export interface RetryPlan {
  /** The request that is made, or to be made. */
  readonly current: ModelRequest;
  /**
   * Moves on after a failure: to the same model again, or to the next one at once. `undefined` when
   * nothing is left to try, or nothing may be.
   */
  next(error: AgentError, delivered: boolean): { readonly delayMs: number } | undefined;
  /** Whether the current model may be asked again for an answer that is not valid. */
  readonly mayCorrect: boolean;
  /** Counts the attempt that asks for it. */
  correct(): void;
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
  "content_filtered",
]);

/**
 * Plans the attempts over the agent's model and its fallbacks. A failure that may pass is tried again
 * on the same model, up to `maxAttempts`, after a wait that is never shorter than what the provider asks
 * for; any other goes straight on to the next model.
 *
 * @param retry absent: each model is asked once
 * @param failedForGood gets the ids of models that were left for a failure that will not pass
 */
export function planRetries(
  retry: RetrySpec | undefined,
  requests: readonly ModelRequest[],
  failedForGood: Set<string>,
): RetryPlan {
  let index = 0;
  let attempts = 1;
  const current = (): ModelRequest => {
    const request = requests[index];
    if (!request) throw new RangeError(`no request ${index} of ${requests.length}`);
    return request;
  };
  return {
    get current() {
      return current();
    },
    get mayCorrect() {
      if (!retry?.invalidOutput || attempts >= retry.maxAttempts) return false;
      return retry.restart === true || !current().call.stream;
    },
    correct() {
      attempts += 1;
    },
    next(error, delivered) {
      if (!passing.has(error.code) || (delivered && !retry?.restart)) return undefined;
      const askedMs = error.retryAfterMs ?? 0;
      const isLeft = retry && attempts < retry.maxAttempts && askedMs <= retry.maxDelayMs;
      if (isLeft && error.retryable) {
        const delayMs = Math.max(askedMs, toRetryDelay(retry, attempts));
        attempts += 1;
        return { delayMs };
      }
      if (index + 1 >= requests.length) return undefined;
      if (!error.retryable) failedForGood.add(current().id);
      index += 1;
      attempts = 1;
      return { delayMs: 0 };
    },
  };
}

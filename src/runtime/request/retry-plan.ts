import type { AgentError } from "../../errors.js";
import type { RetrySpec } from "../../manifest/manifest.js";
import type { ModelRequest } from "./model-request.js";
import { toRetryDelay } from "./retry-delay.js";

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
 */
export class RetryPlan {
  readonly #retry: RetrySpec | undefined;
  readonly #requests: readonly ModelRequest[];
  readonly #failedForGood: Set<string>;
  #index = 0;
  #attempts = 1;

  /**
   * @param retry absent: each model is asked once
   * @param failedForGood gets the ids of models that were left for a failure that will not pass
   */
  constructor(
    retry: RetrySpec | undefined,
    requests: readonly ModelRequest[],
    failedForGood: Set<string>,
  ) {
    this.#retry = retry;
    this.#requests = requests;
    this.#failedForGood = failedForGood;
  }

  /** The request that is made next, or was made last. */
  get current(): ModelRequest {
    const request = this.#requests[this.#index];
    if (!request) throw new RangeError(`no request ${this.#index} of ${this.#requests.length}`);
    return request;
  }

  /** Whether the current model may be asked again for an answer that is not valid. */
  get mayCorrect(): boolean {
    const retry = this.#retry;
    if (!retry?.invalidOutput || this.#attempts >= retry.maxAttempts) return false;
    return retry.restart === true || !this.current.call.stream;
  }

  /** Counts the attempt that asks for it. */
  correct(): void {
    this.#attempts += 1;
  }

  /**
   * Moves on after a failure: to the same model again, or to the next one at once. `undefined` when
   * nothing is left to try, or nothing may be.
   */
  next(error: AgentError, delivered: boolean): { readonly delayMs: number } | undefined {
    const retry = this.#retry;
    if (!passing.has(error.code) || (delivered && !retry?.restart)) return undefined;
    const askedMs = error.retryAfterMs ?? 0;
    const isLeft = retry && this.#attempts < retry.maxAttempts && askedMs <= retry.maxDelayMs;
    if (isLeft && error.retryable) {
      const delayMs = Math.max(askedMs, toRetryDelay(retry, this.#attempts));
      this.#attempts += 1;
      return { delayMs };
    }
    if (this.#index + 1 >= this.#requests.length) return undefined;
    if (!error.retryable) this.#failedForGood.add(this.current.id);
    this.#index += 1;
    this.#attempts = 1;
    return { delayMs: 0 };
  }
}

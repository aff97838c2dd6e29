import type { FinishReason } from "../model/finish-reason.js";

/**
 * A complete, valid answer in a cache: plain JSON. It is validated again when it is read. Empty answers
 * and answers that did not end with `stop` are not cached.
 */
export interface CachedAnswer {
  readonly text: string;
  readonly finishReason: FinishReason;
}

/**
 * Stores answers for a time. A store that fails is reported to `onSubscriberError` and treated as
 * empty.
 */
export interface CacheStore {
  get(key: string): Promise<CachedAnswer | undefined>;
  set(key: string, answer: CachedAnswer, ttlMs: number): Promise<void>;
}

import type { FinishReason } from "../model/finish-reason.js";

/**
 * A complete, valid answer, as a cache keeps it: plain JSON. It is validated again when it is read. None
 * is kept that is empty, or ended in another way than `stop`.
 */
export interface CachedAnswer {
  readonly text: string;
  readonly finishReason: FinishReason;
}

/** Keeps answers for a time. One that fails is reported to `onSubscriberError` and treated as empty. */
export interface CacheStore {
  get(key: string): Promise<CachedAnswer | undefined>;
  set(key: string, answer: CachedAnswer, ttlMs: number): Promise<void>;
}

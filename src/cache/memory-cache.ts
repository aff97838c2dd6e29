import type { Clock } from "../internal/clock.js";
import type { CachedAnswer, CacheStore } from "./cache.js";

/** Keeps answers in this process. Beyond `maxEntries`, the least recently used one is removed. */
export function createMemoryCache(options: { clock: Clock; maxEntries: number }): CacheStore {
  const { clock, maxEntries } = options;
  // A Map iterates in the order of insertion: reading moves an entry to the end, so the first is the
  // oldest.
  const entries = new Map<string, { answer: CachedAnswer; expiresAtMs: number }>();
  return {
    async get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.expiresAtMs <= clock.monotonicMs()) return undefined;
      entries.set(key, entry);
      return entry.answer;
    },
    async set(key, answer, ttlMs) {
      entries.delete(key);
      entries.set(key, { answer, expiresAtMs: clock.monotonicMs() + ttlMs });
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break;
        entries.delete(oldest);
      }
    },
  };
}

import type { Duration } from "../internal/duration.js";
import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";
import { refuseUnknownOption } from "./refuse-unknown-option.js";

/** What `@cache` takes where a duration does not say enough. */
export interface CacheOptions {
  /** How long an answer is kept. */
  readonly ttl: Duration;
  /** Part of every cache key of the agent: change it and everything cached is forgotten. */
  readonly key?: string;
}

/**
 * Keeps successful answers for a time and gives them to identical calls. An execution that streams
 * neither reads nor writes the cache. Default: no cache.
 */
export function cache(ttl: Duration | CacheOptions): AgentDecorator {
  if (typeof ttl === "object") refuseUnknownOption("cache", ttl, ["ttl", "key"]);
  return declareOnClass({ cache: typeof ttl === "object" ? { ...ttl } : { ttl } });
}

import type { Duration } from "../internal/duration.js";
import { duration } from "../internal/options/duration-rules.js";
import { either, text } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/** What `@cache` takes when a duration is not enough. */
export interface CacheOptions {
  /** How long an answer is kept. */
  readonly ttl: Duration;
  /** Part of every cache key of the agent. Change it to discard everything that is cached. */
  readonly key?: string;
}

const argumentRule = either(
  "a duration, or { ttl, key }",
  duration,
  shape<CacheOptions>({ ttl: duration, key: text }, ["ttl"]),
);

/**
 * Caches successful answers for a time and returns them to identical calls. An execution that streams
 * neither reads nor writes the cache. Default: no cache.
 */
export function cache(ttl: Duration | CacheOptions): AgentDecorator {
  assertArgument("cache", ttl, argumentRule);
  return declareOnClass({ cache: typeof ttl === "object" ? { ...ttl } : { ttl } });
}

import type { Duration } from "../internal/duration.js";
import { duration } from "../internal/options/duration-rules.js";
import { either, text } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

/** What `@cache` takes where a duration does not say enough. */
export interface CacheOptions {
  /** How long an answer is kept. */
  readonly ttl: Duration;
  /** Part of every cache key of the agent: change it and everything cached is forgotten. */
  readonly key?: string;
}

const argumentRule = either(
  "a duration, or { ttl, key }",
  duration,
  shape<CacheOptions>({ ttl: duration, key: text }, ["ttl"]),
);

/**
 * Keeps successful answers for a time and gives them to identical calls. An execution that streams
 * neither reads nor writes the cache. Default: no cache.
 */
export function cache(ttl: Duration | CacheOptions): AgentDecorator {
  assertArgument("cache", ttl, argumentRule);
  return declareOnClass({ cache: typeof ttl === "object" ? { ...ttl } : { ttl } });
}

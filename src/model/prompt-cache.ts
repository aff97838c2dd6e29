/** How long the provider's prompt cache keeps the beginning of a prompt after its last use, at least. */
export type PromptCacheTtl = "5m" | "1h";

/** What of a request the provider's prompt cache is to keep, beside the parts that are marked themselves. */
export interface PromptCacheRequest {
  /** For the tools and the system messages. */
  readonly ttl: PromptCacheTtl;
  /** The same for requests that begin alike: the agent's name. Matches `[A-Za-z0-9_]{1,64}`. */
  readonly key: string;
}

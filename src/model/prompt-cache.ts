/** How long the provider's prompt cache keeps the beginning of a prompt after its last use, at least. */
export type PromptCacheTtl = "5m" | "1h";

/** What the provider's prompt cache should keep of a request, in addition to marked parts. */
export interface PromptCacheRequest {
  /** How long to keep the tools and the system messages. */
  readonly ttl: PromptCacheTtl;
  /** The same for requests with the same beginning: the agent's name. Matches `[A-Za-z0-9_]{1,64}`. */
  readonly key: string;
}

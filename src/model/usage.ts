/** Tokens of one request, or summed over the requests of an execution. */
export interface Usage {
  /** Tokens of the prompt, cached ones included. */
  readonly inputTokens: number;
  /** Tokens of the answer, reasoning included. */
  readonly outputTokens: number;
  /** Part of `inputTokens` that the provider read from its prompt cache. */
  readonly cacheReadTokens?: number;
  /** Part of `inputTokens` that the provider wrote to its prompt cache. */
  readonly cacheWriteTokens?: number;
  /** Part of `outputTokens` that was reasoning. */
  readonly reasoningTokens?: number;
}

import type { RetryOptions } from "./config.js";

/** A setting for retries: options, `false` for none, or nothing. */
export type Retry = RetryOptions | false | undefined;

/**
 * Combines retry options with inherited ones, option by option. `false` turns retries off, and options turn
 * them on again.
 */
export function extendRetry(inherited: Retry, own: Retry): Retry {
  return own ? { ...inherited, ...own } : (own ?? inherited);
}

import type { RetryOptions } from "./config.js";

/** What may be said of retries: options, `false` for none, or nothing. */
export type Retry = RetryOptions | false | undefined;

/** Retry options over inherited ones, each by itself. `false` turns retries off, and options turn them on again. */
export function extendRetry(inherited: Retry, own: Retry): Retry {
  return own ? { ...inherited, ...own } : (own ?? inherited);
}

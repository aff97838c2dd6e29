/** Where a call was made. */
export interface CallSite {
  /** A stack trace, which V8 formats when it is first read: a call that succeeds does not pay for the text. */
  readonly stack?: string;
}

/**
 * Captures where a call is made, at about the cost of an `Error`; no deeper than `Error.stackTraceLimit`.
 *
 * @param entry The function that the caller called: neither it nor what it called is part of the trace.
 */
export function captureCallSite(entry: (...args: never) => unknown): CallSite {
  const site: CallSite = {};
  // Of V8, and of engines that follow it.
  Error.captureStackTrace?.(site, entry);
  return site;
}

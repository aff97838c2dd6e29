/** What keys of providers look like, and what stands before one in a header. */
const keyShapes = [
  /\b(?:Bearer|Basic)\s+\S+/gi,
  /\b(?:sk|pk|rk|gsk|xai|csk|nvapi|hf)[-_][\w*.…-]{3,}/g,
  // Google's have no separator.
  /\bAIza[\w*.…-]{3,}/g,
  // Credentials in a URL.
  /(?<=\/\/)[^/\s@]+@/g,
];

/** Replaces everything in a text that is or looks like a key by `[redacted]`. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length > 0) clean = clean.replaceAll(secret, "[redacted]");
  }
  for (const shape of keyShapes) clean = clean.replace(shape, "[redacted]");
  return clean;
}

/**
 * The innermost cause of an error, fit to be shown: the same object where its message holds no key, and
 * else a copy without one. Wrappers are left out because they may hold the request with its headers.
 */
export function redactCause(error: unknown, secrets: readonly string[]): unknown {
  let inner = error;
  for (
    let depth = 0;
    depth < 8 && inner instanceof Error && inner.cause instanceof Error;
    depth++
  ) {
    inner = inner.cause;
  }
  if (!(inner instanceof Error)) return undefined;
  const clean = toCleanError(inner, secrets);
  return clean.message === inner.message && clean.stack === (inner.stack ?? "") ? inner : clean;
}

/** A copy of an error that holds nothing but its name, its message and its stack, without keys. */
export function toCleanError(error: Error, secrets: readonly string[]): Error {
  const clean = new Error(redact(error.message, secrets));
  clean.name = error.name;
  clean.stack = redact(error.stack ?? "", secrets);
  return clean;
}

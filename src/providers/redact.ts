/** What keys of providers look like, and what stands before one in a header. */
const keyShapes = [
  /\b(?:Bearer|Basic)\s+\S+/gi,
  /\b(?:sk|pk|rk|gsk|xai|csk|nvapi|hf|AIza)[-_][\w*.…-]{3,}/g,
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
  const message = redact(inner.message, secrets);
  if (message === inner.message && redact(inner.stack ?? "", secrets) === (inner.stack ?? "")) {
    return inner;
  }
  const clean = new Error(message);
  clean.name = inner.name;
  clean.stack = redact(inner.stack ?? "", secrets);
  return clean;
}

/**
 * How long a response asks to wait, in milliseconds: `retry-after-ms`, or else `Retry-After` in seconds
 * or as an HTTP date (RFC 9110, section 10.2.3). `undefined` when it does not say, or nothing readable.
 *
 * @param nowMs Milliseconds since 1970, to measure a date from.
 */
export function readRetryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const milliseconds = readAmount(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) return Math.ceil(milliseconds);
  const header = headers.get("retry-after");
  if (header === null) return undefined;
  const seconds = readAmount(header);
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function readAmount(text: string | null): number | undefined {
  if (text === null || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return undefined;
  return Number(text);
}

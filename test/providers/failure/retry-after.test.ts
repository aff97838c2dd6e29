import { expect, test } from "vitest";
import { readRetryAfterMs } from "../../../src/providers/failure/retry-after.js";

const now = Date.UTC(2026, 0, 1);

test.each<[Readonly<Record<string, string>>, number | undefined]>([
  [{}, undefined],
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after": " 1.5 " }, 1_500],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after-ms": "250.2" }, 251],
  [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
  [{ "retry-after-ms": "soon", "retry-after": "7" }, 7_000],
  [{ "retry-after": "Thu, 01 Jan 2026 00:00:05 GMT" }, 5_000],
  [{ "retry-after": "Wed, 31 Dec 2025 23:59:55 GMT" }, 0],
  [{ "retry-after": "soon" }, undefined],
  [{ "retry-after": "-1s" }, undefined],
])("%j asks to wait for %s ms", (headers, ms) => {
  expect(readRetryAfterMs(new Headers(headers), now)).toBe(ms);
});

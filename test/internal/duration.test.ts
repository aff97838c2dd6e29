import { expect, test } from "vitest";
import { readDuration, toMs, type Duration } from "../../src/internal/duration.js";

test.each([
  ["250ms", 250],
  ["30s", 30_000],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
  ["0.5ms", 0.5],
])("%s is a duration", (text, ms) => {
  expect(readDuration(text)).toBe(ms);
  expect(toMs(text as Duration)).toBe(ms);
});

test.each([
  undefined,
  "",
  "5",
  "s",
  "0s",
  "-1s",
  "1.s",
  ".5s",
  " 1s",
  "1s ",
  "1 s",
  "1S",
  "1w",
  "1s2",
])("%j is not one", (text) => expect(readDuration(text)).toBeUndefined());

test("nor is one that is longer than any number", () => {
  expect(readDuration(`${"9".repeat(400)}d`)).toBeUndefined();
  expect(() => toMs("0s")).toThrow(TypeError);
});

import { expect, test } from "vitest";
import { readFailure } from "../../../src/providers/failure/read-failure.js";

const waitOf = (error: unknown) => readFailure({ error }).retryAfterMs;

test.each([
  ["Please try again in 2.5s.", 2_500],
  ["Please try again in 20ms.", 20],
  ["Please try again in 1m2.5s.", 62_500],
  ["Please try again in 1h2m3s.", 3_723_000],
  ["Please try again in 2h.", 7_200_000],
  ["Please retry after 7 seconds.", 7_000],
  ["Please try again in 0s.", undefined],
  ["Please try again later.", undefined],
])("%j says how long to wait", (message, ms) => {
  expect(waitOf({ message })).toBe(ms);
});

test.each([
  [{ message: "slow", retryDelay: "34.07s" }, 34_070],
  [{ message: "slow", details: [{ retryDelay: { seconds: 3, nanos: 500_000_000 } }] }, 3_500],
  [{ message: "slow", retry_after: 5 }, 5_000],
  [{ message: "slow", retry_after_ms: "250" }, 250],
  [{ message: "slow", retry_after: "soon" }, undefined],
])("%j says it in a field", (error, ms) => {
  expect(waitOf(error)).toBe(ms);
});

import { expect, test } from "vitest";
import { createMemoryCache } from "../../src/cache/memory-cache.js";
import { createTestClock } from "../support/test-clock.js";

const answer = (text: string) => ({ text, finishReason: "stop" }) as const;

test("past its size, the answer that was used longest ago goes", async () => {
  const cache = createMemoryCache({ clock: createTestClock(), maxEntries: 2 });
  await cache.set("a", answer("A"), 1_000);
  await cache.set("b", answer("B"), 1_000);
  expect(await cache.get("a")).toEqual(answer("A"));
  await cache.set("c", answer("C"), 1_000);
  expect(await cache.get("b")).toBeUndefined();
  expect(await cache.get("a")).toEqual(answer("A"));
  expect(await cache.get("c")).toEqual(answer("C"));
});

test("an answer that is set again is the newest, and lives from then on", async () => {
  const clock = createTestClock();
  const cache = createMemoryCache({ clock, maxEntries: 2 });
  await cache.set("a", answer("A"), 1_000);
  await cache.set("b", answer("B"), 5_000);
  clock.advance(900);
  await cache.set("a", answer("A2"), 1_000);
  await cache.set("c", answer("C"), 1_000);
  expect(await cache.get("b")).toBeUndefined();
  clock.advance(999);
  expect(await cache.get("a")).toEqual(answer("A2"));
  clock.advance(1);
  expect(await cache.get("a")).toBeUndefined();
});

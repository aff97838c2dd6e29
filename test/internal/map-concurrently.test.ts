import { expect, test } from "vitest";
import { mapConcurrently } from "../../src/internal/map-concurrently.js";
import { settle } from "../support/collect.js";

test("gives results in the order of the items, whichever is done first", async () => {
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const begun: number[] = [];
  const results = mapConcurrently([0, 1, 2], 2, async (item) => {
    begun.push(item);
    await gates[item]?.promise;
    return item * 10;
  });
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await settle();
  expect(begun).toEqual([0, 1, 2]);
  gates[2]?.resolve();
  gates[0]?.resolve();
  expect(await results).toEqual([0, 10, 20]);
});

test("begins nothing after a failure", async () => {
  const begun: number[] = [];
  const results = mapConcurrently([0, 1, 2, 3], 2, async (item) => {
    begun.push(item);
    await settle();
    if (item === 0) throw new Error("made to fail");
  });
  await expect(results).rejects.toThrow("made to fail");
  await settle();
  expect(begun).toEqual([0, 1]);
});

test("of nothing is nothing", async () => {
  expect(await mapConcurrently([], 8, () => Promise.reject(new Error("never")))).toEqual([]);
});

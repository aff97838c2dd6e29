import { existsSync, globSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import {
  noReads,
  recordReads,
  withoutRecording,
} from "../../../src/compiler/cache/record-reads.js";

const here = import.meta.dirname;
const file = path.join(here, "record-reads.test.ts");

async function readsOf(run: () => unknown) {
  const reads = noReads();
  await recordReads(reads, async () => void (await run()));
  return reads;
}

test.each<[how: string, read: () => unknown]>([
  ["is taken", () => process.env["TROUPE_TEST_READ"]],
  ["is asked for", () => "TROUPE_TEST_READ" in process.env],
  ["is asked for as the object's own", () => Object.hasOwn(process.env, "TROUPE_TEST_READ")],
  [
    "is taken out of the whole",
    () => {
      const { TROUPE_TEST_READ } = process.env;
      return TROUPE_TEST_READ;
    },
  ],
])("a variable that %s is noted, and no other", async (_, read) => {
  const { env, listedEnv } = await readsOf(read);
  expect([...env]).toEqual(["TROUPE_TEST_READ"]);
  expect(listedEnv).toBe(false);
});

test("the names of all variables are noted where they are listed", async () => {
  expect((await readsOf(() => Object.keys(process.env))).listedEnv).toBe(true);
});

test.each<[how: string, read: () => unknown]>([
  ["is read", () => readFileSync(file)],
  ["is read by a promise", () => readFile(file)],
  ["is asked for", () => existsSync(file)],
  ["is looked at", () => statSync(file)],
  ["is looked at, link or not", () => lstatSync(file)],
  ["is looked at by a promise", () => stat(file)],
])("a file that %s is noted", async (_, read) => {
  expect([...(await readsOf(read)).files]).toContain(file);
});

test("a folder of which the names are listed is noted, with what is below it where that is asked", async () => {
  expect([...(await readsOf(() => readdirSync(here))).listed]).toEqual([here]);
  const deep = await readsOf(() => readdirSync(here, { recursive: true }));
  expect([...deep.trees]).toEqual([here]);
  expect([...(await readsOf(() => globSync("*.none", { cwd: here }))).trees]).toEqual([here]);
});

test("of two that go on at one time each notes what is read meanwhile, and neither what comes later", async () => {
  const [one, other] = [noReads(), noReads()];
  const environment = process.env;
  await recordReads(one, async () => {
    await recordReads(other, async () => process.env["TROUPE_TEST_BOTH"]);
    withoutRecording(() => process.env["TROUPE_TEST_OWN"]);
    return process.env["TROUPE_TEST_ONE"];
  });
  expect([...one.env]).toEqual(["TROUPE_TEST_BOTH", "TROUPE_TEST_ONE"]);
  expect([...other.env]).toEqual(["TROUPE_TEST_BOTH"]);
  expect(process.env).toBe(environment);
});

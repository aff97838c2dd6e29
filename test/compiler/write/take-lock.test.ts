import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  currentOwner,
  hasEnded,
  LockedError,
  type LockOwner,
} from "../../../src/compiler/write/lock-owner.js";
import { takeLock } from "../../../src/compiler/write/take-lock.js";
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { failingDisk } from "./broken-disk.js";
import { treeOf } from "./tree-of.js";
import { deadOwner, outputOf, useFolder } from "./output-folder.js";

const id = "00000000-0000-4000-8000-000000000000";
const impatient = { noticeAfterMs: 30, giveUpAfterMs: 90 };

let root: string;
let output: string;

beforeEach(() => {
  root = useFolder();
  output = path.join(root, "generated");
  mkdirSync(output);
});

const work = (name = "") => path.join(output, ".troupe", name);

/** A lock as a process leaves it that was killed. */
function leaveLock(text: string, ageMs = 0): void {
  mkdirSync(work(), { recursive: true });
  writeFileSync(work(`${id}.lock`), text);
  const takenAt = (Date.now() - ageMs) / 1000;
  utimesSync(work(`${id}.lock`), takenAt, takenAt);
}

const sign = (owner: Partial<LockOwner>) => JSON.stringify({ ...currentOwner(), ...owner });

test("a lock keeps others out until it is given back, and leaves nothing behind", async () => {
  const lock = await takeLock(output);
  expect(lock.isHeld()).toBe(true);
  await expect(takeLock(output, impatient)).rejects.toBeInstanceOf(LockedError);
  // One that gives up leaves what hides the other's files from Git.
  expect(existsSync(work(".gitignore"))).toBe(true);
  lock.release();
  expect(readdirSync(output)).toEqual([]);
  (await takeLock(output, impatient)).release();
});

test("one who waits is told for whom after a while, once, and gets the lock in the end", async () => {
  const lock = await takeLock(output);
  const told: (LockOwner | undefined)[] = [];
  const waiting = takeLock(output, { noticeAfterMs: 30, onWait: (owner) => told.push(owner) });
  setTimeout(() => lock.release(), 150);
  const next = await waiting;
  expect(told).toEqual([currentOwner()]);
  next.release();
});

test("one that goes on is waited for, for longer than one that stands still", async () => {
  const lock = await takeLock(output);
  const going = setInterval(() => lock.signal(), 10);
  const waiting = takeLock(output, { giveUpAfterMs: 300 });
  await new Promise((resolve) => setTimeout(resolve, 900));
  clearInterval(going);
  lock.release();
  (await waiting).release();
});

test("a build says that it goes on, with each lot of files", async () => {
  const disk = failingDisk("EIO", () => false);
  const names = Array.from({ length: 40 }, (_, index) => `agent${index}`);
  await writeTree(treeOf(...names), { root, output: "generated", check: false, disk });
  const calls = disk.calls.filter((name) => name === "touch" || name === "writeThrough");
  expect(calls.lastIndexOf("touch")).toBe(calls.length - 1);
  expect(calls.filter((name) => name === "touch").length).toBeGreaterThan(2);
  expect(calls.indexOf("touch")).toBeLessThan(20);
});

test("only one of many has it at a time", async () => {
  let holders = 0;
  let most = 0;
  const turns = Array.from({ length: 12 }, async () => {
    const lock = await takeLock(output);
    most = Math.max(most, ++holders);
    await new Promise((resolve) => setTimeout(resolve, 3));
    holders -= 1;
    lock.release();
  });
  await Promise.all(turns);
  expect(most).toBe(1);
  expect(readdirSync(output)).toEqual([]);
});

test("Git does not see what is there meanwhile", async () => {
  const lock = await takeLock(output);
  expect(readFileSync(path.join(output, ".troupe/.gitignore"), "utf8")).toBe("*\n");
  lock.release();
});

describe("a lock is taken over", () => {
  const abandoned: readonly (readonly [whose: string, text: string, ageMs: number])[] = [
    ["of a process that has ended", sign(deadOwner), 0],
    ["after a minute, of a process of another machine", sign({ host: "elsewhere" }), 61_000],
    ["after a minute, of a process that stands still", sign({}), 61_000],
    ["after a minute, when nobody can read it", "?", 61_000],
    ["at once, of the future", sign({ host: "elsewhere" }), -3_600_000],
  ];
  async function expectTaken(text: string, ageMs: number): Promise<void> {
    leaveLock(text, ageMs);
    const lock = await takeLock(output, impatient);
    expect(lock.isHeld()).toBe(true);
    expect(existsSync(work(`${id}.lock`))).toBe(false);
    lock.release();
    expect(readdirSync(output)).toEqual([]);
  }

  test.each(abandoned)("%s", (_, text, ageMs) => expectTaken(text, ageMs));

  test.skipIf(currentOwner().startTicks === null)(
    "of a process whose number another one has by now (needs /proc, which Linux has)",
    () => expectTaken(sign({ startTicks: 1 }), 0),
  );

  test.runIf(process.platform === "linux")("whose signature is a pipe", async () => {
    leaveLock("");
    rmSync(work(`${id}.lock`));
    execFileSync("mkfifo", [work(`${id}.lock`)]);
    (await takeLock(output, impatient)).release();
    expect(readdirSync(output)).toEqual([]);
  });

  test.each([
    ["of nobody, where only the folder is left", ".DS_Store"],
    ["of an older version of this package", `lock/${id}`],
  ])("%s", async (_, name) => {
    mkdirSync(path.dirname(work(name)), { recursive: true });
    writeFileSync(work(name), "");
    const lock = await takeLock(output, impatient);
    lock.clear();
    lock.release();
    expect(readdirSync(output)).toEqual([]);
  });
});

test.skipIf(process.platform !== "linux")(
  "a process that has ended has ended, though its parent has not asked yet",
  async () => {
    // The shell becomes a process that does not ask after the shell's child.
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 20"]);
    onTestFinished(() => void parent.kill());
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
    expect(hasEnded({ pid, host: hostname(), startTicks: null })).toBe(true);
    expect(hasEnded({ pid: parent.pid ?? 0, host: hostname(), startTicks: null })).toBe(false);
  },
);

describe("a lock is not taken over", () => {
  test.each([
    ["of this process", sign({})],
    ["of another machine's", sign({ host: "elsewhere" })],
    ["that nobody can read", "{}"],
    ["with a number that means all processes", sign({ pid: -1 })],
  ])("%s", async (_, text) => {
    leaveLock(text, 30_000);
    await expect(takeLock(output, impatient)).rejects.toBeInstanceOf(LockedError);
    expect(existsSync(work(`${id}.lock`))).toBe(true);
  });
});

test("a build that comes upon one that stands still says so, and changes nothing", async () => {
  leaveLock(sign({ pid: 1, startTicks: null, host: "elsewhere" }));
  const told: unknown[] = [];
  const onWait = (owner: unknown) => told.push(owner);
  const options = { root, output: "generated", check: false, ...impatient, onWait };
  expect(await writeTree(treeOf("a"), options)).toMatchObject({
    written: [],
    diagnostics: [
      {
        code: "write/locked",
        message:
          "Another build, process 1 on elsewhere, is writing generated and has made no progress for 0 s.",
      },
    ],
  });
  expect(told).toHaveLength(1);
  expect(outputOf(output)).toEqual({});
});

test.each(["EROFS", "EACCES"])(
  "an output that cannot be written (%s) is said to be so at once, and not to be another build's",
  async (code) => {
    leaveLock(sign({ pid: 1, startTicks: null, host: "elsewhere" }));
    const disk = failingDisk(code, () => true);
    const onWait = () => expect.unreachable();
    const options = { root, output: "generated", check: false, giveUpAfterMs: Infinity };
    const { diagnostics } = await writeTree(treeOf("a"), { ...options, disk, onWait });
    expect(diagnostics).toMatchObject([{ code: "write/failed" }]);
  },
);

test("a build that gives up leaves nothing of its own behind", async () => {
  leaveLock(sign({ host: "elsewhere" }));
  await expect(takeLock(output, impatient)).rejects.toBeInstanceOf(LockedError);
  expect(readdirSync(work())).toEqual([`${id}.lock`]);
});

test("what a lock says of its machine is not shown as it is", async () => {
  leaveLock(sign({ host: "\u001B]0;owned\u0007" }));
  const refusal = await takeLock(output, impatient).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ message: "another build, another process, is writing" });
});

test("a check and an unchanged build do not wait for one that has moved nothing yet", async () => {
  await writeTree(treeOf("a"), { root, output: "generated", check: false });
  leaveLock(sign({}));
  const onWait = () => expect.unreachable();
  for (const check of [true, false]) {
    const options = { root, output: "generated", check, ...impatient, onWait };
    expect(await writeTree(treeOf("a"), options)).toMatchObject({ stale: [], diagnostics: [] });
  }
});

test("builds of different folders do not wait for each other", async () => {
  await takeLock(output);
  const options = { root, output: "other", check: false, ...impatient };
  expect(await writeTree(treeOf("a"), options)).toMatchObject({ diagnostics: [] });
});

test("one who was taken for dead changes nothing any more, and says why", async () => {
  const disk = failingDisk("EIO", () => false);
  const overtaken = {
    ...disk,
    // While its files are made, another build comes, takes the lock over and writes.
    async copy(from: string, to: string) {
      await disk.copy(from, to);
      for (const name of readdirSync(work()).filter((name) => name.endsWith(".lock"))) {
        utimesSync(work(name), 0, 0);
      }
      await writeTree(treeOf("a", "theirs"), { root, output: "generated", check: false });
    },
  };
  await writeTree(treeOf("a"), { root, output: "generated", check: false });
  const options = { root, output: "generated", check: false, disk: overtaken };
  expect(await writeTree(treeOf("a", "mine"), options)).toMatchObject({
    written: [],
    diagnostics: [
      {
        code: "write/failed",
        message:
          "generated cannot be written: another build took over, or the folder .troupe was removed",
      },
    ],
  });
  expect(outputOf(output)).toEqual(Object.fromEntries(treeOf("a", "theirs")));
  expect(readdirSync(output)).not.toContain(".troupe");
});

test("one whose lock is gone moves nothing, also while the other one still prepares", async () => {
  await writeTree(treeOf("a"), { root, output: "generated", check: false });
  const disk = failingDisk("EIO", () => false);
  const overtaken = {
    ...disk,
    async copy(from: string, to: string) {
      await disk.copy(from, to);
      for (const name of readdirSync(work()).filter((name) => name.endsWith(".lock"))) {
        rmSync(work(name));
      }
    },
  };
  const options = { root, output: "generated", check: false, disk: overtaken };
  expect(await writeTree(treeOf("a", "mine"), options)).toMatchObject({
    written: [],
    diagnostics: [{ message: expect.stringContaining("another build took over") as string }],
  });
  expect(outputOf(output)).toEqual(Object.fromEntries(treeOf("a")));
});

test("a link in the place of its work folder is not followed", async () => {
  const elsewhere = path.join(root, "elsewhere");
  mkdirSync(path.join(elsewhere, id), { recursive: true });
  symlinkSync(elsewhere, path.join(output, ".troupe"));
  const options = { root, output: "generated", check: false };
  expect((await writeTree(treeOf("a"), options)).diagnostics).toMatchObject([
    {
      message: "generated cannot be written: generated/.troupe is a link",
    },
  ]);
  expect(readdirSync(elsewhere)).toEqual([id]);
});

test("names of this machine's processes are given without it", async () => {
  const lock = await takeLock(output);
  const refusal = await takeLock(output, impatient).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    message: `another build, process ${process.pid}, is writing`,
    owner: { host: hostname() },
  });
  lock.release();
});

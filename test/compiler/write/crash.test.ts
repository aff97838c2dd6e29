import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { build as bundle } from "esbuild";
import { describe, expect, test } from "vitest";
import type { Disk } from "../../../src/compiler/disk/disk.js";
import { finishWrite } from "../../../src/compiler/write/finish-write.js";
import { readJournal } from "../../../src/compiler/write/journal.js";
import { workFolderOf } from "../../../src/compiler/write/work-folder.js";
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { type BrokenDisk, dyingDisk, failingDisk } from "./broken-disk.js";
import { moduleOf, treeOf, withSchemas } from "./tree-of.js";
import { deadOwner, outputOf, snapshot, useFolder } from "./output-folder.js";

// One module is changed, one is new, one goes, one stays; the last schema goes with its folder.
const before = withSchemas(treeOf("changed", "gone", "same"), "gone");
const after = new Map([
  ...treeOf("added", "changed", "same"),
  ["changed.ts", moduleOf("changed", 2)],
]);
const states = { before: Object.fromEntries(before), after: Object.fromEntries(after) };

const write = (root: string, tree: ReadonlyMap<string, string>, disk?: Disk) =>
  writeTree(tree, {
    root,
    output: "generated",
    check: false,
    ...(disk && { disk, owner: deadOwner }),
  });

/** The output folder of a project that was built once. */
function useOutput(): { root: string; output: string } {
  const root = useFolder();
  const output = path.join(root, "generated");
  mkdirSync(output);
  mkdirSync(path.join(output, "schemas"));
  for (const [name, text] of before) writeFileSync(path.join(output, name), text);
  return { root, output };
}

const hasJournal = (output: string): boolean =>
  namesIn(path.join(output, ".troupe")).some((name) =>
    readJournal(path.join(output, ".troupe", name), workFolderOf(output)),
  );

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Writes on disks that break ever later, until one does not. Returns how many did. */
async function breakEverywhere(
  makeDisk: (at: number) => BrokenDisk,
  look: (scene: {
    root: string;
    output: string;
    disk: BrokenDisk;
    result: Awaited<ReturnType<typeof write>> | undefined;
  }) => Promise<void>,
): Promise<number> {
  for (let at = 1; at < 500; at++) {
    const { root, output } = useOutput();
    const disk = makeDisk(at);
    const result = await write(root, after, disk).catch(() => undefined);
    await look({ root, output, disk, result });
    rmSync(root, { recursive: true });
    if (!disk.isBroken) return at - 1;
  }
  throw new Error("There is no end to it.");
}

describe("a build that dies at any call", () => {
  test("leaves the old output or the new one, or a journal with which every command completes it", async () => {
    const seen = { whole: 0, halfDone: 0 };
    const count = await breakEverywhere(dyingDisk, async ({ output, disk }) => {
      const left = outputOf(output);
      if (!hasJournal(output)) {
        expect([states.before, states.after]).toContainEqual(left);
        seen.whole += 1;
      } else {
        for (const [name, text] of Object.entries(left)) {
          expect([before.get(name), after.get(name)]).toContain(text);
        }
        seen.halfDone += 1;
      }
      const isComing = hasJournal(output);
      await finishWrite(output);
      expect(outputOf(output)).toEqual(isComing || !disk.isBroken ? states.after : left);
      expect(existsSync(path.join(output, ".troupe"))).toBe(false);
    });
    expect(count).toBeGreaterThan(20);
    expect(seen.halfDone).toBeGreaterThan(5);
    expect(seen.whole).toBeGreaterThan(10);
  });

  test("is completed by a build that dies at any call, and one that does not", async () => {
    await breakEverywhere(dyingDisk, async ({ root, output }) => {
      const isComing = hasJournal(output);
      const left = outputOf(output);
      for (let again = 1; again < 500; again++) {
        const disk = dyingDisk(again);
        await finishWrite(output, { disk, owner: deadOwner }).catch(() => undefined);
        if (!hasJournal(output)) expect(outputOf(output)).toEqual(isComing ? states.after : left);
        if (!disk.isBroken) break;
      }
      expect(outputOf(output)).toEqual(isComing ? states.after : left);
      expect((await write(root, before)).diagnostics).toEqual([]);
      expect(outputOf(output)).toEqual(states.before);
      expect(existsSync(path.join(output, ".troupe"))).toBe(false);
    });
  });

  test("can be loaded at every moment, before it is completed", async () => {
    await breakEverywhere(dyingDisk, async ({ output }) => {
      const options = { bundle: true, write: false, logLevel: "silent" } as const;
      const entryPoints = [path.join(output, "index.ts")];
      expect((await bundle({ ...options, entryPoints })).errors).toEqual([]);
    });
  });

  test("and made the folder leaves nothing that keeps the next one from it", async () => {
    for (let at = 1, isBroken = true; isBroken; at++) {
      const root = useFolder();
      const disk = dyingDisk(at);
      await write(root, after, disk).catch(() => undefined);
      ({ isBroken } = disk);
      const output = path.join(root, "generated");
      if (!hasJournal(output)) expect([{}, states.after]).toContainEqual(outputOf(output));
      expect((await write(root, after)).diagnostics).toEqual([]);
      expect(outputOf(output)).toEqual(states.after);
      expect(existsSync(path.join(output, ".troupe"))).toBe(false);
    }
  });
});

describe("a disk that fails", () => {
  test.each(["ENOSPC", "EACCES", "EIO"])(
    "at any one call, with %s, leaves the output old and says so, or new and says nothing",
    async (code) => {
      let failures = 0;
      await breakEverywhere(
        (at) => failingDisk(code, (call) => call === at),
        async ({ output, result }) => {
          const found = result?.diagnostics.map(({ code }) => code);
          failures += found?.length ?? 0;
          const expected = found?.length === 0 ? states.after : states.before;
          expect([[], ["write/failed"]]).toContainEqual(found);
          expect(outputOf(output)).toEqual(expected);
          await finishWrite(output);
          expect(outputOf(output)).toEqual(expected);
        },
      );
      expect(failures).toBeGreaterThan(10);
    },
  );

  test("from any call on is as if the process had died there, and is told", async () => {
    await breakEverywhere(
      (at) => failingDisk("EIO", (call) => call >= at),
      async ({ output, result }) => {
        const isComing = hasJournal(output);
        const left = outputOf(output);
        const isWhole = [states.before, states.after].some((state) =>
          isDeepStrictEqual(state, left),
        );
        if (!isWhole) {
          expect(result?.diagnostics).toMatchObject([{ code: "write/not-restored" }]);
          expect(isComing).toBe(true);
        }
        await finishWrite(output);
        expect([states.before, states.after]).toContainEqual(outputOf(output));
      },
    );
  });

  test("while it completes what was left says so, or comes to write", async () => {
    for (let at = 1, isBroken = true; isBroken; at++) {
      const { root, output } = await useHalfDone();
      const disk = failingDisk("EIO", (call) => call === at);
      const { diagnostics } = await write(root, before, disk);
      ({ isBroken } = disk);
      expect([[], ["write/failed"]]).toContainEqual(diagnostics.map(({ code }) => code));
      await finishWrite(output);
      expect(outputOf(output)).toEqual(diagnostics.length > 0 ? states.after : states.before);
    }
  });

  test("names the file and the reason", async () => {
    const { root } = useOutput();
    const calls = await callsOfWrite();
    const disk = failingDisk("ENOSPC", (call) => call === calls.indexOf("writeThrough") + 1);
    expect((await write(root, after, disk)).diagnostics).toMatchObject([
      { message: "generated/added.ts cannot be written: the disk is full" },
    ]);
  });

  test("in the middle of the renames has them undone, and a death meanwhile does not matter", async () => {
    const calls = await callsOfWrite();
    const lastRename = calls.lastIndexOf("rename") + 1;
    for (let later = 1; later < 30; later++) {
      const { root, output } = useOutput();
      const fails = (call: number) => call === lastRename || call >= lastRename + later;
      await write(root, after, failingDisk("EIO", fails));
      await finishWrite(output);
      // Until it is written that they are undone, the journal says that they are done.
      expect([states.before, ...(later === 1 ? [states.after] : [])]).toContainEqual(
        outputOf(output),
      );
      rmSync(root, { recursive: true });
    }
  });
});

/** A build that died in the midst of its renames. */
async function useHalfDone(): Promise<{ root: string; output: string }> {
  const calls = await callsOfWrite();
  const { root, output } = useOutput();
  const firstMove = calls.indexOf("rename", calls.lastIndexOf("writeThrough")) + 2;
  await write(root, after, dyingDisk(firstMove + 2)).catch(() => undefined);
  expect(hasJournal(output)).toBe(true);
  expect([states.before, states.after]).not.toContainEqual(outputOf(output));
  return { root, output };
}

async function callsOfWrite(): Promise<readonly string[]> {
  const { root } = useOutput();
  const disk = dyingDisk(Infinity);
  await write(root, after, disk);
  return disk.calls;
}

describe("a journal that was left behind", () => {
  test("is left alone by a check, which names what is stale", async () => {
    const { root, output } = await useHalfDone();
    const left = snapshot(root);
    const result = await writeTree(after, { root, output: "generated", check: true });
    expect(result.diagnostics).toEqual([]);
    expect(result.stale).toContain("generated/manifest.json");
    expect(snapshot(root)).toEqual(left);
    await write(root, after);
    expect(outputOf(output)).toEqual(states.after);
  });

  test("stays where nothing may be written, and a build says so", async () => {
    const { root, output } = await useHalfDone();
    const left = outputOf(output);
    const disk = failingDisk("EROFS", () => true);
    await finishWrite(output, { root, disk });
    expect((await write(root, after, disk)).diagnostics).toMatchObject([
      { message: "generated cannot be written: the file system is read-only" },
    ]);
    expect(outputOf(output)).toEqual(left);
    expect(hasJournal(output)).toBe(true);
  });

  test("is not seen by Git", async () => {
    const { root, output } = await useHalfDone();
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
    git("init", "--quiet");
    expect(git("status", "--porcelain", "--untracked-files=all")).not.toContain(".troupe");
    expect(existsSync(path.join(output, ".troupe"))).toBe(true);
  });

  test("is passed over when the files have been brought from elsewhere since", async () => {
    const { root, output } = await useHalfDone();
    for (const [name, text] of before) writeFileSync(path.join(output, name), text);
    rmSync(path.join(output, "added.ts"), { force: true });
    await finishWrite(output);
    expect(outputOf(output)).toEqual(states.before);
    expect(existsSync(path.join(output, ".troupe"))).toBe(false);
    await write(root, after);
    expect(outputOf(output)).toEqual(states.after);
  });

  test("does not replace what somebody has written since", async () => {
    const { output } = await useHalfDone();
    writeFileSync(path.join(output, "manifest.json"), "mine");
    const left = outputOf(output);
    await finishWrite(output);
    expect(outputOf(output)).toEqual(left);
  });

  test("is passed over when its new files are torn", async () => {
    const { output } = await useHalfDone();
    const work = path.join(output, ".troupe");
    const staging =
      namesIn(work).find((name) => readJournal(path.join(work, name), workFolderOf(output))) ?? "";
    for (const name of namesIn(path.join(work, staging))) {
      if (name.startsWith("new-")) writeFileSync(path.join(work, staging, name), "");
    }
    const left = outputOf(output);
    await finishWrite(output);
    expect(outputOf(output)).toEqual(left);
    expect(existsSync(path.join(output, ".troupe"))).toBe(false);
  });

  test.each([
    "../mine.ts",
    "/tmp/mine.ts",
    "a/../../mine.ts",
    "a/./b.js",
    "a//b.js",
    ".troupe/a.js",
    "..\\mine.ts",
    ".git",
    "C:x.ts",
    "",
    ".",
  ])("is worth nothing when it speaks of %s", async (name) => {
    const { root, output } = useOutput();
    const staging = path.join(output, ".troupe/00000000-0000-4000-8000-000000000000");
    mkdirSync(staging, { recursive: true });
    writeFileSync(path.join(root, "mine.ts"), "mine");
    const steps = [{ name, before: null, after: null }];
    writeFileSync(path.join(staging, "forward.json"), JSON.stringify({ version: 1, steps }));
    expect(readJournal(staging, workFolderOf(output))).toBeUndefined();
    await finishWrite(output);
    expect(outputOf(root)).toMatchObject({ "mine.ts": "mine" });
    expect(existsSync(staging)).toBe(false);
  });
});

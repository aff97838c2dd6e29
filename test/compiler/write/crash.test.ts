import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { describe, expect, test } from "vitest";
import type { Disk } from "../../../src/compiler/disk/disk.js";
import { currentOwner, type LockOwner } from "../../../src/compiler/write/lock-owner.js";
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { type BrokenDisk, dyingDisk, failingDisk } from "./broken-disk.js";
import { deadOwner, outputOf, snapshot, useFolder } from "./output-folder.js";
import { moduleOf, treeOf, withChecksums, withSchemas } from "./tree-of.js";

type Tree = ReadonlyMap<string, string>;

// One module is changed, one is new, one goes, one stays; the last schema goes with its folder.
const before = withChecksums(withSchemas(treeOf("changed", "gone", "same"), "gone"));
const after = withChecksums(
  new Map([...treeOf("added", "changed", "same"), ["changed.ts", moduleOf("changed", 2)]]),
);
// What the author makes of it before the next build: another change, and what was new is not wanted.
const third = withChecksums(
  new Map([...treeOf("changed", "same"), ["changed.ts", moduleOf("changed", 3)]]),
);
const states = { before: Object.fromEntries(before), after: Object.fromEntries(after) };

const write = (root: string, tree: Tree, disk?: Disk, owner: LockOwner = deadOwner) =>
  writeTree(tree, {
    root,
    output: "generated",
    check: false,
    // What a killed build wrote is not an edit by hand, which `strict` would refuse to lose.
    keepEdited: true,
    ...(disk && { disk, owner }),
  });

/** The output folder of a project that was built once. */
function useOutput(): { root: string; output: string } {
  const root = useFolder();
  const output = path.join(root, "generated");
  for (const [name, text] of before) {
    mkdirSync(path.dirname(path.join(output, name)), { recursive: true });
    writeFileSync(path.join(output, name), text);
  }
  return { root, output };
}

const isLeft = (output: string) => existsSync(path.join(output, ".troupe"));

/** A build comes to its end, without a warning, and leaves exactly what it makes. */
async function expectBuilt(root: string, tree: Tree): Promise<void> {
  // As this process, on a disk that does not wait for the device.
  const { diagnostics } = await write(root, tree, dyingDisk(Infinity), currentOwner());
  expect(diagnostics).toEqual([]);
  expect(snapshot(path.join(root, "generated"))).toEqual(Object.fromEntries(tree));
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

function expectWholeFiles(output: string): void {
  for (const [name, text] of Object.entries(outputOf(output))) {
    expect([before.get(name), after.get(name)]).toContain(text);
  }
}

describe("a build that dies at any call", () => {
  test("leaves every file whole, and is completed by the next one", async () => {
    let mixtures = 0;
    const count = await breakEverywhere(dyingDisk, async ({ root, output }) => {
      expectWholeFiles(output);
      const left = JSON.stringify(outputOf(output));
      if (!Object.values(states).some((state) => JSON.stringify(state) === left)) mixtures++;
      await expectBuilt(root, after);
    });
    expect(count).toBeGreaterThan(20);
    expect(mixtures).toBeGreaterThan(5);
  });

  test.each([
    ["what was there before", before],
    ["something else", third],
  ])("leaves nothing that is in the way of one that makes %s", async (_, tree) => {
    await breakEverywhere(dyingDisk, async ({ root }) => expectBuilt(root, tree));
  });

  test("is seen by a check, which changes nothing", async () => {
    await breakEverywhere(dyingDisk, async ({ root, output, disk }) => {
      const left = snapshot(root);
      const options = { root, output: "generated", check: true };
      const { stale, diagnostics } = await writeTree(after, options);
      expect(diagnostics).toEqual([]);
      if (!disk.isBroken) expect(stale).toEqual([]);
      if (stale.length === 0) expect(outputOf(output)).toEqual(states.after);
      expect(snapshot(root)).toEqual(left);
    });
  });

  test("is completed by a build that dies at any call, and one that does not", async () => {
    const options = { recursive: true } as const;
    for (const at of [1, 3, 5]) {
      const { root, output } = await useHalfDone(at);
      const killed = path.join(root, "killed");
      cpSync(output, killed, options);
      for (let again = 1, isBroken = true; isBroken; again++) {
        rmSync(output, options);
        cpSync(killed, output, options);
        const disk = dyingDisk(again);
        await write(root, before, disk).catch(() => undefined);
        ({ isBroken } = disk);
        expectWholeFiles(output);
        await expectBuilt(root, third);
      }
    }
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
      await expectBuilt(root, at % 2 === 0 ? after : third);
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
        async ({ root, output, result }) => {
          const found = result?.diagnostics.map(({ code }) => code);
          failures += found?.length ?? 0;
          const expected = found?.length === 0 ? states.after : states.before;
          expect([[], ["write/failed"]]).toContainEqual(found);
          expect(outputOf(output)).toEqual(expected);
          await expectBuilt(root, third);
        },
      );
      expect(failures).toBeGreaterThan(10);
    },
  );

  test("from any call on leaves the output old or new, or says what is neither, and the next build writes it", async () => {
    let halves = 0;
    await breakEverywhere(
      (at) => failingDisk("EIO", (call) => call >= at),
      async ({ root, output, result }) => {
        expectWholeFiles(output);
        const left = outputOf(output);
        const found = result?.diagnostics.map(({ code }) => code);
        const whole = { "": states.after, "write/failed": states.before }[String(found)];
        if (whole) expect(left).toEqual(whole);
        else expect(found).toEqual(["write/not-restored"]);
        if (!whole) halves++;
        await expectBuilt(root, third);
      },
    );
    expect(halves).toBeGreaterThan(3);
  });

  test("at every rename from one on is told, and what is left is no edit by hand to the next build", async () => {
    let halves = 0;
    for (let good = 1; good < 8; good++) {
      const { root } = useOutput();
      const disk = dyingDisk(Infinity);
      let renames = 0;
      const rename = (from: string, to: string) => {
        if (++renames > good) throw Object.assign(new Error("EIO"), { code: "EIO" });
        disk.rename(from, to);
      };
      const { diagnostics } = await write(root, after, { ...disk, rename });
      if (diagnostics[0]?.code === "write/not-restored") halves++;
      await expectBuilt(root, third);
    }
    expect(halves).toBeGreaterThan(2);
  });

  test("while what was left is completed says so, or comes to write", async () => {
    for (let at = 1, isBroken = true; isBroken; at++) {
      const { root, output } = await useHalfDone();
      const left = outputOf(output);
      const disk = failingDisk("EIO", (call) => call === at);
      const { diagnostics } = await write(root, before, disk);
      ({ isBroken } = disk);
      expect([[], ["write/failed"]]).toContainEqual(diagnostics.map(({ code }) => code));
      expect(outputOf(output)).toEqual(diagnostics.length > 0 ? left : states.before);
      await expectBuilt(root, third);
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
});

/** A build that died in the midst of its renames, after some of them. */
async function useHalfDone(moves = 2): Promise<{ root: string; output: string }> {
  const calls = await callsOfWrite();
  const { root, output } = useOutput();
  const firstMove = calls.indexOf("rename", calls.lastIndexOf("copy")) + 1;
  await write(root, after, dyingDisk(firstMove + moves)).catch(() => undefined);
  expect(isLeft(output)).toBe(true);
  expect([states.before, states.after]).not.toContainEqual(outputOf(output));
  return { root, output };
}

async function callsOfWrite(): Promise<readonly string[]> {
  const { root } = useOutput();
  const disk = dyingDisk(Infinity);
  await write(root, after, disk);
  return disk.calls;
}

describe("what a killed build has left", () => {
  test("stays where nothing may be written, and a build says so", async () => {
    const { root } = await useHalfDone();
    const left = snapshot(root);
    const disk = failingDisk("EROFS", () => true);
    expect((await write(root, after, disk)).diagnostics).toMatchObject([
      { message: "generated cannot be written: the file system is read-only" },
    ]);
    expect(snapshot(root)).toEqual(left);
  });

  test("is not seen by Git", async () => {
    const { root, output } = await useHalfDone();
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
    git("init", "--quiet");
    expect(git("status", "--porcelain", "--untracked-files=all")).not.toContain(".troupe");
    expect(isLeft(output)).toBe(true);
  });

  test("goes with a build that has nothing to write", async () => {
    const { root, output } = await useHalfDone();
    for (const name of Object.keys(outputOf(output))) rmSync(path.join(output, name));
    for (const [name, text] of before) writeFileSync(path.join(output, name), text);
    expect(await write(root, before)).toMatchObject({ written: [], removed: [], diagnostics: [] });
    expect(isLeft(output)).toBe(false);
  });

  test("has no file removed that somebody has written in the place of a new one", async () => {
    const { root, output } = await useHalfDone();
    writeFileSync(path.join(output, "added.ts"), "mine");
    expect((await write(root, third)).diagnostics).toEqual([]);
    expect(readFileSync(path.join(output, "added.ts"), "utf8")).toBe("mine");
  });

  test("does not make an edit by hand look like what a build wrote", async () => {
    const { root, output } = await useHalfDone();
    for (const name of ["added.ts", "changed.ts"]) {
      writeFileSync(path.join(output, name), `${moduleOf(name)}// mine\n`);
    }
    const left = outputOf(output);
    const refused = await write(root, third);
    expect(refused.diagnostics.map(({ code, message }) => [code, message.split(" ")[0]])).toEqual([
      ["write/edited", "generated/added.ts"],
      ["write/edited", "generated/changed.ts"],
    ]);
    expect(outputOf(output)).toEqual(left);
  });

  test.each(["../mine.ts", "a/../../mine.ts", ".troupe/a.js", "..\\mine.ts", ".git", "C:x.ts"])(
    "has nothing removed by a manifest that speaks of %s",
    async (name) => {
      const { root, output } = useOutput();
      const text = moduleOf("mine");
      writeFileSync(path.join(root, "mine.ts"), text);
      const staging = leaveManifest(output, { [name]: text });
      await expectBuilt(root, after);
      expect(readFileSync(path.join(root, "mine.ts"), "utf8")).toBe(text);
      expect(existsSync(staging)).toBe(false);
    },
  );

  test("has nothing removed through a link", async () => {
    const { root, output } = useOutput();
    const elsewhere = useFolder();
    writeFileSync(path.join(elsewhere, "mine.js"), moduleOf("mine"));
    symlinkSync(elsewhere, path.join(output, "below"));
    leaveManifest(output, { "below/mine.js": moduleOf("mine") });
    const { diagnostics } = await write(root, after);
    expect(diagnostics[0]?.message).toContain("generated/below is a link");
    expect(readdirSync(elsewhere)).toEqual(["mine.js"]);
  });
});

/** What a build leaves that was killed before it moved its manifest, of these files. */
function leaveManifest(output: string, files: Readonly<Record<string, string>>): string {
  const staging = path.join(output, ".troupe/00000000-0000-4000-8000-000000000000");
  mkdirSync(staging, { recursive: true });
  const tree = withChecksums(new Map([...treeOf(), ...Object.entries(files)]));
  writeFileSync(path.join(staging, "manifest.json"), tree.get("manifest.json") ?? "");
  return staging;
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { finishWrite } from "../../../src/compiler/write/finish-write.js";
import { readJournal } from "../../../src/compiler/write/journal.js";
import { workFolderOf } from "../../../src/compiler/write/work-folder.js";
import { finishOutput, writeTree } from "../../../src/compiler/write/write-tree.js";
import { cliProject } from "../../cli/cli-project.js";
import { theatre } from "../../cli/theatre.js";
import { outputOf, snapshot, useFolder } from "./output-folder.js";
import { states } from "./states.js";

let writer: string;

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "troupe-writer-"));
  writer = path.join(folder, "writer.mjs");
  await bundle({
    entryPoints: [fileURLToPath(new URL("writer.ts", import.meta.url))],
    outfile: writer,
    bundle: true,
    platform: "node",
    format: "esm",
  });
});

afterAll(() => rmSync(path.dirname(writer), { recursive: true }));

const one = Object.fromEntries(states.one);
const other = Object.fromEntries(states.other);

/** Starts a process that writes; resolves when it begins. */
async function startWriter(root: string, rounds: number): Promise<ChildProcess> {
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const child = spawn(process.execPath, [writer, root, String(rounds)], { stdio: [...stdio] });
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "close");
  child.kill("SIGKILL");
  await ended;
  expect(child.signalCode).toBe("SIGKILL");
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function hasJournal(output: string): boolean {
  const work = path.join(output, ".troupe");
  if (!existsSync(work)) return false;
  return readdirSync(work).some(
    (name) => readJournal(path.join(work, name), workFolderOf(output)) !== undefined,
  );
}

/** What the commands do that come upon what a killed build left. */
const commands: readonly ((root: string) => Promise<unknown>)[] = [
  (root) => finishWrite(path.join(root, "generated")),
  (root) => finishOutput({ root, output: "generated" }),
];

/** Looks at what a killed build left, has a command complete it, and looks again. */
async function expectWhole(root: string, complete: (root: string) => Promise<unknown>) {
  const output = path.join(root, "generated");
  const left = outputOf(output);
  const isHalfDone = hasJournal(output);
  const isWhole = [one, other].some((state) => isDeepStrictEqual(state, left));
  // Between the first rename and the last there is a journal; at every other moment all is whole.
  expect(isWhole || isHalfDone).toBe(true);
  for (const [name, text] of Object.entries(left)) expect([one[name], other[name]]).toContain(text);
  await complete(root);
  if (isHalfDone) expect([one, other]).toContainEqual(outputOf(output));
  else expect(outputOf(output)).toEqual(left);
  expect(hasJournal(output)).toBe(false);
}

describe("kill -9", () => {
  test("a hundred times at random moments leaves the old output or the new one", async () => {
    const lanes = Array.from({ length: 4 }, async () => {
      const root = useFolder();
      const options = { root, output: "generated", check: false };
      await writeTree(states.other, options);
      for (let kills = 0; kills < 25; kills++) {
        const child = await startWriter(root, Infinity);
        await pause(Math.random() * 60);
        await kill(child);
        await expectWhole(root, commands[kills % commands.length] ?? expect.unreachable);
      }
      for (const tree of [states.other, states.one]) await writeTree(tree, options);
      expect(snapshot(path.join(root, "generated"))).toEqual(one);
    });
    await Promise.all(lanes);
  }, 120_000);

  test("of the whole build, while it writes, leaves the old output or the new one", async () => {
    const project = cliProject(theatre);
    onTestFinished(() => project.remove());
    const output = path.join(project.root, "generated");
    const agent = String(theatre["agents/story.agent.ts"]);
    const changed = agent.replace('= "warm"', '= "dry"');
    expect((await project.agents(["build"])).code).toBe(0);
    const before = outputOf(output);
    project.write({ "agents/story.agent.ts": changed });
    const wholes = [before];
    for (let kills = 0; kills < 5; kills++) {
      const build = project.start(["build"]);
      const ended = once(build, "close");
      while (build.exitCode === null && !existsSync(path.join(output, ".troupe"))) await pause(0);
      await pause(Math.random() * 4);
      build.kill("SIGKILL");
      await ended;
      const left = snapshot(output);
      const list = await project.agents(["list"]);
      expect(list).toMatchObject({ code: 0, stderr: "" });
      expect(snapshot(output)).toEqual(left);
      await finishWrite(output, { root: project.root });
      wholes.push(outputOf(output));
      expect(existsSync(path.join(output, ".troupe"))).toBe(false);
      for (const [name, text] of Object.entries(before))
        writeFileSync(path.join(output, name), text);
    }
    expect((await project.agents(["build"])).code).toBe(0);
    const after = outputOf(output);
    expect(after).not.toEqual(before);
    for (const whole of wholes) expect([before, after]).toContainEqual(whole);
  }, 120_000);
});

describe("processes that write one output at one time", () => {
  test("all come to write, and end with one of them whole", async () => {
    const root = useFolder();
    const writers = await Promise.all(Array.from({ length: 4 }, () => startWriter(root, 12)));
    const ends = writers.map(async (child) => {
      if (child.exitCode === null) await once(child, "close");
      return child.exitCode;
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
    const output = path.join(root, "generated");
    expect([one, other]).toContainEqual(outputOf(output));
    expect(existsSync(path.join(output, ".troupe"))).toBe(false);
  }, 60_000);

  test("go on when one of them is killed", async () => {
    const root = useFolder();
    const survivor = await startWriter(root, 40);
    for (let kills = 0; kills < 5 && survivor.exitCode === null; kills++) {
      const victim = await startWriter(root, Infinity);
      await pause(Math.random() * 60);
      await kill(victim);
    }
    if (survivor.exitCode === null) await once(survivor, "close");
    expect(survivor.exitCode).toBe(0);
    const output = path.join(root, "generated");
    await finishWrite(output);
    expect([one, other]).toContainEqual(outputOf(output));
  }, 60_000);

  test.skipIf(process.platform === "win32")(
    "wait for one that stands still, and take its place when it is killed",
    async () => {
      const root = useFolder();
      const output = path.join(root, "generated");
      const child = await startWriter(root, Infinity);
      // Somewhere within a write.
      do {
        child.kill("SIGCONT");
        await pause(Math.random() * 20);
        child.kill("SIGSTOP");
        await pause(5);
      } while (!existsSync(path.join(output, ".troupe/lock")));
      const options = { root, output: "generated", check: false };
      const refused = await writeTree(new Map([...states.one, ["index.ts", "\n"]]), {
        ...options,
        noticeAfterMs: 50,
        giveUpAfterMs: 100,
      });
      expect(refused.diagnostics).toMatchObject([{ code: "write/locked" }]);
      expect(refused.diagnostics[0]?.message).toContain(`process ${child.pid}`);
      await kill(child);
      expect((await writeTree(states.one, options)).diagnostics).toEqual([]);
      expect(outputOf(output)).toEqual(one);
      expect(existsSync(path.join(output, ".troupe"))).toBe(false);
    },
  );
});

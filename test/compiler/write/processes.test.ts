import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { writeTree } from "../../../src/compiler/write/write-tree.js";
import { cliProject } from "../../cli/cli-project.js";
import { theatre } from "../../cli/theatre.js";
import { describeInCi } from "../../support/describe-in-ci.js";
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

function isLocked(output: string): boolean {
  const work = path.join(output, ".troupe");
  return existsSync(work) && readdirSync(work).some((name) => name.endsWith(".lock"));
}

/** Looks at what a killed build left, builds again, and looks again. */
async function expectCompleted(root: string, tree: ReadonlyMap<string, string>) {
  const output = path.join(root, "generated");
  for (const [name, text] of Object.entries(outputOf(output))) {
    expect([one[name], other[name]]).toContain(text);
  }
  const { diagnostics } = await writeTree(tree, { root, output: "generated", check: false });
  expect(diagnostics).toEqual([]);
  expect(snapshot(output)).toEqual(Object.fromEntries(tree));
}

describeInCi("kill -9", () => {
  test("a hundred times at random moments leaves whole files, and the next build completes them", async () => {
    const lanes = Array.from({ length: 4 }, async () => {
      const root = useFolder();
      const options = { root, output: "generated", check: false };
      await writeTree(states.other, options);
      for (let kills = 0; kills < 25; kills++) {
        const child = await startWriter(root, Infinity);
        await pause(Math.random() * 60);
        await kill(child);
        await expectCompleted(root, kills % 2 === 0 ? states.one : states.other);
      }
    });
    await Promise.all(lanes);
  }, 120_000);

  test("of the whole build, while it writes, leaves whole files, and the next build completes them", async () => {
    const project = cliProject(theatre);
    onTestFinished(() => project.remove());
    const output = path.join(project.root, "generated");
    const agent = String(theatre["agents/story.agent.ts"]);
    const changed = agent.replace('= "warm"', '= "dry"');
    expect((await project.agents(["build"])).code).toBe(0);
    const before = outputOf(output);
    project.write({ "agents/story.agent.ts": changed });
    for (let kills = 0; kills < 5; kills++) {
      const build = project.start(["build"]);
      const ended = once(build, "close");
      while (build.exitCode === null && !existsSync(path.join(output, ".troupe"))) await pause(0);
      await pause(Math.random() * 4);
      build.kill("SIGKILL");
      await ended;
      const left = snapshot(output);
      expect(await project.agents(["list"])).toMatchObject({ code: 0, stderr: "" });
      expect(snapshot(output)).toEqual(left);
      // Some kill it before it writes, some in the midst of it: the cache must not hide what is missing.
      expect((await project.agents(["build"])).code).toBe(0);
      const after = snapshot(output);
      expect(after).not.toEqual(before);
      expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
      expect((await project.agents(["build", "--check"])).code).toBe(0);
      for (const [name, text] of Object.entries(before))
        writeFileSync(path.join(output, name), text);
    }
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
    await expectCompleted(root, states.one);
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
      } while (!isLocked(output));
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

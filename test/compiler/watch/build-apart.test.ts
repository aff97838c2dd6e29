import { spawn } from "node:child_process";
import { once } from "node:events";
import { text as readAll } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cliProject, type CliProject } from "../../cli/cli-project.js";
import { describeInCi } from "../../support/describe-in-ci.js";
import { processEnv } from "../../support/process-env.js";

const timeout = 120_000;

const story = (top = "", name = "Story") => `
  import { Agent, model, param, schema } from "troupe";
  import { z } from "zod";
  ${top}
  export const ${name} = z.object({ title: z.string() });
  @model("openai/gpt-4o") @schema(${name})
  export class ${name}Agent extends Agent {
    @param() topic!: string;
    override user() { return this.topic; }
  }
`;

/** What modules do to the process that they are loaded in. */
const meddling = `
  process.env["LEFT_BEHIND"] = "yes";
  (globalThis as Record<string, unknown>)["leftBehind"] = true;
  process.on("exit", () => {});
  process.on("uncaughtException", () => {});
  process.on("SIGTERM", () => {});
  Error.prepareStackTrace = () => "mine";
  Array.prototype.at = () => undefined;
  setInterval(() => {}, 1_000);
  console.log("hello from a module");
`;

const files = {
  "package.json": `{ "type": "module" }`,
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
  "agents.config.ts": `
    import { defineConfig } from "troupe";
    export default defineConfig({ agents: "agents/**/*.agent.ts" });
  `,
  "agents/story.agent.ts": story(),
  "lib/plain.ts": `export enum Kind { One }\n`,
};

/** What a program can see of its process: all that a build could have changed. */
const snapshot = `
  import { build } from "troupe/compiler";
  import { setTimeout as sleep } from "node:timers/promises";
  const emitters = { process, stdout: process.stdout, stderr: process.stderr, stdin: process.stdin };
  async function snapshot() {
    // What a thread leaves goes with the turn in which it ends.
    await sleep(50);
    const loads = await import("./lib/plain.ts?" + Math.random()).then(() => "loads", ({ code }) => code);
    return {
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      functions: [process.exit, process.stdout.write, process.stderr.write, process.emit, console.log]
        .map((each) => String(each) + each.name),
      listeners: Object.fromEntries(Object.entries(emitters).map(([name, emitter]) => [
        name,
        Object.fromEntries(emitter.eventNames().map((event) => [String(event), emitter.listenerCount(event)])),
      ])),
      env: { ...process.env },
      cwd: process.cwd(),
      exitCode: process.exitCode,
      stack: [typeof Error.prepareStackTrace, Error.stackTraceLimit],
      at: String(Array.prototype.at),
      handles: process.getActiveResourcesInfo().sort(),
      loads,
    };
  }
  const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
`;

let project: CliProject;

beforeAll(() => {
  project = cliProject(files);
});

afterAll(() => project?.remove());

/** Runs a program that builds, to its end. */
async function run(program: string, node: readonly string[] = []) {
  project.write({ "program.mjs": snapshot + program });
  const child = spawn(process.execPath, [...node, "program.mjs"], {
    cwd: project.root,
    env: processEnv(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "close"),
  ]);
  const said = stdout.split("\n").filter((line) => line !== "");
  const ended = { code: child.exitCode, signal: child.signalCode, stderr };
  return { ...ended, said: said.map((line) => JSON.parse(line) as unknown) };
}

/** What is the same before and after. */
const compare = (body: string) => `
  const before = await snapshot();
  const result = await (async () => { ${body} })();
  say(result);
  say(before);
  say(await snapshot());
`;

async function leavesNothing(body: string): Promise<unknown> {
  const { code, signal, said, stderr } = await run(compare(body));
  expect({ code, signal }, stderr).toEqual({ code: 0, signal: null });
  const [result, before, after] = said;
  expect(after).toEqual(before);
  return result;
}

describeInCi("a program that calls build()", () => {
  const one = `const { ok, unchanged, manifest, diagnostics } = await build({ root: ".", force: true });
    return { ok, unchanged, agents: Object.keys(manifest?.agents ?? {}), codes: diagnostics.map(({ code }) => code) };`;

  it("has its process as it was, and the manifest", { timeout }, async () => {
    expect(await leavesNothing(one)).toEqual({
      ok: true,
      unchanged: false,
      agents: ["story"],
      codes: [],
    });
  });

  it("has its process as it was when nothing had changed", { timeout }, async () => {
    const again = one.replace(", force: true", "");
    expect(await leavesNothing(again)).toMatchObject({ unchanged: true, agents: ["story"] });
  });

  it("has its process as it was when the build fails", { timeout }, async () => {
    project.write({ "agents/broken.agent.ts": story("throw new Error('broken');", "Broken") });
    try {
      expect(await leavesNothing(one)).toMatchObject({ ok: false, codes: ["source/load-failed"] });
    } finally {
      project.write({ "agents/broken.agent.ts": story("", "Broken") });
    }
    const missing = `return build({ root: "./nowhere" }).then(() => "built", ({ code }) => code);`;
    expect(await leavesNothing(missing)).toBe("ENOENT");
  });

  it("has its process as it was whatever modules do to theirs", { timeout }, async () => {
    project.write({ "agents/meddling.agent.ts": story(meddling, "Meddling") });
    try {
      await leavesNothing(one);
    } finally {
      project.write({ "agents/meddling.agent.ts": story("", "Meddling") });
    }
  });

  it("is told of a module that loops without an end, and goes on", { timeout }, async () => {
    // What the watchdog says after half a minute, and the loop that it says it of.
    const loop = `
      import { threadId } from "node:worker_threads";
      const held = { threadId, module: "agents/endless.agent.ts", reason: "it loops." };
      new BroadcastChannel("troupe:held").postMessage(held);
      for (;;) {}`;
    project.write({ "agents/endless.agent.ts": story(loop, "Endless") });
    try {
      expect(await leavesNothing(one)).toMatchObject({ ok: false, codes: ["source/load-failed"] });
    } finally {
      project.write({ "agents/endless.agent.ts": story("", "Endless") });
    }
  });

  it("may build twice at once", { timeout }, async () => {
    const both = `const both = await Promise.all([build({ root: ".", force: true }), build({ root: ".", force: true })]);
      return both.map(({ ok }) => ok);`;
    expect(await leavesNothing(both)).toEqual([true, true]);
  });

  it(
    "is told when something is compiled, and gets what its own callback throws",
    { timeout },
    async () => {
      const body = `let calls = 0;
      await build({ root: ".", force: true, onCompile: () => void calls++ });
      await build({ root: ".", onCompile: () => void calls++ });
      const thrown = await build({ root: ".", force: true, onCompile() { throw new Error("mine"); } })
        .then(() => "built", ({ message }) => message);
      return { calls, thrown };`;
      expect(await leavesNothing(body)).toEqual({ calls: 1, thrown: "mine" });
    },
  );

  it("needs no more memory for twelve builds than for one", { timeout: 300_000 }, async () => {
    const program = `
      const used = () => { globalThis.gc(); return process.memoryUsage().heapUsed; };
      await build({ root: ".", force: true });
      const first = used();
      for (let count = 0; count < 11; count++) await build({ root: ".", force: true });
      say(used() - first);
    `;
    const { said, stderr } = await run(program, ["--expose-gc"]);
    expect(said[0], stderr).toBeLessThan(4e6);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { text as readAll } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { JsonDiagnostic } from "../../../src/compiler/diagnostics/format-diagnostics.js";
import { cliProject, type CliProject } from "../../cli/cli-project.js";
import { hostileModules } from "./hostile-modules.js";

const config = `import { defineConfig } from "troupe";
export default defineConfig({ agents: "agents/*.ts", output: "generated" });
`;
const setup = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json": '{ "compilerOptions": { "target": "es2022", "module": "nodenext" } }',
  "agents.config.ts": config,
};

describe("a project of hostile modules", () => {
  let project: CliProject;
  let found: readonly JsonDiagnostic[];
  let said: { readonly code: number | null; readonly stderr: string };

  beforeAll(async () => {
    const files = hostileModules.map(({ name, text }) => [`agents/${name}.ts`, text]);
    project = cliProject({ ...setup, ...Object.fromEntries(files) });
    const { stdout, ...rest } = await project.agentsAlone(["build", "--format", "json"]);
    found = JSON.parse(stdout) as JsonDiagnostic[];
    said = rest;
  }, 120_000);

  afterAll(() => project.remove());

  test.each(hostileModules)("is told of $name what there is to say", ({ name, expected }) => {
    const own = found.filter(({ file }) => file === `agents/${name}.ts`);
    expect(own.map(({ code }) => code)).toEqual(expected);
    for (const { message } of own) {
      // A fault of the build would be said in these words.
      expect(message).not.toContain("the compiler failed");
      expect(message.length).toBeLessThan(5_000);
      expect(message).not.toMatch(/[^\P{Cc}\n\t]/u);
    }
  });

  test("ends like any other failed build, with what modules print out of the way", () => {
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(/hello from a module\n(?:.*\n)*\d+ errors/);
    expect(existsSync(path.join(project.root, "generated"))).toBe(false);
  });
});

function useCliProject(files: Readonly<Record<string, string>>): CliProject {
  const project = cliProject({ ...setup, ...files });
  onTestFinished(() => project.remove());
  return project;
}

const story = (top: string) => `import { Agent, model } from "troupe";
${top}
@model("openai/gpt-4o")
export class StoryAgent extends Agent { user() { return "Write."; } }
`;

test("a module that leaves a global broken is named", async () => {
  const text = story('Object.keys = () => { throw new Error("mine"); };');
  const { code, stderr } = await useCliProject({ "agents/story.ts": text }).agentsAlone(["build"]);
  expect(stderr).toContain(
    "agents/story.ts:2:29 - error troupe(source/load-failed): agents/story.ts cannot be loaded: a timer or listener that it left behind throws later in the build: mine",
  );
  expect(code).toBe(1);
});

test("a process that a module ends in spite of all is no success", async () => {
  const text = story(
    'process.on("beforeExit", () => process.exit(0)); await new Promise(() => {});',
  );
  const { code, stderr } = await useCliProject({ "agents/story.ts": text }).agentsAlone(["build"]);
  expect(stderr).toBe("error: the process ended while agents/story.ts was being loaded\n");
  expect(code).toBe(1);
});

test("what a module throws once it is loaded is told, and blamed on nobody else", async () => {
  const late = `import { connect } from "node:net"; connect(1, "127.0.0.1");
setTimeout(() => { throw new TypeError("late"); }); setTimeout(() => void Promise.reject(new Error("later")));`;
  const project = useCliProject({
    "agents/a.ts": story(late),
    "agents/b.ts": story("await new Promise((go) => setTimeout(go, 500));").replace("Story", "B"),
  });
  const { code, stderr } = await project.agentsAlone(["build"]);
  expect(stderr).toContain(
    "agents/a.ts, or a module that it imports, threw after it was loaded: TypeError: late\n",
  );
  expect(stderr).toContain(
    "agents/a.ts, or a module that it imports, threw after it was loaded: later\n",
  );
  expect(stderr).toContain(
    "agents/a.ts, or a module that it imports, threw after it was loaded: connect ECONNREFUSED",
  );
  expect(stderr).toContain("Built 2 agents");
  expect(code).toBe(0);
});

test("what a module starts does not keep a build from ending", async () => {
  const text = story('import { createServer } from "node:http"; createServer().listen(0);');
  const project = useCliProject({ "agents/story.ts": text });
  expect(await project.agentsAlone(["build"])).toMatchObject({ code: 0 });
});

describe("a module that does not end", () => {
  /** What loads a module in a process of its own, with little patience. */
  function loading(text: string) {
    const project = useCliProject({ "agents/story.ts": text });
    const loader = new URL("../../../src/compiler/evaluate/module-loader.ts", import.meta.url);
    const script = `
      const { createModuleLoader } = await import(${JSON.stringify(loader.href)});
      const patience = { noteMs: 200, limitMs: 1_000 };
      const loader = createModuleLoader({ root: process.cwd(), patience });
      await loader.load("${project.root}/agents/story.ts").catch((error) => console.log(error.message));
      process.exit(3);
    `;
    const tsx = import.meta.resolve("tsx");
    const args = ["--import", tsx, "--input-type=module", "--eval", script];
    return { args, cwd: project.root };
  }

  function load(text: string, node: readonly string[] = []) {
    const { args, cwd } = loading(text);
    return spawnSync(process.execPath, [...node, ...args], { encoding: "utf8", cwd });
  }

  const aWhile = "for (const end = Date.now() + 4_000; Date.now() < end; ) {}";

  test("because it waits is given up, and was spoken of before", () => {
    const run = load(story("setInterval(() => {}, 100); await new Promise(() => {});"));
    expect(run.stderr).toBe("Still loading agents/story.ts after 0.2 s.\n");
    expect(run.stdout).toBe("it did not finish loading within 1 s\n");
    expect(run.status).toBe(3);
  });

  test("because it loops ends with its process, which says so", () => {
    const run = load(story("for (;;) {}"));
    expect(run.stderr).toBe(
      "Still loading agents/story.ts after 0.2 s.\nagents/story.ts:1:1 - error troupe(source/load-failed): loading this module has blocked the build for 2 s, probably in an endless loop. The process was ended, and nothing was written.\n",
    );
    expect(run.signal).toBe("SIGKILL");
  });

  test("for as long as a debugger is attached is left alone", () => {
    const run = load(story(aWhile), ["--inspect=0"]);
    expect(run.stderr).not.toContain("error troupe");
    expect(run).toMatchObject({ status: 3, signal: null, stdout: "" });
  });

  test("is left alone when a debugger comes in the middle of it", () => {
    const run = load(story(`import { open } from "node:inspector"; open(0); ${aWhile}`));
    expect(run.stderr).not.toContain("error troupe");
    expect(run).toMatchObject({ status: 3, signal: null, stdout: "" });
  });

  test("because somebody looks at it in a debugger goes on afterwards", async () => {
    const { args, cwd } = loading(story("debugger;"));
    const child = spawn(process.execPath, ["--inspect-brk=0", ...args], { cwd });
    const closed = once(child, "close");
    const said = readAll(child.stdout);
    let stderr = "";
    const url = await new Promise<string>((found) => {
      child.stderr.on("data", (chunk) => {
        stderr += String(chunk);
        const [listening] = /ws:\S+/.exec(stderr) ?? [];
        if (listening) found(listening);
      });
    });
    const socket = new WebSocket(url);
    await once(socket, "open");
    let id = 0;
    const send = (method: string) => socket.send(JSON.stringify({ id: ++id, method }));
    let pauses = 0;
    socket.addEventListener("message", ({ data }) => {
      const { method } = JSON.parse(String(data)) as { readonly method?: string };
      if (method !== "Debugger.paused") return;
      pauses++;
      // A person looks for longer than the patience is.
      setTimeout(send, 3_500, "Debugger.resume");
    });
    for (const method of ["Runtime.enable", "Debugger.enable", "Runtime.runIfWaitingForDebugger"])
      send(method);
    child.stderr.on("data", () => {
      if (stderr.includes("Waiting for the debugger to disconnect")) socket.close();
    });
    await closed;
    expect({ pauses, code: child.exitCode, signal: child.signalCode }, stderr).toEqual({
      pauses: 1,
      code: 3,
      signal: null,
    });
    expect(await said).toBe("");
  });
});

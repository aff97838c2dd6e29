import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBuildArgs } from "../../../src/cli/build/read-build-args.js";
import { cliProject, type CliProject } from "../cli-project.js";
import { theatre } from "../theatre.js";

const timeout = 60_000;

/** Prints what a process has imported when it ends. */
const spy = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  import { writeSync } from "node:fs";
  const loaded = [];
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      loaded.push(resolved.url);
      return resolved;
    },
  });
  process.on("exit", () => writeSync(1, loaded.join("\\n")));
`)}`;

const heavy = /node_modules\/(ts-morph|@ts-morph|tsx|esbuild|zod|tinyglobby|commander|openai)\//;

describe("a build with nothing to do", () => {
  let project: CliProject;
  beforeEach(() => (project = cliProject(theatre)));
  afterEach(() => project.remove());
  const spied = (...args: string[]) => project.agentsAlone(args, { node: ["--import", spy] });

  it(
    "loads no package, no config and no agent, and neither does a check",
    { timeout },
    async () => {
      const first = await spied("build");
      expect(first.stdout).toMatch(heavy);
      expect(first.stdout).toMatch(/agents\.config\.ts[^]*story\.agent\.ts/);

      for (const args of [["build"], ["build", "--check"]]) {
        const { code, stdout, stderr } = await spied(...args);
        expect(stderr).toMatch(
          /^(Nothing changed: 3 agents|Checked 3 agents: nothing is stale), in /,
        );
        expect(stdout).toContain("dist/cli/main.js");
        expect(stdout).not.toMatch(heavy);
        expect(stdout).not.toContain(project.root);
        expect(code).toBe(0);
      }
    },
  );

  it(
    "keeps it in a folder of the user alone where node_modules is a link",
    { timeout },
    async () => {
      const modules = join(project.root, "node_modules");
      const elsewhere = `${project.root}-modules`;
      renameSync(modules, elsewhere);
      symlinkSync(elsewhere, modules);
      const temporary = mkdtempSync(join(tmpdir(), "troupe-temporary-"));
      try {
        // What Node compiles is kept by the command, where the tests do not see to it.
        const env = { TMPDIR: temporary, NODE_COMPILE_CACHE: undefined };
        await project.agentsAlone(["build"], { env });
        const again = await project.agentsAlone(["build"], { env });
        expect(again.stderr).toContain("Nothing changed");
        const kept = readdirSync(temporary).find((name) => /^troupe-\d+$/.test(name)) ?? "";
        expect(statSync(join(temporary, kept)).mode & 0o777).toBe(0o700);
        expect(readdirSync(join(temporary, kept))).toContain("code");
      } finally {
        for (const folder of [elsewhere, temporary]) rmSync(folder, { recursive: true });
      }
    },
  );

  it("says its warnings again", { timeout }, async () => {
    const agent = String(theatre["agents/note.agent.ts"]);
    project.write({
      "agents/note.agent.ts": agent
        .replace("@cache", "@streaming() @cache")
        .replace("{ Agent,", "{ Agent, streaming,"),
    });
    const first = await project.agents(["build"]);
    const second = await project.agents(["build"]);
    expect(second.stderr).toMatch(/\n\nNothing changed: 3 agents, 1 warning, in /);
    expect(second.stderr.split("\n\n").slice(0, -1)).toEqual(
      first.stderr.split("\n\n").slice(0, -1),
    );
    const json = await project.agents(["build", "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject([{ code: "agent/streaming-cache" }]);
  });

  it("is not undone by a variable that nothing reads", { timeout }, async () => {
    await project.agents(["build"]);
    const again = await project.agents(["build"], { env: { TROUPE_TEST_UNREAD: "1" } });
    expect(again.stderr).toMatch(/^Nothing changed/);
  });

  it("is done all the same with --force", { timeout }, async () => {
    await project.agents(["build"]);
    const forced = await spied("build", "--force");
    expect(forced.stderr).toMatch(/^Built 3 agents \(0 files written, 5 unchanged\) in /);
    expect(forced.stdout).toMatch(/story\.agent\.ts/);
  });

  it("loads one agent when one has changed", { timeout }, async () => {
    await spied("build");
    const agent = readFileSync(join(project.root, "agents/story.agent.ts"), "utf8");
    project.write({ "agents/story.agent.ts": agent.replace("maxLength: 20", "maxLength: 30") });
    const { stdout, stderr } = await spied("build");
    expect(stderr).toMatch(/^Built 3 agents into generated\/ \(2 files written, 3 unchanged\)/);
    expect(stdout).toContain("story.agent.ts");
    expect(stdout).not.toMatch(/echo\.agent\.ts|note\.agent\.ts/);
  });

  it("works where nothing can be kept", { timeout }, async () => {
    mkdirSync(join(project.root, "node_modules/.cache"));
    writeFileSync(join(project.root, "node_modules/.cache/troupe"), "a file is in the place");
    for (let round = 0; round < 2; round += 1) {
      const { code, stderr } = await project.agents(["build"]);
      expect(stderr).toMatch(/^Built 3 agents/);
      expect(code).toBe(0);
    }
  });

  it("waits for no other: of many at a time all succeed", { timeout }, async () => {
    const builds = await Promise.all([1, 2, 3].map(() => project.agentsAlone(["build"])));
    expect(builds.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect((await project.agents(["build"])).stderr).toMatch(/^Nothing changed/);
  });
});

describe("the arguments of a build", () => {
  it.each([
    [["build"], {}],
    [["build", "--check", "--force"], { check: true, force: true }],
    [["build", "--cwd", "app", "--config", "a.ts"], { cwd: "app", config: "a.ts" }],
  ])("are read without the whole parser: %j", (args, options) => {
    expect(readBuildArgs(args)).toEqual({ format: "text", ...options });
  });

  it.each([
    [[]],
    [["list"]],
    [["--cwd", "app", "build"]],
    [["build", "--help"]],
    [["build", "--format", "json"]],
    [["build", "--cwd"]],
    [["build", "--cwd", "--check"]],
    [["build", "--chek"]],
    [["build", "app"]],
    [["build", "--config=a.ts"]],
  ])("are left to it: %j", (args) => {
    expect(readBuildArgs(args)).toBeUndefined();
  });
});

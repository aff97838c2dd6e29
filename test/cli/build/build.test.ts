import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "../../../src/compiler/write/take-lock.js";
import { cliProject, type CliProject, untilSaid } from "../cli-project.js";
import { theatre } from "../theatre.js";

let project: CliProject;
beforeEach(() => (project = cliProject(theatre)));
afterEach(() => project.remove());

const timeout = 60_000;

describe("agents build", () => {
  it("says what it wrote, and the second time that nothing changed", { timeout }, async () => {
    const first = await project.agents(["build"]);
    expect(first.stderr).toMatch(
      /^Built 3 agents into generated\/ \(5 files written, 0 unchanged\) in [\d.]+ m?s\n$/,
    );
    expect(first).toMatchObject({ code: 0, stdout: "" });
    const second = await project.agents(["build"]);
    expect(second.stderr).toMatch(/^Nothing changed: 3 agents, in /);
    expect(second.code).toBe(0);
  });

  it("counts the warnings in the summary", { timeout }, async () => {
    const note = String(theatre["agents/note.agent.ts"]);
    const agent = note
      .replace("cache, model }", "cache, model, streaming }")
      .replace("@cache", "@streaming()\n    @cache");
    project.write({ "agents/note.agent.ts": agent });
    expect((await project.agents(["build"])).stderr).toMatch(
      /\nBuilt 3 agents into generated\/ \(5 files written, 0 unchanged, 1 warning\) in /,
    );
    expect((await project.agents(["build", "--check"])).stderr).toMatch(
      /\nChecked 3 agents: nothing is stale, 1 warning, in /,
    );
    project.write({ "agents/story.agent.ts": 'import "./nothing.js";' });
    project.write({ "agents/bad.agent.ts": agent.replace("1h", "1x").replace("NoteAgent", "Bad") });
    expect((await project.agents(["build"])).stderr).toMatch(
      /\n1 error and 2 warnings, nothing was written, in /,
    );
  });

  describe("of a project with warnings", () => {
    const streams = (comment: string) =>
      String(theatre["agents/note.agent.ts"])
        .replace("cache, model }", "cache, model, streaming }")
        .replace("@cache", `@streaming()\n    ${comment}\n    @cache`);
    const off = "// troupe-ignore agent/streaming-cache -- the job does not stream";

    it("says nothing of those that are turned off, in every format", { timeout }, async () => {
      project.write({ "agents/note.agent.ts": streams(off) });
      const text = await project.agents(["build", "--strict"]);
      expect(text.stderr).toMatch(
        /^Built 3 agents into generated\/ \(5 files written, 0 unchanged\)/,
      );
      const json = await project.agents(["build", "--strict", "--format", "json"]);
      const github = await project.agents(["build", "--strict", "--format", "github"]);
      expect([text.stdout, json.stdout, github.stdout]).toEqual(["", "[]\n", ""]);
      expect([text.code, json.code, github.code]).toEqual([0, 0, 0]);
    });

    it(
      "with --strict, says them as errors, writes nothing and exits with 1",
      { timeout },
      async () => {
        project.write({ "agents/note.agent.ts": streams("") });
        const text = await project.agents(["build", "--strict"]);
        expect(text.stderr).toMatch(
          /^agents\/note\.agent\.ts:\d+:\d+ - error troupe\(agent\/streaming-cache\)/,
        );
        expect(text.stderr).toMatch(
          /\n1 error \(--strict treats warnings as errors\), nothing was written, in /,
        );
        const json = await project.agents(["build", "--strict", "--format", "json"]);
        expect(JSON.parse(json.stdout)).toMatchObject([
          { code: "agent/streaming-cache", severity: "error" },
        ]);
        const github = await project.agents(["build", "--check", "--strict", "--format", "github"]);
        expect(github.stdout).toMatch(/^::error file=agents\/note\.agent\.ts,line=\d+,/);
        expect([text.code, json.code, github.code]).toEqual([1, 1, 1]);
        expect(existsSync(join(project.root, "generated"))).toBe(false);
      },
    );

    it("names comments that turn nothing off, in every format", { timeout }, async () => {
      project.write({ "agents/note.agent.ts": streams(off).replace("@streaming()", "") });
      const text = await project.agents(["build"]);
      expect(text.stderr).toMatch(
        /^agents\/note\.agent\.ts:\d+:5 - warning troupe\(ignore\/unused\): There is no warning "agent\/streaming-cache" on line \d+ to turn off\.\n/,
      );
      const json = await project.agents(["build", "--format", "json"]);
      expect(JSON.parse(json.stdout)).toMatchObject([
        { code: "ignore/unused", severity: "warning" },
      ]);
      const github = await project.agents(["build", "--format", "github"]);
      expect(github.stdout).toMatch(
        /^::warning file=agents\/note\.agent\.ts,.*title=troupe\(ignore\/unused\)/,
      );
    });

    it("names a file that was edited, with --check too", { timeout }, async () => {
      await project.agents(["build"]);
      const file = join(project.root, "generated/note.ts");
      project.write({ "generated/note.ts": `${readFileSync(file, "utf8")}// mine\n` });
      const said =
        "warning troupe(write/edited): generated/note.ts differs from what the last build wrote";
      const checked = await project.agents(["build", "--check"]);
      expect(checked.stderr).toContain(said);
      expect(checked.stderr).toMatch(/Stale:\n {2}generated\/note\.ts\nrun: agents build\n$/);
      expect(checked.code).toBe(1);
      const built = await project.agents(["build"]);
      expect(built.stderr).toContain(said);
      expect(built.stderr).toContain("(1 file written, 4 unchanged, 1 warning)");
      expect(built.code).toBe(0);
    });
  });

  it("with --check, sends nobody to a build that would fail", { timeout }, async () => {
    project.write({ generated: "mine" });
    const { code, stderr } = await project.agents(["build", "--check"]);
    expect(stderr).toContain("generated cannot be written: a file is in the place of a folder");
    expect(stderr).not.toContain("agents build");
    expect(code).toBe(1);
  });

  it("says for whom it waits, and goes on when that one is done", { timeout }, async () => {
    mkdirSync(join(project.root, "generated"));
    const lock = await takeLock(join(project.root, "generated"));
    const build = project.start(["build"]);
    await untilSaid(
      build.stderr,
      `Waiting for another build, process ${process.pid}, to finish writing.\n`,
    );
    lock.release();
    await untilSaid(build.stderr, "Built 3 agents into generated/ (5 files written");
  });

  it("names what is stale with --check, and writes nothing", { timeout }, async () => {
    const missing = await project.agents(["build", "--check"]);
    expect(missing.stderr).toMatch(/Stale:\n[^]*generated\/story\.ts[^]*run: agents build\n$/);
    expect(missing.code).toBe(1);
    expect(existsSync(join(project.root, "generated"))).toBe(false);

    await project.agents(["build"]);
    const fresh = await project.agents(["build", "--check"]);
    expect(fresh.stderr).toContain("nothing is stale");
    expect(fresh.code).toBe(0);

    const agent = readFileSync(join(project.root, "agents/story.agent.ts"), "utf8");
    project.write({ "agents/story.agent.ts": agent.replace('= "warm"', '= "dry"') });
    const stale = await project.agents(["build", "--check"]);
    expect(stale.stderr).toContain("generated/story.ts");
    expect(stale.stderr).not.toContain("generated/echo.ts");
    expect(stale.code).toBe(1);
  });

  it("says with --check which field of which agent changed", { timeout }, async () => {
    await project.agents(["build"]);
    const agent = readFileSync(join(project.root, "agents/story.agent.ts"), "utf8");
    project.write({
      "agents/story.agent.ts": agent
        .replace("fake/novelist", "fake/poet")
        .replace("title: z.string()", "title: z.number()")
        .replace("topic!: string;", "topic!: string;\n      @param() mood?: string;")
        .replace("${this.topic}", () => "${this.topic}, ${this.mood}"),
    });
    rmSync(join(project.root, "agents/note.agent.ts"));
    const { stderr, code } = await project.agents(["build", "--check"]);
    expect(stderr).toBe(`Stale:
  generated/index.ts
  generated/manifest.json
  generated/note.ts
    note is gone
  generated/story.ts
    story: output.title is something different: string → number
    story: params.mood is new, and optional: nothing → string
    story: model is another: fake/novelist → fake/poet
run: agents build
`);
    expect(code).toBe(1);

    const json = await project.agents(["build", "--check", "--format", "json"]);
    const told = JSON.parse(json.stdout) as { code: string; file: string; message: string }[];
    expect(told.map(({ code, file }) => `${code} ${file}`)).toEqual([
      "write/stale agents/note.agent.ts",
      ...Array.from({ length: 3 }, () => "write/stale agents/story.agent.ts"),
    ]);
    expect(told[3]?.message).toBe(
      "generated/story.ts is stale: story: model is another (fake/novelist → fake/poet).",
    );
    const github = await project.agents(["build", "--check", "--format", "github"]);
    expect(github.stdout).toMatch(
      /^::error file=agents\/note\.agent\.ts,line=1,.*title=troupe\(write\/stale\)::/,
    );
    expect([json.code, github.code]).toEqual([1, 1]);
  });

  it("says with --check where prompts or code changed alone", { timeout }, async () => {
    await project.agents(["build"]);
    const agent = readFileSync(join(project.root, "agents/story.agent.ts"), "utf8");
    project.write({ "agents/story.agent.ts": agent.replace("Write about", "Sing of") });
    const { stderr, code } = await project.agents(["build", "--check"]);
    expect(stderr).toMatch(
      /^Stale:\n {2}generated\/manifest\.json\n {2}generated\/story\.ts\n {4}story changed in its prompts or its code; callers are not affected: [0-9a-f]{16} → [0-9a-f]{16}\nrun: agents build\n$/,
    );
    expect(code).toBe(1);
  });

  it("names with --check files that no agent's change explains", { timeout }, async () => {
    await project.agents(["build"]);
    const config = String(theatre["agents.config.ts"]);
    const styled = config.replace("defineConfig({", 'defineConfig({ emit: { imports: "ts" },');
    project.write({ "agents.config.ts": styled });
    const text = await project.agents(["build", "--check"]);
    expect(text.stderr).toMatch(/^Stale:\n(?: {2}generated\/[\w-]+\.(?:ts|json)\n){5}run: /);
    const json = await project.agents(["build", "--check", "--format", "json"]);
    expect((JSON.parse(json.stdout) as object[])[0]).toMatchObject({
      code: "write/stale",
      file: "generated/echo.ts",
      message: "generated/echo.ts is stale: its content differs.",
    });
  });

  it("keeps a section on the agents where --agents-md says", { timeout }, async () => {
    const read = (file: string) => readFileSync(join(project.root, file), "utf8");
    expect((await project.agents(["build", "--agents-md"])).stderr).toContain(
      "Built 3 agents into generated/ (5 files written, 0 unchanged, AGENTS.md updated) in ",
    );
    expect(read("AGENTS.md")).toContain("function story(");
    const { code, stderr } = await project.agents(["build", "--check", "--agents-md", "NOTES.md"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "Stale:\n  NOTES.md\nrun: agents build\n",
    });
    expect((await project.agents(["build", "--agents-md", "NOTES.md"])).stderr).toContain(
      "Built 3 agents (0 files written, 5 unchanged, NOTES.md updated) in ",
    );
    const refused = await project.agents(["build", "--agents-md", "src/index.ts"]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('"agentsMd" is "src/index.ts". It must be a Markdown file');
  });

  it("explains what is stale, whatever a manifest was made of", { timeout }, async () => {
    await project.agents(["build"]);
    for (const spec of ["{}", '{ "params": 1, "name": "story" }', '{ "name": "story" }', "[]"]) {
      project.write({
        "generated/manifest.json": `{ "version": 1, "agents": { "story": ${spec} } }`,
      });
      const { stderr, code } = await project.agents(["build", "--check"]);
      expect(stderr).toContain("generated/manifest.json");
      expect(stderr).toMatch(/run: agents build\n$/);
      expect(code).toBe(1);
    }
  });

  describe("of a project with a mistake", () => {
    beforeEach(() => {
      const agent = String(theatre["agents/story.agent.ts"]);
      project.write({
        "agents/story.agent.ts": agent.replace("topic!: string", "topic!: () => void"),
      });
    });

    it("shows it with its place, writes nothing and exits with 1", { timeout }, async () => {
      const { code, stdout, stderr } = await project.agents(["build"]);
      expect(stderr).toMatch(/^agents\/story\.agent\.ts:13:\d+ - error troupe\(/);
      expect(stderr).toMatch(/1 error, nothing was written, in /);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(existsSync(join(project.root, "generated"))).toBe(false);
    });

    it("prints one JSON document on stdout with --format json", { timeout }, async () => {
      const { code, stdout } = await project.agents(["build", "--format", "json"]);
      expect(JSON.parse(stdout)).toMatchObject([{ file: "agents/story.agent.ts", line: 13 }]);
      expect(code).toBe(1);
    });

    it("prints annotations with --format github", { timeout }, async () => {
      const { stdout } = await project.agents(["build", "--format", "github"]);
      expect(stdout).toMatch(/^::error file=agents\/story\.agent\.ts,line=13,/);
    });

    it("has colours only where they are asked for", { timeout }, async () => {
      const env = { NO_COLOR: "", FORCE_COLOR: "1" };
      expect((await project.agents(["build"], { env })).stderr).toContain("\u001b[");
      expect((await project.agents(["build"])).stderr).not.toContain("\u001b[");
    });
  });

  it("prints an empty JSON document where all is well", { timeout }, async () => {
    const { code, stdout } = await project.agents(["build", "--format", "json"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "[]\n" });
  });

  it("finds the project with --cwd and the config with --config", { timeout }, async () => {
    project.write({ "other.config.ts": String(theatre["agents.config.ts"]) });
    const outside = cliProject();
    try {
      const args = ["--cwd", project.root, "--config", "other.config.ts"];
      expect((await outside.agents(["build", ...args])).code).toBe(0);
      expect((await outside.agents([...args, "list"])).stdout).toContain("story");
      expect((await outside.agents(["run", "note", ...args])).code).toBe(0);
    } finally {
      outside.remove();
    }
  });

  it("says what to do where there is no config", async () => {
    const empty = cliProject();
    const { code, stderr } = await empty.agents(["build"]);
    empty.remove();
    expect(stderr).toContain("agents init");
    expect(code).toBe(1);
  });
});

import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { agentOf, examine, sickProject, troubles } from "./sick-project.js";

const timeout = 60_000;

describe("agents doctor on what is generated", () => {
  it("finds nothing wrong with a project that is built", { timeout }, async () => {
    const project = sickProject();
    await project.agents(["build"]);
    const { code, stdout, stderr } = await project.agents(["doctor"], {
      env: { ANTHROPIC_API_KEY: "k".repeat(20), OPENAI_API_KEY: "k".repeat(20) },
    });
    expect(stdout).toMatch(/^Packages\n {2}ok +Node \d+\.\d+\.\d+\n/);
    expect(stdout).toMatch(/\nAgents\n {2}ok +generated\/: up to date, 1 agent\n/);
    expect(stdout).not.toMatch(/^ +(?:note|warning|error)/m);
    expect(stdout).toMatch(/\n\nNo problems found\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("tells what was never built from what is stale", { timeout }, async () => {
    const project = sickProject();
    const never = await examine(project);
    expect(troubles(never, "keys")).toEqual([
      {
        check: "output",
        level: "error",
        message: "generated/ does not contain a build yet.",
        remedy: { kind: "run", text: "npx troupe build" },
      },
    ]);
    await project.agents(["build"]);
    project.write({ "agents/note.agent.ts": agentOf("local/notary") });
    const stale = await examine(project);
    expect(troubles(stale, "keys")).toEqual([
      expect.objectContaining({
        level: "error",
        message: "generated/manifest.json and 1 more are stale.",
      }),
    ]);
    expect([never.code, stale.code]).toEqual([1, 1]);
  });

  it("says how each formatter ignores the folder", { timeout }, async () => {
    const tools = ["prettier", "oxfmt", "@biomejs/biome", "dprint"];
    const devDependencies = Object.fromEntries(tools.map((tool) => [tool, "1"]));
    const project = sickProject({
      "package.json": JSON.stringify({ type: "module", devDependencies }),
    });
    await project.agents(["build"]);
    const remedies = async () =>
      troubles(await examine(project), "keys").map(({ remedy }) => remedy?.text);
    expect(await remedies()).toEqual([
      "the line generated/ in .prettierignore",
      "the line generated/ in .prettierignore",
      `"files": { "includes": ["**", "!generated"] } in biome.json`,
      `"excludes": ["generated"] in dprint.json`,
    ]);
    project.write({
      ".prettierignore": "generated/\n",
      "biome.json": `{ "files": { "includes": ["**", "!generated"] } }`,
      "dprint.json": `{ "excludes": ["generated"] }`,
    });
    expect(await remedies()).toEqual([]);
  });

  it.each([
    [
      "an agent that cannot be built",
      agentOf("local/clerk").replace("override user", "override usr"),
      /^The build has one error: agents\/note\.agent\.ts:4:\d+: NoteAgent has neither user\(\)/,
      "npx troupe build",
    ],
    ["no agent", "export {};", /one error: .*No agent was found/, "npx troupe new"],
    [
      "an agent that throws",
      'throw new Error("not today"); export {};' + agentOf("local/clerk"),
      /not today/,
      "npx troupe build",
    ],
  ])("finds %s", { timeout }, async (_, text, message, command) => {
    const found = troubles(await examine(sickProject({ "agents/note.agent.ts": text })), "keys");
    expect(found).toEqual([
      {
        check: "output",
        level: "error",
        message: expect.stringMatching(message),
        remedy: { kind: "run", text: command },
      },
    ]);
  });

  it("passes on that the build warns", { timeout }, async () => {
    const agent = agentOf("local/clerk")
      .replace("model }", "cache, model, streaming }")
      .replace("@model", '@cache("1h") @streaming() @model');
    const project = sickProject({ "agents/note.agent.ts": agent });
    await project.agents(["build"]);
    const diagnosis = await examine(project);
    expect(troubles(diagnosis, "keys")).toEqual([
      expect.objectContaining({
        level: "warning",
        message: expect.stringMatching(/^The build has one warning: agents\/note\.agent\.ts:/),
      }),
    ]);
    expect(diagnosis.code).toBe(0);
  });

  it("finds the line by which Git ignores it", { timeout }, async () => {
    const project = sickProject({ ".gitignore": "node_modules\n/generated/\n" });
    execFileSync("git", ["init", "--quiet"], { cwd: project.root });
    const { findings } = await examine(project);
    expect(findings).toContainEqual({
      check: "ignored",
      level: "warning",
      message: expect.stringContaining("Git ignores generated/ because of .gitignore:2"),
      remedy: { kind: "edit", text: "Remove the line, and git add generated" },
    });
    project.write({ ".gitignore": "/generated/*\n!/generated/index.ts\n" });
    const after = await examine(project);
    expect(after.findings.filter(({ check }) => check === "ignored")).toEqual([]);
  });

  it("says that a broken config keeps it from looking", { timeout }, async () => {
    const { findings } = await examine(sickProject({ "agents.config.ts": "throw 1" }));
    expect(findings.filter(({ check }) => check === "output")).toEqual([
      expect.objectContaining({
        level: "note",
        message: expect.stringContaining("was not checked"),
      }),
    ]);
  });
});

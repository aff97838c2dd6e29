import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { cliProject } from "../cli-project.js";
import { examine, replacePackage, sickProject, troubles } from "./sick-project.js";

const timeout = 60_000;

describe("agents doctor on what is installed", () => {
  it("tells a fresh clone to install, and nothing else of packages", { timeout }, async () => {
    const project = sickProject({ "pnpm-lock.yaml": "x" });
    rmSync(join(project.root, "node_modules"), { recursive: true });
    const diagnosis = await examine(project);
    expect(diagnosis.findings.filter(({ check }) => check === "packages")).toEqual([
      {
        check: "packages",
        level: "error",
        message: expect.stringContaining("there is no node_modules"),
        remedy: { kind: "run", text: "pnpm install" },
      },
    ]);
    expect(diagnosis.code).toBe(1);
  });

  it("names each package that is missing, with the command that adds it", { timeout }, async () => {
    const project = sickProject();
    for (const name of ["ts-morph", "zod", "typescript"]) {
      rmSync(join(project.root, "node_modules", name));
    }
    const found = troubles(await examine(project), "keys", "output");
    expect(found.map(({ level, remedy }) => [level, remedy?.text])).toEqual([
      ["error", "npm install zod"],
      ["error", "npm install -D ts-morph"],
      ["warning", "npm install -D typescript"],
    ]);
  });

  it("says which versions are outside of what the package supports", { timeout }, async () => {
    const project = sickProject();
    replacePackage(project, "zod", { version: "3.24.1" });
    replacePackage(project, "ts-morph", { version: "29.0.0-beta.1" });
    const found = troubles(await examine(project)).filter(({ check }) => check === "packages");
    expect(found).toEqual([
      {
        check: "packages",
        level: "warning",
        message: expect.stringMatching(/^zod 3\.24\.1 is installed, but troupe [\d.]+ needs \^3/),
        remedy: { kind: "run", text: 'npm install zod@"^3.25.28 || ^4.0.0"' },
      },
      expect.objectContaining({ message: expect.stringContaining("ts-morph 29.0.0-beta.1") }),
    ]);
  });

  it(
    "finds a second copy of zod beside an agent, and of troupe in a package",
    { timeout },
    async () => {
      const project = sickProject();
      project.write({
        "agents/node_modules/zod/package.json": `{ "version": "4.0.0" }`,
        "node_modules/shared-agents/package.json": `{ "dependencies": { "troupe": "1" } }`,
        "node_modules/shared-agents/node_modules/troupe/package.json": `{ "version": "0.0.9" }`,
        "node_modules/unrelated/package.json": `{}`,
        "node_modules/unrelated/node_modules/zod/package.json": `{ "version": "3.0.0" }`,
      });
      const { findings } = await examine(project);
      const found = findings.filter(({ check }) => check === "copies");
      expect(found).toEqual([
        {
          check: "copies",
          level: "warning",
          message: expect.stringMatching(
            /2 copies of troupe: .*0\.0\.9 in node_modules\/shared-agents/,
          ),
          remedy: { kind: "run", text: expect.stringContaining("npm ls troupe") },
        },
        {
          check: "copies",
          level: "warning",
          message: expect.stringMatching(/2 copies of zod: .*4\.0\.0 in agents\/node_modules\/zod/),
          remedy: { kind: "run", text: expect.stringContaining("npm dedupe") },
        },
      ]);
    },
  );

  it("notices that the command is not the project's own", { timeout }, async () => {
    const project = sickProject();
    replacePackage(project, "troupe", { version: "0.0.9" });
    const { findings } = await examine(project);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: "copies",
        message: expect.stringMatching(/but the project has its own: troupe 0\.0\.9 in node_mod/),
      }),
    );
  });

  it("says that another package has a command of the same name", { timeout }, async () => {
    const project = sickProject({
      "package.json": `{ "type": "module", "dependencies": { "agents": "*", "troupe": "*" } }`,
      "node_modules/agents/package.json": `{ "name": "agents", "version": "0.3.0", "bin": "./cli.js" }`,
    });
    const { findings } = await examine(project);
    expect(findings.filter(({ check }) => check === "copies")).toContainEqual({
      check: "copies",
      level: "warning",
      message: expect.stringContaining('The package agents also has a command "agents"'),
      remedy: { kind: "edit", text: expect.stringContaining('"troupe build"') },
    });
  });

  it("looks at the rest of a folder in which there is nothing at all", { timeout }, async () => {
    const empty = realpathSync(mkdtempSync(join(tmpdir(), "troupe-empty-")));
    onTestFinished(() => rmSync(empty, { recursive: true }));
    const project = cliProject();
    onTestFinished(() => project.remove());
    const { code, stdout, stderr } = await project.agents(["doctor", "--cwd", empty]);
    expect(stdout).toMatch(/error +The package troupe is not installed[^]*run: npm install troupe/);
    expect(stdout).toMatch(/note +There is no package\.json here\.\n +run: npm init --yes/);
    expect(stdout).toMatch(/warning +There is no tsconfig\.json here\./);
    expect(stdout).toMatch(/error +There is no agents\.config\.ts here\.\n +run: npx troupe init/);
    expect(stdout).toMatch(/\n\d errors, \d warnings?, \d notes\n$/);
    expect(stdout).not.toMatch(/^ +at /m);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  });

  it("says that there is no such folder", { timeout }, async () => {
    const { code, stderr } = await sickProject().agents(["doctor", "--cwd", "nowhere"]);
    expect(stderr).toMatch(/^error: There is no folder .*nowhere\.\n/);
    expect(code).toBe(2);
  });

  it("names a linked copy by where it really is", { timeout }, async () => {
    const project = sickProject();
    mkdirSync(join(project.root, "elsewhere/zod"), { recursive: true });
    writeFileSync(join(project.root, "elsewhere/zod/package.json"), `{ "version": "4.1.0" }`);
    rmSync(join(project.root, "node_modules/zod"));
    symlinkSync("../elsewhere/zod", join(project.root, "node_modules/zod"));
    const { findings } = await examine(project);
    expect(findings).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("4.1.0 in elsewhere/zod") }),
    );
  });
});

import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../src/compiler/build.js";
import { sumOfText } from "../../src/compiler/cache/sum.js";
import { cliProject, type CliProject } from "../cli/cli-project.js";
import { theatre } from "../cli/theatre.js";
import { agentModule, compilerOptions, useProject } from "../compiler/compiled-project.js";
import { outputOf, useFolder } from "../compiler/write/output-folder.js";

describe.runIf(process.platform === "linux")("what is not a file is not waited for", () => {
  let project: CliProject;

  beforeAll(async () => {
    project = cliProject(theatre);
    const built = await project.agents(["build"]);
    expect(built, built.stderr).toMatchObject({ code: 0 });
  }, 60_000);

  afterAll(() => project?.remove());

  test.each([
    ["agents.config.ts", ["list"], "agents.config.ts cannot be read: it is a pipe, not a file"],
    ["agents.config.ts", ["build"], "agents.config.ts cannot be read: it is a pipe, not a file"],
    ["tsconfig.json", ["build"], "tsconfig.json cannot be read: it is a pipe, not a file"],
    ["package.json", ["doctor"], "package.json cannot be read: it is a pipe, not a file"],
    ["package.json", ["init"], "package.json cannot be read: it is a pipe, not a file"],
    ["generated/manifest.json", ["list"], "manifest.json cannot be read: it is a pipe"],
    ["generated/story.ts", ["build"], "generated/story.ts cannot be written: it is a pipe"],
    [".env", ["list"], ".env cannot be read: it is a pipe that was not closed"],
  ])(
    "a pipe in the place of %s (agents %j)",
    async (name, args, message) => {
      const file = path.join(project.root, name);
      const aside = `${file}.aside`;
      if (name !== ".env") renameSync(file, aside);
      execFileSync("mkfifo", [file]);
      try {
        const { code, stderr } = await project.agents(args);
        expect(stderr).toContain(message);
        expect([1, 2]).toContain(code);
      } finally {
        rmSync(file);
        if (name !== ".env") renameSync(aside, file);
      }
    },
    60_000,
  );

  test.each([
    [
      "what a tsconfig extends",
      "base.json",
      {
        "tsconfig.json": `{ "extends": ["./more"], "compilerOptions": { "module": "nodenext" } }`,
        "more.json": `{ "extends": "./base.json" }`,
      },
      "base.json cannot be read: it is a pipe, not a file",
    ],
    [
      "what an agent imports",
      "agents/shared.ts",
      { "agents/note.agent.ts": `import "./shared.js";\n${theatre["agents/note.agent.ts"]}` },
      "agents/shared.ts cannot be read: it is a pipe, not a file",
    ],
    [
      "what the config imports",
      "shared.ts",
      { "agents.config.ts": `import "./shared.js";\n${theatre["agents.config.ts"]}` },
      "shared.ts cannot be read: it is a pipe, not a file",
    ],
  ])(
    "a pipe in the place of %s",
    async (_, name, files, message) => {
      project.write(files);
      execFileSync("mkfifo", [path.join(project.root, name)]);
      try {
        const { code, stderr } = await project.agents(["build"]);
        expect(stderr).toContain(message);
        expect([1, 2]).toContain(code);
      } finally {
        rmSync(path.join(project.root, name));
        project.write(theatre);
      }
    },
    60_000,
  );

  test("a device in the place of an agent", async () => {
    const file = path.join(project.root, "agents/endless.agent.ts");
    symlinkSync("/dev/zero", file);
    const { code, stderr } = await project.agents(["build"]);
    rmSync(file);
    expect(stderr).toContain("agents/endless.agent.ts cannot be read: it is a device, not a file");
    expect(code).toBe(1);
  }, 60_000);

  test("but a .env that a password manager serves through a pipe is read", async () => {
    const file = path.join(project.root, ".env");
    execFileSync("mkfifo", [file]);
    // Begun before this process waits for somebody to read the pipe.
    const list = project.agentsAlone(["list"]);
    execFileSync("sh", ["-c", 'echo "A=1" > .env'], { cwd: project.root });
    expect(await list).toMatchObject({ code: 0 });
    rmSync(file);
  }, 60_000);
});

describe.runIf(process.platform !== "win32")("a path with a character that addresses use", () => {
  const names = ["a#b", "a?b", "a%41b", "a\\b", "a\tb", "a\nb"];

  test.each(names)("is an error where an agent's file has it: %j", async (name) => {
    const project = useProject({ [`agents/${name}.ts`]: agentModule("") });
    const { ok, diagnostics } = await project.build();
    expect(ok).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toEqual(["source/unreadable"]);
  });

  test.each(["a#b", "a%41b", "a\tb", "a\nb"])(
    "is an error where a schema's module has it, by an alias: %j",
    async (name) => {
      const options = {
        ...compilerOptions,
        allowImportingTsExtensions: true,
        paths: { "@/*": ["./lib/*"] },
      };
      const before = `import { Story } from ${JSON.stringify(`@/${name}.js`)};`;
      for (const standalone of [false, true]) {
        const project = useProject({
          "tsconfig.json": JSON.stringify({ compilerOptions: options }),
          [`lib/${name}.ts`]: `import { z } from "zod"; export const Story = z.object({ a: z.string() });`,
          "agents/story.ts": agentModule("", { before, decorators: "@schema(Story)" }),
        });
        const { ok, diagnostics } = await project.build({ standalone });
        expect(ok).toBe(false);
        expect(diagnostics.map(({ message }) => message).join("")).toContain(
          `contains ${JSON.stringify(name[1])}`,
        );
      }
    },
  );

  test.each(names)("is an error where the output has it: %j", async (name) => {
    const config = `import { defineConfig } from "troupe";
      export default defineConfig({ agents: "agents/*.ts", output: ${JSON.stringify(name)}, defaults: { model: "openai/gpt-4o" } });`;
    const project = useProject({
      "agents.config.ts": config,
      "agents/story.ts": agentModule(""),
    });
    const { ok, diagnostics, written } = await project.build();
    expect([ok, written]).toEqual([false, []]);
    expect(diagnostics.map(({ message }) => message).join("")).toContain("contains");
  });

  test.each(["a?b", "a\\b"])("is an error where the project's folder has it: %j", async (name) => {
    const root = path.join(useFolder(), name);
    mkdirSync(root);
    writeFileSync(path.join(root, "agents.config.ts"), "");
    const { diagnostics } = await build({ root });
    expect(diagnostics.map(({ message }) => message).join("")).toContain("rename the folder");
  });
});

describe("what is kept of a build, written anew with its hash", () => {
  const agent = (text: string) => agentModule(`@param() topic = ${JSON.stringify(text)};`);
  const other = agentModule("", { name: "OtherAgent" });

  /** Every way to replace one value near the top of a JSON document. */
  function* spoil(value: unknown, depth = 0): Generator<unknown> {
    yield null;
    yield 7;
    if (typeof value !== "object" || value === null || depth > 3) return;
    for (const key of Object.keys(value).slice(0, 12)) {
      const members = value as Record<string, unknown>;
      for (const spoilt of spoil(members[key], depth + 1)) {
        yield Array.isArray(value)
          ? value.map((member: unknown, index) => (String(index) === key ? spoilt : member))
          : { ...members, [key]: spoilt };
      }
    }
  }

  test.each([".build.json", ".output.json", ".agents.json"])(
    "with nulls and numbers in %s, is as good as nothing",
    async (ending) => {
      const project = useProject({
        "agents/story.ts": agent("one"),
        "agents/other.ts": other,
      });
      expect(await project.build()).toMatchObject({ ok: true });
      const cache = path.join(project.root, "node_modules/.cache/troupe");
      const file = path.join(
        cache,
        readdirSync(cache).find((name) => name.endsWith(ending)) ?? expect.unreachable(),
      );
      const good = readFileSync(file, "utf8");
      const value: unknown = JSON.parse(good.slice(good.indexOf("\n") + 1));
      // With `.agents.json` something has changed, and otherwise the output has.
      const built = agent("one") + (ending === ".agents.json" ? "\n" : "");
      project.write({ "agents/story.ts": built });
      await project.build();
      const output = outputOf(path.join(project.root, "generated"));
      project.write({ "agents/story.ts": agent("one") });
      await project.build();
      const spoilt = [...spoil(value)];
      const some = spoilt.filter((_, index) => index % Math.ceil(spoilt.length / 16) === 0);
      const stale = path.join(project.root, "generated/story.ts");
      for (const body of some.map((one) => JSON.stringify(one))) {
        writeFileSync(file, `${sumOfText(body)}\n${body}`);
        project.write({ "agents/story.ts": built });
        rmSync(stale);
        const result = await project.build();
        expect(result, body.slice(0, 200)).toMatchObject({ ok: true });
        expect(outputOf(path.join(project.root, "generated"))).toEqual(output);
        project.write({ "agents/story.ts": agent("one") });
        await project.build();
      }
    },
    240_000,
  );
});

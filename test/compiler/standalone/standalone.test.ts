import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path, { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatedHeader } from "../../../src/compiler/emit/source-text.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import type { Agent } from "../../../src/dsl/agent.js";
import { declarationOf } from "../../../src/dsl/declaration.js";
import { cliProject, type CliProject } from "../../cli/cli-project.js";
import { processEnv } from "../../support/process-env.js";
import { compilerOptions, useProject } from "../compiled-project.js";
import { harbour } from "./harbour.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const tsc = join(repository, "node_modules/typescript/bin/tsc");
const tsx = join(repository, "node_modules/tsx/dist/cli.mjs");
const timeout = 60_000;

/** Without `standalone`. */
const ordinaryConfig = harbour["agents.config.ts"]?.replace("standalone: true,", "") ?? "";

/** Runs a program of Node's in a project; fails when it does, with all that it said. */
function run(project: CliProject, ...args: readonly string[]): string {
  const ended = spawnSync(process.execPath, args, {
    cwd: project.root,
    encoding: "utf8",
    env: processEnv({ NODE_NO_WARNINGS: "1" }),
  });
  expect(ended.status, ended.stderr + ended.stdout).toBe(0);
  return ended.stdout;
}

/** The files below a folder of a project, sorted. */
function filesIn(project: CliProject, folder: string): string[] {
  return readdirSync(join(project.root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.root.length + 1))
    .sort();
}

const read = (project: CliProject, file: string) => readFileSync(join(project.root, file), "utf8");

describe("the standalone output of a project that needs a compiler", () => {
  let project: CliProject;
  let ordinary: string;

  beforeAll(async () => {
    project = cliProject({
      ...harbour,
      "agents.config.ts": ordinaryConfig,
    });
    expect(await project.agents(["build"])).toMatchObject({ code: 0 });
    ordinary = run(project, tsx, "app.ts");
    project.write(harbour);
    const built = await project.agents(["build"]);
    expect(built, built.stderr).toMatchObject({ code: 0 });
  }, timeout);

  afterAll(() => project.remove());

  test("copies what no runtime loads as it is, and leaves the rest where it is", () => {
    expect(filesIn(project, "generated")).toEqual([
      "generated/clerk.ts",
      "generated/index.ts",
      "generated/manifest.json",
      "generated/pilot.ts",
      "generated/sources/agents/base.js",
      "generated/sources/agents/clerk.agent.d.ts",
      "generated/sources/agents/clerk.agent.js",
      "generated/sources/agents/pilot.agent.d.ts",
      "generated/sources/agents/pilot.agent.js",
      "generated/sources/lib/describe.js",
      "generated/sources/lib/late.js",
      "generated/sources/lib/ships.js",
    ]);
    expect(read(project, "generated/pilot.ts")).toContain('from "../agents.config.ts"');
    expect(read(project, "generated/sources/agents/pilot.agent.js")).toContain(
      'from "../../../lib/register.ts"',
    );
  });

  test("passes tsc, and fails it when a source has changed since", { timeout }, () => {
    run(project, tsc, "-p", ".");
    const pilot = harbour["agents/pilot.agent.ts"] ?? "";
    project.write({ "agents/pilot.agent.ts": pilot.replace("ship!: string", "ship!: number") });
    const stale = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: project.root });
    expect(String(stale.stdout)).toContain("generated/pilot.ts is stale - run: agents build");
    project.write({ "agents/pilot.agent.ts": pilot });
  });

  test("makes the same requests and outputs as the ordinary one", { timeout }, () => {
    expect(run(project, tsx, "app.ts")).toBe(ordinary);
    const { outputs } = JSON.parse(ordinary) as { outputs: { status: string }[] };
    expect(outputs.map(({ status }) => status)).toEqual(Array(4).fill("success"));
  });

  test("runs with Node alone, when its sources are gone", { timeout }, () => {
    const copied = ["agents/base.ts", "agents/clerk.agent.ts", "agents/pilot.agent.ts"];
    const needCompiler = ["lib/describe.ts", "lib/late.ts", "lib/ships.ts"];
    for (const file of [...copied, ...needCompiler]) rmSync(join(project.root, file));
    expect(run(project, "app.ts")).toBe(ordinary);
    project.write(harbour);
  });

  test("is fresh for --check, and pruned when it is wanted no more", { timeout }, async () => {
    expect(await project.agents(["build", "--check"])).toMatchObject({ code: 0 });
    project.write({ "lib/ships.ts": `${harbour["lib/ships.ts"]}export const changed = 1;` });
    const checked = await project.agents(["build", "--check"]);
    expect(checked.code).toBe(1);
    expect(checked.stderr).toContain("  generated/sources/lib/ships.js\n");
    project.write({
      ...harbour,
      "agents.config.ts": ordinaryConfig,
    });
    expect(await project.agents(["build"])).toMatchObject({ code: 0 });
    expect(filesIn(project, "generated").join()).not.toContain("sources");
    expect(await project.agents(["build", "--standalone"])).toMatchObject({ code: 0 });
    expect(filesIn(project, "generated/sources")).toHaveLength(8);
    project.write(harbour);
  });
});

describe("a copy", () => {
  /** The copy of an agent's module, of a project that may have more files. */
  async function copyOf(
    module: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const project = useProject({
      "tsconfig.json": JSON.stringify({
        compilerOptions: { ...compilerOptions, allowImportingTsExtensions: true },
      }),
      "agents/story.ts": module,
      ...more,
    });
    const result = await project.build({ standalone: true });
    expect(result.diagnostics).toEqual([]);
    return project.read("generated/sources/agents/story.js");
  }

  test("calls decorators in the order in which they are applied", async () => {
    const module = `import { Agent, model, param, timeout } from "troupe";
      /** Tells. */
      @model("fake/a")
      // Long enough.
      @timeout("3m")
      export class StoryAgent extends Agent {
        /** What it is about. */
        @param({ minLength: 1 }) "topic"!: string
        @param() tone: "warm" | "dry" = "warm"
        override user() { return this.topic + this.tone; }
      }`;
    expect(await copyOf(module)).toBe(
      `${generatedHeader("agents/story.ts")}
// @ts-self-types="./story.d.ts"
// prettier-ignore
import { Agent, model, param, timeout } from "troupe";
/** Tells. */
// Long enough.
// prettier-ignore
export class StoryAgent extends Agent {
    /** What it is about. */
    "topic";
    tone = "warm";
    user() { return this.topic + this.tone; }
    // Its decorators, called.
    static {
        param({ minLength: 1 })(this.prototype, "topic");
        param()(this.prototype, "tone");
        timeout("3m")(this);
        model("fake/a")(this);
    }
}
`,
    );
  });

  test.each([
    ["standard", {}],
    ["legacy", { experimentalDecorators: true }],
  ])(
    "of a class with a decorator of its own keeps what that does, in the %s form",
    async (_, form) => {
      const project = useProject({
        "tsconfig.json": JSON.stringify({
          compilerOptions: { ...compilerOptions, ...form, allowImportingTsExtensions: true },
        }),
        "agents/story.ts": `import { Agent, model, param } from "troupe";
        const told = (what: object) => { Object.assign(what, { told: true }); };
        @model("fake/a")
        @(told as never)
        export class StoryAgent extends Agent {
          @param() topic!: string;
          override user() { return this.topic; }
        }`,
      });
      expect((await project.build({ standalone: true })).diagnostics).toEqual([]);
      const copy = path.join(project.root, "generated/sources/agents/story.js");
      expect(readFileSync(copy, "utf8")).not.toMatch(/^\s*@/m);
      const { StoryAgent } = await createModuleLoader({ root: project.root }).load(copy);
      expect(StoryAgent).toHaveProperty("told", true);
      expect(declarationOf(StoryAgent as typeof Agent)).toEqual({
        model: "fake/a",
        params: { topic: {} },
      });
    },
  );

  test("says where its source is, where the source asks", async () => {
    const copy = await copyOf(
      `import { Agent } from "troupe";
      const here = [import.meta.url, import.meta.dirname, import.meta.filename];
      export class StoryAgent extends Agent { override user() { return here.join(); } }`,
    );
    expect(copy).toContain(
      'const here = [new URL("../../../agents/story.ts", import.meta.url).href, ' +
        '(import.meta.dirname + "/../../../agents"), ' +
        '(import.meta.dirname + "/../../../agents/story.ts")];',
    );
  });

  test("imports what is there: packages, files that are no modules, copies", async () => {
    const copy = await copyOf(
      `#!/usr/bin/env node
      import { sep } from "node:path";
      import { Agent } from "troupe";
      import data from "./data.json" with { type: "json" };
      import { plain } from "../plain.mjs";
      import { Size } from "../size.js";
      export * from "../exact.ts";
      export class StoryAgent extends Agent {
        override user() { return [sep, data.x, plain, Size.Small].join(); }
      }`,
      {
        "agents/data.json": `{ "x": 1 }`,
        "plain.mjs": `export const plain = 1;`,
        "plain.d.mts": `export const plain: number;`,
        "size.ts": `export enum Size { Small = 1 }`,
        "exact.ts": `import type { Size } from "./size.ts"; export const exact: Size = 1;`,
      },
    );
    expect(copy.match(/from "[^"]+"/g)).toEqual([
      'from "node:path"',
      'from "troupe"',
      'from "../../../agents/data.json"',
      'from "../../../plain.mjs"',
      'from "../size.js"',
      'from "../../../exact.ts"',
    ]);
    expect(copy).not.toContain("#!");
  });
});

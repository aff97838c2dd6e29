import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import type { BuildResult } from "../../../src/compiler/build.js";
import {
  agentModule,
  compilerOptions,
  createProject,
  type TestProject,
  useProject,
} from "../compiled-project.js";

const story = agentModule(`@param() topic!: string; @param() order?: Order;`, {
  before: `
    import type { Order } from "../types/order.js";
    import { Story } from "../schemas/story.js";
    import facts from "../data/facts.json" with { type: "json" };
    import { name as supplier } from "supplier";`,
  decorators: `@schema(Story) @description(facts.purpose + supplier)`,
});

const config = `
  import { defineConfig } from "troupe";
  import { model } from "./settings/model.js";
  export default defineConfig({
    agents: ["agents/**/*.ts", "!agents/**/*.test.ts"],
    defaults: { model: process.env.TROUPE_TEST_MODEL ?? model },
  });`;

const files = {
  "agents.config.ts": config,
  "settings/model.ts": `export const model = "openai/gpt-4o";`,
  "types/order.ts": "export interface Order { id: string }",
  "schemas/story.ts": `
    import { z } from "zod";
    export { Title } from "./title.js";
    import { Title } from "./title.js";
    export const Story = z.object({ title: Title });`,
  "schemas/title.ts": `import { z } from "zod"; export const Title = z.string().max(80);`,
  "data/facts.json": `{ "purpose": "Writes." }`,
  "data/prompt.txt": "Answers.",
  "agents/story.ts": story,
  "agents/other.ts": agentModule(
    `@param() unread = 1;
    override user() { return ""; }`.replace("override user", "override system"),
    {
      name: "OtherAgent",
      before: `import { readFileSync } from "node:fs";
      const text = readFileSync(new URL("../data/prompt.txt", import.meta.url), "utf8");`,
      decorators: `@description(text)`,
    },
  ),
  "tsconfig.json": `{ "extends": "./tsconfig.base.json" }`,
  "tsconfig.base.json": JSON.stringify({
    compilerOptions: { ...compilerOptions, resolveJsonModule: true },
  }),
};

/** A package of the project's own, which can be changed. */
function install(project: TestProject, version: string): void {
  const folder = "node_modules/supplier";
  project.write({
    [`${folder}/package.json`]: `{ "name": "supplier", "version": "${version}", "type": "module", "exports": "./index.js" }`,
    [`${folder}/index.js`]: `export const name = "supplier ${version}";`,
  });
}

function outputOf({ root }: TestProject): Record<string, string> {
  const folder = path.join(root, "generated");
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

/** What of a result does not say how it came about. */
function saidBy({ ok, diagnostics, manifest, agents }: BuildResult) {
  return { ok, diagnostics, manifest, agents };
}

/** Builds with what is kept and without, and expects both to say and write the same. */
async function buildBoth(project: TestProject): Promise<BuildResult> {
  const result = await project.build();
  const output = outputOf(project);
  rmSync(path.join(project.root, "generated"), { recursive: true, force: true });
  const forced = await project.build({ force: true });
  expect(forced.unchanged).toBe(false);
  expect(saidBy(forced)).toEqual(saidBy(result));
  expect(outputOf(project)).toEqual(output);
  return result;
}

describe("a build notices", () => {
  let project: TestProject;
  beforeAll(async () => {
    project = createProject(files);
    install(project, "1.0.0");
    expect(await project.build()).toMatchObject({ ok: true, unchanged: false });
  });
  afterAll(() => project.remove());

  const edit = (file: string, from: string, to: string) => () => {
    const text = project.read(file);
    expect(text).toContain(from);
    project.write({ [file]: text.replace(from, to) });
  };

  it.each<[what: string, change: () => void]>([
    ["an agent", () => edit("agents/story.ts", "topic!", "topic?")()],
    ["a type that an agent imports", () => edit("types/order.ts", "id", "code")()],
    ["a schema two imports away", () => edit("schemas/title.ts", "80", "90")()],
    ["a JSON file that an agent imports", () => edit("data/facts.json", "Writes", "Tells")()],
    ["a file that an agent reads when it is loaded", () => edit("data/prompt.txt", "A", "Ge")()],
    ["a package that an agent imports", () => install(project, "1.0.1")],
    ["the config", () => edit("agents.config.ts", "?? model", "?? `${model}-mini`")()],
    ["what the config imports", () => edit("settings/model.ts", "gpt-4o", "gpt-4.1")()],
    ["a variable that the config reads", () => vi.stubEnv("TROUPE_TEST_MODEL", "openai/o3")],
    ["a variable that is gone", () => vi.stubEnv("TROUPE_TEST_MODEL", undefined)],
    [
      "the tsconfig",
      () => edit("tsconfig.json", "{", `{ "compilerOptions": { "lib": ["es2024", "dom"] },`)(),
    ],
    [
      "what the tsconfig extends",
      () => edit("tsconfig.base.json", `"strict":true`, `"strict":false`)(),
    ],
    ["the package.json", () => edit("package.json", "{", `{ "name": "app",`)()],
    [
      "a new agent",
      () => project.write({ "agents/deep/agent.ts": agentModule("", { name: "DeepAgent" }) }),
    ],
    ["an agent that is gone", () => project.write({ "agents/deep/agent.ts": undefined })],
    [
      "a module that comes before another one",
      () => project.write({ "types/order.d.ts": "", "types/order.js.ts": "" }),
    ],
    ["an .env file", () => project.write({ ".env": "TROUPE_TEST_OTHER=1" })],
  ])("%s", { timeout: 60_000 }, async (_, change) => {
    change();
    expect(await buildBoth(project)).toMatchObject({ ok: true, unchanged: false });
    expect(await buildBoth(project)).toMatchObject({ ok: true, unchanged: true });
  });

  it.each<[what: string, change: () => void]>([
    ["edited", () => project.write({ "generated/story.ts": "// by hand" })],
    ["removed", () => project.write({ "generated/other.ts": undefined })],
  ])("a generated file that was %s, and compiles nothing for it", async (_, change) => {
    const before = outputOf(project);
    change();
    const checked = await project.build({ check: true });
    expect(checked).toMatchObject({ unchanged: true, stale: [expect.stringMatching(/\.ts$/)] });
    const result = await project.build();
    expect(result).toMatchObject({ ok: true, unchanged: true, written: checked.stale });
    expect(outputOf(project)).toEqual(before);
  });
});

describe("a build notices beside its agents", () => {
  const near = (name: string) => `
    import { Agent, model } from "troupe";
    @model("openai/gpt-4o") export class ${name} extends Agent { override user() { return ""; } }`;
  const unread = agentModule("@param() unread!: string;").replace("JSON.stringify(this)", '""');
  let project: TestProject;
  beforeAll(async () => {
    project = createProject({
      "agents.config.ts": `import { defineConfig } from "troupe";
        export default defineConfig({ agents: "agents/**/*.agent.ts", defaults: { model: "openai/gpt-4o" } });`,
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["**/*"] }),
      "agents/story.agent.ts": unread,
      "agents/plain.ts": "export {};",
      "elsewhere/deep/nothing.ts": "export {};",
    });
    expect(await project.build()).toMatchObject({ ok: true, unchanged: false });
  });
  afterAll(() => project.remove());

  const unreached = "agent/unreached";
  it.each<[what: string, change: () => void, codes: readonly string[]]>([
    ["nothing, as yet", () => undefined, ["param/unread"]],
    [
      "decorators in a module that no glob matches",
      () => project.write({ "agents/plain.ts": near("PlainAgent") }),
      [unreached, "param/unread"],
    ],
    [
      "that they are gone",
      () => project.write({ "agents/plain.ts": "export {};" }),
      ["param/unread"],
    ],
    [
      "a new module that is named as those of agents, far away",
      () => project.write({ "elsewhere/deep/late.agent.ts": near("LateAgent") }),
      ["param/unread", unreached],
    ],
    [
      "that its folder has become another project",
      () => project.write({ "elsewhere/agents.config.ts": "export {};" }),
      ["param/unread"],
    ],
    [
      "that the tsconfig leaves it out",
      () => {
        project.write({ "elsewhere/agents.config.ts": undefined });
        project.write({
          "tsconfig.json": JSON.stringify({ compilerOptions, include: ["agents", "*.ts"] }),
        });
      },
      ["param/unread"],
    ],
    [
      "a comment that turns a warning off",
      () =>
        project.write({
          "agents/story.agent.ts": unread.replace(
            "@param()",
            "// troupe-ignore param/unread -- for later\n@param()",
          ),
        }),
      [],
    ],
    [
      "a comment in the tsconfig that turns none off",
      () =>
        project.write({
          "tsconfig.json": `// troupe-ignore tsconfig/raw-decorators -- esbuild compiles\n${JSON.stringify({ compilerOptions })}`,
        }),
      // All of the folder belongs to it again.
      [unreached, "ignore/unused"],
    ],
  ])("%s", { timeout: 60_000 }, async (what, change, codes) => {
    change();
    const isUnchanged = what.startsWith("nothing");
    for (const unchanged of [isUnchanged, true]) {
      const result = await buildBoth(project);
      expect(result).toMatchObject({ ok: true, unchanged });
      expect(result.diagnostics.map(({ code }) => code).sort()).toEqual([...codes].sort());
    }
  });

  it("no more than that in a module which nothing depends on", async () => {
    const log = path.join(project.root, "logs/loaded.txt");
    project.write({ "logs/loaded.txt": "" });
    const story = project.read("agents/story.agent.ts");
    project.write({
      "agents/story.agent.ts": `import { appendFileSync } from "node:fs";
        appendFileSync(${JSON.stringify(log)}, "x"); ${story}`,
    });
    await project.build();
    project.write({ "agents/plain.ts": near("PlainAgent") });
    const { unchanged, diagnostics } = await project.build();
    expect(unchanged).toBe(false);
    expect(diagnostics.map(({ code }) => code)).toContain(unreached);
    expect(readFileSync(log, "utf8")).toBe("x");
  });
});

describe("a build that is strict", () => {
  test("takes the warnings that are kept as errors, and keeps them as warnings", async () => {
    const project = useProject({
      "agents/story.ts": agentModule("@param() unread!: string;").replace(
        "JSON.stringify(this)",
        '""',
      ),
    });
    expect(await project.build()).toMatchObject({ ok: true });
    expect(await project.build({ strict: true })).toMatchObject({
      ok: false,
      agents: 1,
      diagnostics: [{ code: "param/unread", severity: "error" }],
    });
    expect(await project.build()).toMatchObject({
      ok: true,
      unchanged: true,
      diagnostics: [{ code: "param/unread", severity: "warning" }],
    });
  });

  test("writes over no edit, and says so, where nothing else has changed", async () => {
    const project = useProject({ "agents/story.ts": agentModule("@param() topic!: string;") });
    await project.build();
    const edited = `${project.read("generated/story.ts")}// by hand\n`;
    project.write({ "generated/story.ts": edited });
    expect(await project.build({ strict: true })).toMatchObject({
      ok: false,
      diagnostics: [{ code: "write/edited", severity: "error" }],
    });
    expect(project.read("generated/story.ts")).toBe(edited);
    expect(await project.build()).toMatchObject({
      ok: true,
      unchanged: true,
      written: ["generated/story.ts"],
      diagnostics: [{ code: "write/edited", severity: "warning" }],
    });
  });
});

describe("what is kept", () => {
  const simple = { "agents/story.ts": agentModule("@param() topic!: string;") };
  const cacheOf = (project: TestProject) => path.join(project.root, "node_modules/.cache/troupe");

  test("says warnings again, with their places", async () => {
    const project = useProject({
      "agents/story.ts": `import { Agent, model, param } from "troupe";
        export class StoryAgent extends Agent {
          @param() unread!: string;
          override user() { return ""; }
        }`,
    });
    const first = await project.build();
    expect(first.diagnostics).toMatchObject([{ code: "param/unread" }]);
    const second = await project.build();
    expect(second.unchanged).toBe(true);
    expect(second.diagnostics).toEqual(first.diagnostics);
  });

  test("is nothing of a build with errors", async () => {
    const project = useProject({ "agents/story.ts": agentModule("@param() topic!: URL;") });
    const first = await project.build();
    const second = await project.build();
    expect(second).toMatchObject({ ok: false, unchanged: false });
    expect(second.diagnostics).toEqual(first.diagnostics);
  });

  test.each<[what: string, spoil: (file: string) => void]>([
    ["cut short", (file) => writeFileSync(file, readFileSync(file, "utf8").slice(0, 500))],
    [
      "changed by a bit",
      (file) => writeFileSync(file, readFileSync(file, "utf8").replace('"id":"', '"id":"0')),
    ],
    ["empty", (file) => writeFileSync(file, "")],
    ["something else", (file) => writeFileSync(file, "{}")],
    ["not text", (file) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0x01]))],
  ])("is dropped when it is %s", async (_, spoil) => {
    const project = useProject(simple);
    await project.build();
    const expected = outputOf(project);
    for (const name of readdirSync(cacheOf(project))) spoil(path.join(cacheOf(project), name));
    expect(await project.build()).toMatchObject({ ok: true, unchanged: false, diagnostics: [] });
    expect(await project.build()).toMatchObject({ ok: true, unchanged: true });
    expect(outputOf(project)).toEqual(expected);
  });

  test("is dropped when only the output is broken there, once it is asked for", async () => {
    const project = useProject(simple);
    await project.build();
    const expected = outputOf(project);
    for (const name of readdirSync(cacheOf(project))) {
      if (name.endsWith(".output.json")) writeFileSync(path.join(cacheOf(project), name), "");
    }
    expect(await project.build()).toMatchObject({ ok: true, unchanged: true });
    project.write({ "generated/story.ts": "// by hand" });
    expect(await project.build()).toMatchObject({ ok: true, unchanged: false });
    expect(outputOf(project)).toEqual(expected);
  });

  test("is of one folder: a copy of a project elsewhere is built anew", async () => {
    const [project, copy] = [useProject(simple), useProject(simple)];
    await project.build();
    cpSync(cacheOf(project), cacheOf(copy), { recursive: true });
    expect(await copy.build()).toMatchObject({ ok: true, unchanged: false });
  });

  test("is of one config", async () => {
    const project = useProject(simple);
    project.write({
      "other.config.ts": project.read("agents.config.ts").replace("({ ", `({ output: "other", `),
    });
    // Each makes a folder, which the other one sees.
    await project.build();
    await project.build({ config: "other.config.ts" });
    await project.build();
    expect(await project.build({ config: "other.config.ts" })).toMatchObject({ unchanged: true });
    expect(await project.build()).toMatchObject({ unchanged: true });
  });

  test("is nowhere in a node_modules that is a link", async () => {
    const project = useProject(simple);
    const other = useProject();
    rmSync(path.join(project.root, "node_modules"), { recursive: true });
    symlinkSync(path.join(other.root, "node_modules"), path.join(project.root, "node_modules"));
    await project.build();
    expect(readdirSync(path.join(other.root, "node_modules"), {})).not.toContain(".cache");
    expect(await project.build()).toMatchObject({ ok: true, unchanged: true });
  });

  test("holds no value of a variable", async () => {
    vi.stubEnv("TROUPE_TEST_SECRET", "sk-0123456789");
    const project = useProject({
      "agents/story.ts": agentModule("", {
        before: "export const key = process.env.TROUPE_TEST_SECRET;",
      }),
    });
    await project.build();
    const texts = readdirSync(cacheOf(project)).map((name) =>
      readFileSync(path.join(cacheOf(project), name), "utf8"),
    );
    expect(texts.join("")).toContain("TROUPE_TEST_SECRET");
    expect(texts.join("")).not.toContain("sk-0123456789");
  });

  test("serves two builds at a time", async () => {
    const project = useProject(simple);
    const results = await Promise.all([project.build(), project.build(), project.build()]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await project.build()).toMatchObject({ ok: true, unchanged: true });
    expect(Reflect.get(process.env, "PATH")).toBe(process.env["PATH"]);
  });
});

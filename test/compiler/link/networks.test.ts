import { rmSync } from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Manifest } from "../../../src/manifest/manifest.js";
import {
  compilerOptions,
  createProject,
  pointedAt,
  type TestProject,
  useProject,
} from "../compiled-project.js";
import { createTypedProject } from "../emit/type-check.js";

const timeout = 120_000;

const config = `import { defineConfig } from "troupe";
export default defineConfig({
  agents: "agents/*.ts", agentsMd: "AGENTS.md", defaults: { model: "fake/any", timeout: "2m" },
  emit: { jsonSchemas: true },
});
`;

const outline = `import { Agent, param, schema } from "troupe";
import { z } from "zod";
export const Outline = z.object({ headings: z.array(z.string()) });
@schema(Outline)
export class OutlineAgent extends Agent {
  @param() topic!: string;
  override user() { return this.topic; }
}
`;

const others = `import { Agent, param, streaming, tool } from "troupe";
export class SectionAgent extends Agent {
  @param() heading!: string;
  override user() { return this.heading; }
  /** Looks something up. */
  @tool() look() { return this.agents.outline({ topic: this.heading }); }
}
@streaming()
export class EditorAgent extends Agent {
  @param() sections!: readonly string[];
  override user() { return this.sections.join(); }
}
`;

const unused = `import { Agent } from "troupe";
export class UnusedAgent extends Agent {
  override user() { return "Nothing."; }
}
`;

const article = `import { Network, concurrency, maxCalls, param, schema, state } from "troupe";
import { z } from "zod";
export const Article = z.object({ topic: z.string(), text: z.string() });

/** Writes an article. */
@schema(Article)
@concurrency(4)
@maxCalls(20)
export class ArticleNetwork extends Network {
  @param() topic!: string;
  /** 2 of 5 sections. */
  @state() progress = { done: 0, of: 0 };

  async *run() {
    const { headings } = await this.agents.outline({ topic: this.topic });
    this.progress = { done: 0, of: headings.length };
    const sections = await this.all(headings.map((heading) => this.agents["section"]({ heading })));
    const text = yield* this.forward(this.agents.editor({ sections }));
    return { topic: this.topic, text };
  }
}
`;

const silent = `import { Network } from "troupe";
export class SilentNetwork extends Network {
  async run() { await this.agents.article({ topic: "x" }); }
}
`;

const files = {
  "agents.config.ts": config,
  "agents/outline.ts": outline,
  "agents/others.ts": others,
  "agents/article.ts": article,
  "agents/silent.ts": silent,
  "agents/unused.ts": unused,
};

const application = `import { article, silent, type Agents, type ArticleStates } from "./generated/index.js";
const execution = article({ topic: "x" });
export const output: { topic: string; text: string } = await execution;
for await (const { progress } of execution.states()) progress.done satisfies number;
export const callers: Agents = { ...({} as Agents), article };
export const shown: ArticleStates["progress"]["of"] = 1;
export const nothing: string = await silent();
// @ts-expect-error there is no such param
article({ tpic: "x" });
`;

describe("a project with networks", () => {
  let project: TestProject;
  let manifest: Manifest;

  beforeAll(async () => {
    project = createProject(files);
    const result = await project.build();
    expect(result).toMatchObject({ ok: true, diagnostics: [], agents: 4, networks: 2 });
    manifest = JSON.parse(project.read("generated/manifest.json")) as Manifest;
  }, timeout);

  afterAll(() => project.remove());

  test("has them in the manifest, beside its agents", () => {
    expect(Object.keys(manifest.agents)).toEqual(["editor", "outline", "section", "unused"]);
    expect(manifest.networks).toMatchObject({
      article: {
        className: "ArticleNetwork",
        source: "agents/article.ts",
        description: "Writes an article.",
        streaming: true,
        concurrency: 4,
        maxCalls: 20,
        timeout: { totalMs: 120_000 },
        params: [{ name: "topic", type: { kind: "string" }, required: true }],
        states: [{ name: "progress", type: { kind: "object" }, description: "2 of 5 sections." }],
        members: ["editor", "outline", "section"],
        output: { exportName: "Article", schema: { required: ["topic", "text"] } },
      },
      silent: { streaming: false, params: [], members: ["article"] },
    });
    expect(Object.keys(manifest.networks?.["silent"] ?? {})).not.toContain("output");
    expect(manifest.agents["section"]?.members).toEqual(["outline"]);
    expect(manifest.agents["outline"]).not.toHaveProperty("members");
  });

  test("has modules that bind what each class calls, and nothing else", () => {
    const text = project.read("generated/article.ts");
    expect(text).toContain(
      "  network: ArticleNetwork,\n  params: () => z.strictObject({ topic: z.string() }),\n  output: Article,\n  members: { editor: () => editor, outline: () => outline, section: () => section },\n  config,\n",
    );
    expect(text).toContain(
      "export const article: StreamingNetworkCaller<ArticleParams, ArticleOutput, ArticleStates> =",
    );
    expect(text).not.toContain("unused");
    expect(project.read("generated/silent.ts")).toContain(
      "export const silent: NetworkCaller<SilentParams, string> =",
    );
    expect(project.read("generated/section.ts")).toContain(
      "  members: { outline: () => outline },\n",
    );
    expect(project.read("generated/editor.ts")).not.toContain("members");
  });

  test("has bundles that contain what a network calls, and nothing else", async () => {
    const { metafile } = await bundle({
      absWorkingDir: project.root,
      entryPoints: ["generated/silent.ts"],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      packages: "external",
    });
    const agents = Object.keys(metafile.inputs).filter((file) => file.startsWith("agents/"));
    expect(agents.sort()).toEqual(
      ["article", "others", "outline", "silent"].map((name) => `agents/${name}.ts`),
    );
  });

  test("has JSON Schemas and a section about them", () => {
    expect(JSON.parse(project.read("generated/schemas/article.output.json"))).toMatchObject({
      title: "ArticleOutput",
      description: "Output of the network article.",
      required: ["topic", "text"],
    });
    const section = project.read("AGENTS.md");
    expect(section).toContain("- A network calls agents:");
    expect(section).toContain(
      "Streams. Network. Calls editor, outline, section. Class: ArticleNetwork in agents/article.ts.",
    );
    expect(section).toContain(
      "function article(params: ArticleParams): StreamingNetworkExecution<ArticleOutput, ArticleStates>;",
    );
    expect(section).toContain("function silent(params?: SilentParams): NetworkExecution<string>;");
    expect(section).toContain("interface ArticleStates {");
  });

  const check = async (
    changed: Readonly<Record<string, string>>,
    changes: Readonly<Record<string, unknown>> = {},
  ) => {
    const modules = ["article", "editor", "index", "outline", "section", "silent", "unused"];
    const generated = modules.map((name): [string, string] => {
      const file = `generated/${name}.ts`;
      return [file, project.read(file)];
    });
    const all = new Map([...Object.entries({ ...files, ...changed }), ...generated]);
    const typed = await createTypedProject(all, "nodenext", changes);
    try {
      const problems = await typed.checkWith7();
      expect(typed.checkWith6().map(({ file, line }) => [file, line])).toEqual(
        problems.map(({ file, line }) => [file, line]),
      );
      return problems.map(({ file, message }) => `${file}: ${message}`);
    } finally {
      await typed.remove();
    }
  };

  test.each([
    ["standard", {}],
    ["legacy", { experimentalDecorators: true }],
  ] as const)(
    "has exact types in this.agents, in forward and for callers, with %s decorators",
    async (_, changes) => {
      expect(await check({ "app.ts": application }, changes)).toEqual([]);
    },
    timeout,
  );

  test.each([
    ["a renamed param of a member", "agents/outline.ts", ["topic", "about"], "(about changed)"],
    ["another type of a state", "agents/article.ts", ["of: 0 };", "of: '' };"], "progress changed"],
    ["a field that is new", "agents/article.ts", ["async *run", "more = 1;\n  async *run"], "more"],
    [
      "an output that lacks something",
      "agents/article.ts",
      ["return { topic: this.topic, text }", "return { topic: this.topic }"],
      '"ArticleNetwork.run() does not return what its @schema takes: text"',
    ],
    [
      "an output that nobody gets",
      "agents/silent.ts",
      ["await this", "return await this"],
      "SilentNetwork.run() returns a value, but SilentNetwork has no @schema",
    ],
    [
      "a member that does not exist",
      "agents/silent.ts",
      ["agents.article", "agents.artcle"],
      "'artcle'",
    ],
  ] as const)(
    "has tsc refuse %s",
    async (_, file, [from, to], message) => {
      const changed = files[file].replaceAll(from, to);
      expect(changed).not.toBe(files[file]);
      expect((await check({ [file]: changed })).join("\n")).toContain(message);
    },
    timeout,
  );
});

describe("classes that name the type of their callers", () => {
  const named = (text: string) =>
    `import type { Agents } from "../generated/index.js";\n${text
      .replaceAll("extends Network ", "extends Network<Agents> ")
      .replaceAll("extends Agent ", "extends Agent<Agents> ")}`;
  const renamed = Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      file.startsWith("agents/") ? named(text) : text,
    ]),
  );

  test(
    "leave the types of the package alone, and depend on nothing that they generate",
    async () => {
      const project = useProject(renamed);
      expect(await project.build()).toMatchObject({ ok: true, diagnostics: [] });
      const index = project.read("generated/index.ts");
      expect(index).toContain("export interface Agents {\n  readonly article: typeof import(");
      expect(index).not.toContain("declare module");
      expect(await project.build()).toMatchObject({ ok: true, unchanged: true });
    },
    timeout,
  );

  test("import nothing else from the output", async () => {
    const before = `import type { ArticleParams } from "../generated/index.js";\n`;
    const project = useProject({ ...files, "agents/silent.ts": before + silent });
    const { diagnostics } = await project.build();
    expect(diagnostics.map((found) => [found.code, pointedAt(found)])).toEqual([
      ["source/imports-output", '"../generated/index.js"'],
    ]);
  });
});

describe("a build after a change", () => {
  const built = async () => {
    const project = useProject(files);
    expect((await project.build()).ok).toBe(true);
    return project;
  };

  test("reports a member that has another name now, in a module that did not change", async () => {
    const project = await built();
    project.write({ "agents/outline.ts": outline.replace("OutlineAgent", "PlanAgent") });
    const { diagnostics } = await project.build();
    expect(diagnostics.map((found) => [found.code, found.span?.file, pointedAt(found)])).toEqual([
      ["member/unknown", "agents/article.ts", "outline"],
      ["member/unknown", "agents/others.ts", "outline"],
    ]);
    project.write({ "agents/outline.ts": outline });
    expect(await project.build()).toMatchObject({ ok: true, written: [] });
  });

  test("reports a member whose module is gone", async () => {
    const project = await built();
    rmSync(path.join(project.root, "agents/outline.ts"));
    const { diagnostics } = await project.build();
    expect(diagnostics.map(({ code }) => code)).toEqual(["member/unknown", "member/unknown"]);
  });

  test("sees another run, and another state", async () => {
    const project = await built();
    const changed = article
      .replace("async *run", "async run")
      .replace("yield* this.forward", "await ");
    project.write({ "agents/article.ts": changed.replace("progress = {", "progress = { at: 1, ") });
    const { ok, written } = await project.build();
    expect([ok, written.filter((file) => file.endsWith(".ts"))]).toEqual([
      true,
      ["generated/article.ts"],
    ]);
    expect(project.read("generated/article.ts")).toContain(
      "= /* @__PURE__ */ createNetworkCaller(",
    );
    expect((await project.build({ force: true })).written).toEqual([]);
  });

  test("takes over a network that did not change", async () => {
    const project = await built();
    project.write({ "agents/unused.ts": unused.replace("Nothing.", "Nothing at all.") });
    expect(await project.build()).toMatchObject({ ok: true });
    expect((await project.build({ force: true })).written).toEqual([]);
  });

  test("removes the module of a network that is gone", async () => {
    const project = await built();
    rmSync(path.join(project.root, "agents/silent.ts"));
    const { removed } = await project.build();
    expect(removed).toContain("generated/silent.ts");
  });
});

test("a standalone output has copies of networks", async () => {
  const project = useProject({
    ...files,
    "agents.config.ts": config.replace("agentsMd", "standalone: true, agentsMd"),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...compilerOptions, allowImportingTsExtensions: true },
    }),
  });
  expect(await project.build()).toMatchObject({ ok: true, diagnostics: [] });
  expect(project.read("generated/sources/agents/article.js")).toContain(
    "class ArticleNetwork extends Network",
  );
  expect(project.read("generated/article.ts")).toContain('from "./sources/agents/article.js"');
  expect(project.read("generated/index.ts")).toContain('typeof import("./article.ts").article');
});

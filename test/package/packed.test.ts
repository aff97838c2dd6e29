import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInCi } from "../support/describe-in-ci.js";
import { installPacked, type PackedProject } from "./packed-project.js";

const answer = { title: "Grüße 🎭", content: "Once." };

const strictest = {
  target: "es2022",
  module: "nodenext",
  types: ["node"],
  skipLibCheck: false,
  strict: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
};

const include = ["agents.config.ts", "agents", "generated", "app.ts", "vitest.config.ts"];

const files: Readonly<Record<string, string>> = {
  "package.json": `{ "name": "application", "type": "module", "private": true }`,
  "tsconfig.json": JSON.stringify({
    compilerOptions: { ...strictest, rootDir: ".", outDir: "out" },
    include,
  }),
  "tsconfig.legacy.json": JSON.stringify({
    compilerOptions: { ...strictest, experimentalDecorators: true, noEmit: true },
    include,
  }),
  "agents.config.ts": `
    import { defineConfig, fake } from "troupe";
    export default defineConfig({
      agents: "agents/*.agent.ts",
      providers: { fake: fake({ script: ${JSON.stringify(JSON.stringify(answer))} }) },
    });
  `,
  "agents/story.agent.ts": `
    import {
      Agent, cache, defineTool, FatalToolError, maxSteps, model, param, providerOptions, schema, streaming,
      temperature, timeout, tool, tools, type ToolContext,
    } from "troupe";
    import { z } from "zod";

    export const Story = z.object({ title: z.string(), content: z.string() });

    @model("fake/novelist")
    @timeout("10s")
    @temperature(0.5)
    abstract class Writer extends Agent {
      /** The language, as a BCP 47 tag. */
      @param() locale = "en";
    }

    /** Writes a short story. */
    @streaming()
    @schema(Story)
    export class StoryAgent extends Writer {
      @param({ minLength: 1 }) topic!: string;
      @param() tone?: "warm" | "dry";
      override user() { return \`Write about \${this.topic} in \${this.locale}, \${this.tone ?? "warm"}.\`; }
    }

    @cache("1h")
    @schema(Story)
    export class DigestAgent extends Writer {
      override user() { return \`A digest in \${this.locale}.\`; }
    }

    const search = defineTool({
      name: "search",
      description: "Searches.",
      input: z.object({ query: z.string() }),
      run: ({ query }, { signal }) => [query, signal.aborted],
    });

    @tools(search, DigestAgent)
    @maxSteps(4)
    @streaming({ steps: "final" })
    @providerOptions({ openai: { reasoning: { effort: "low" } }, anthropic: { service_tier: "auto" } })
    export class DeskAgent extends Writer {
      /** Finds a lamp. */
      @tool({ timeout: "2s" })
      find({ name }: { name: string; colors?: ("red" | "blue")[] }, { step }: ToolContext) {
        if (step > 3) throw new FatalToolError("no such lamp");
        return { name };
      }
      override user() { return "Find the lamp."; }
    }
  `,
  "app.ts": `
    import { digest, story, type StoryOutput, type StoryParams } from "./generated/index.js";

    const params: StoryParams = { topic: "AI", tone: "dry" };
    const execution = story(params);
    let text = "";
    for await (const chunk of execution) text += chunk;
    const { title, content }: StoryOutput = await execution;
    const { status, streamed } = await execution.record;
    await digest();
    const { cacheStatus } = await digest().record;
    console.log(JSON.stringify({ text, title, content, status, streamed, cacheStatus }));
  `,
  "story.test.ts": `
    import { expect, test } from "vitest";
    import { story } from "./generated/index.js";

    test("a story is told", async () => {
      expect(await story({ topic: "AI" })).toEqual(${JSON.stringify(answer)});
    });
  `,
  // Prints what importing generated/ loads, one module a line.
  "loads.mjs": `
    import { registerHooks } from "node:module";
    registerHooks({
      load(url, context, next) {
        console.log(url);
        return next(url, context);
      },
    });
    await import("./out/generated/index.js");
  `,
  "vitest.config.ts": `
    import { agents } from "troupe/vite";
    import { defineConfig } from "vitest/config";
    export default defineConfig({ plugins: [agents()] });
  `,
};

const told = `${JSON.stringify({
  text: JSON.stringify(answer),
  ...answer,
  status: "success",
  streamed: true,
  cacheStatus: "hit",
})}\n`;

const timeout = 120_000;
const tsc = "node_modules/typescript/bin/tsc";
const tsx = "node_modules/tsx/dist/cli.mjs";
const agents = "node_modules/troupe/dist/cli/main.js";

let project: PackedProject;

beforeAll(async () => {
  project = await installPacked(files);
  await project.node(agents, "build");
}, timeout);

afterAll(() => {
  if (project) rmSync(project.root, { recursive: true, force: true });
});

describeInCi("the packed tarball in a fresh project", () => {
  it("carries its docs, whose links lead to what it carries", () => {
    const folder = join(project.root, "node_modules/troupe");
    const documents = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".md"),
    );
    expect(documents).toContain(join("docs", "calls.md"));
    const lost = documents.flatMap((document) =>
      [...readFileSync(join(folder, document), "utf8").matchAll(/\]\(([^)\s#]+)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^\w+:/.test(link))
        .filter((link) => !existsSync(join(folder, dirname(document), link)))
        .map((link) => `${document}: ${link}`),
    );
    expect(lost).toEqual([]);
  });

  it("builds agents that are not stale afterwards", { timeout }, async () => {
    await project.node(agents, "build", "--check");
    expect(await project.node(agents, "list")).toMatch(/^digest .*\nstory /m);
  });

  it("passes tsc in the strictest tsconfig, in both forms of decorators", { timeout }, async () => {
    expect(await project.node(tsc, "--noEmit")).toBe("");
    expect(await project.node(tsc, "-p", "tsconfig.legacy.json")).toBe("");
  });

  it("runs under tsx with standard decorators", { timeout }, async () => {
    expect(await project.node(tsx, "app.ts")).toBe(told);
  });

  it("runs under tsx with experimentalDecorators", { timeout }, async () => {
    expect(await project.node(tsx, "--tsconfig", "tsconfig.legacy.json", "app.ts")).toBe(told);
  });

  it("runs compiled by tsc", { timeout }, async () => {
    await project.node(tsc);
    expect(await project.node("out/app.js")).toBe(told);
  });

  it(
    "loads neither the compiler nor an SDK for a call, nor what is known of models",
    { timeout },
    async () => {
      const loaded = await project.node("loads.mjs");
      expect(loaded).toMatch(/generated\/story\.js$/m);
      expect(loaded).toMatch(/troupe\/dist\/runtime\/index\.js$/m);
      expect(loaded).not.toMatch(
        /node_modules\/(?:ts-morph|tsx|esbuild|openai|@anthropic-ai|commander|zod-to-json-schema)\/|dist\/(?:compiler|cli|chunks\/registry-)/,
      );
    },
  );

  it("runs in Vitest through troupe/vite", { timeout }, async () => {
    const report = await project.node("node_modules/vitest/vitest.mjs", "run");
    expect(report).toMatch(/Tests +1 passed/);
  });

  it("is run from the command line", { timeout }, async () => {
    expect(await project.node(agents, "run", "story", "--topic", "AI")).toBe(
      JSON.stringify(answer),
    );
  });
});

import { describe, expect, test } from "vitest";
import { callableNameOf } from "../../../../src/compiler/analyze/declaration/callable-name.js";
import { agentModule, compilerOptions, pointedAt, useProject } from "../../compiled-project.js";

describe("decorators are known by what they mean", () => {
  test("renamed, by namespace, through a barrel, as constants and made from one another", async () => {
    const project = useProject({
      "lib/index.ts": `export * from "./deeper.js";\nexport const short = "1m";`,
      "lib/deeper.ts": `export { model as uses, timeout } from "troupe";\nexport * from "troupe";`,
      "agents/story.ts": `
        import * as t from "troupe";
        import { Agent as Root, param as input } from "troupe";
        import { uses, short, temperature } from "../lib/index.js";
        const streams = t.streaming;
        const email = () => input({ format: "email" });
        @uses("anthropic/claude-opus-4")
        @streams()
        @t.timeout(short as "1m")
        @temperature(0.5)
        export class StoryAgent extends Root {
          @input() topic!: string;
          @t.param({ min: 1 }) pages = 3;
          @email() to!: string;
          user() { return \`\${this.topic} \${this.pages} \${this.to}\`; }
        }`,
    });
    const { diagnostics, manifest } = await project.build();
    expect(diagnostics).toEqual([]);
    expect(manifest?.agents["story"]).toMatchObject({
      model: "anthropic/claude-opus-4",
      streaming: true,
      timeout: { totalMs: 60_000 },
      temperature: 0.5,
      params: [
        { name: "topic", required: true },
        { name: "pages", default: 3, constraints: { min: 1 } },
        { name: "to", constraints: { format: "email" } },
      ],
    });
  });

  test("those of another package are left alone, whatever they are called", async () => {
    const project = useProject({
      "other.ts": `export const param = () => (_: unknown, __: unknown): void => {};
                   export const model = (_: string) => (_: unknown, __: unknown): void => {};`,
      "agents/story.ts": `
        import { Agent } from "troupe";
        import { model, param } from "../other.js";
        @model("not a model")
        export class StoryAgent extends Agent {
          @param() when = new Date();
          user() { return ""; }
        }`,
    });
    const { diagnostics, manifest } = await project.build();
    expect(diagnostics).toEqual([]);
    expect(manifest?.agents["story"]).toMatchObject({ model: "openai/gpt-4o", params: [] });
  });

  test("without their module being loaded, by syntax alone", async () => {
    const project = useProject({
      "agents/story.ts": agentModule("@param() a!: RegExp;\n@troupe.param() b!: () => void;", {
        before: "throw new Error('no');",
      }),
    });
    const { diagnostics } = await project.build();
    expect(diagnostics.map((found) => [found.code, pointedAt(found)]).slice(1)).toEqual([
      ["type/not-json", "RegExp"],
      ["type/not-json", "() => void"],
    ]);
  });

  test("in both forms, standard and legacy", async () => {
    const files = {
      "agents/story.ts": agentModule("@param() topic = 'x';\n@param({ min: 1 }) pages!: number;", {
        decorators: "@streaming()\n@cache({ ttl: '1h', key: 'k' })",
      }),
    };
    const legacy = { compilerOptions: { ...compilerOptions, experimentalDecorators: true } };
    const standard = await useProject(files).build();
    const other = await useProject({ ...files, "tsconfig.json": JSON.stringify(legacy) }).build();
    expect(standard.manifest?.agents["story"]).toMatchObject({
      streaming: true,
      cache: { ttlMs: 3_600_000, key: "k" },
      params: [{ name: "topic" }, { name: "pages" }],
    });
    expect(other.manifest).toEqual(standard.manifest);
    expect(other.diagnostics).toEqual(standard.diagnostics);
  });
});

describe("agents", () => {
  test("inherit what classes between them and Agent declare, and abstract ones are none", async () => {
    const project = useProject({
      "agents/base.ts": `
        import { Agent, model, temperature } from "troupe";
        @model("openai/base") @temperature(1)
        export abstract class BaseAgent extends Agent {
          user() { return ""; }
        }
        export abstract class MiddleAgent extends BaseAgent {}`,
      "agents/one.ts": `
        import { temperature } from "troupe";
        import { MiddleAgent } from "./base.js";
        @temperature(0)
        export class OneAgent extends MiddleAgent {}
        class TwoAgent extends OneAgent {}
        export { TwoAgent };`,
    });
    const { diagnostics, manifest, agents } = await project.build();
    expect(diagnostics).toEqual([]);
    expect(agents).toBe(2);
    expect(manifest?.agents).toMatchObject({
      one: { model: "openai/base", temperature: 0, className: "OneAgent" },
      two: { model: "openai/base", temperature: 0, className: "TwoAgent", source: "agents/one.ts" },
    });
  });

  test("take the config's defaults, limit by limit, where no decorator speaks", async () => {
    const project = useProject({
      "agents.config.ts": `import { defineConfig } from "troupe";
        export default defineConfig({
          agents: ["agents/**/*.ts", "!agents/ignored.ts"],
          output: "./out/agents/",
          defaults: { model: "openai/x", streaming: true, timeout: { total: "1m", idle: "5s" }, temperature: 0.3, maxTokens: 5 },
        });`,
      "agents/ignored.ts": "this is no TypeScript",
      "agents/story.ts": agentModule("", { decorators: "@timeout('2m')\n@streaming(false)" }),
    });
    const { diagnostics, manifest, written } = await project.build();
    expect(diagnostics).toEqual([]);
    expect(manifest?.agents["story"]).toMatchObject({
      model: "openai/x",
      streaming: false,
      timeout: { totalMs: 120_000, idleMs: 5_000 },
      temperature: 0.3,
      maxTokens: 5,
    });
    expect(written).toEqual([
      "out/agents/index.ts",
      "out/agents/manifest.json",
      "out/agents/story.ts",
    ]);
  });

  test("describe themselves by @description, and else by their doc comment", async () => {
    const project = useProject({
      "agents/a.ts": agentModule("", { decorators: "/** From the comment. */\n@streaming(false)" }),
      "agents/b.ts": agentModule("", {
        name: "OtherAgent",
        decorators: "/** From the comment. */\n@description('From the decorator.')",
      }),
    });
    const { manifest } = await project.build();
    expect(manifest?.agents["story"]?.description).toBe("From the comment.");
    expect(manifest?.agents["other"]?.description).toBe("From the decorator.");
  });

  test("find their schema by identity: imported, renamed, by namespace, inherited", async () => {
    const project = useProject({
      "schemas.ts": `import { z } from "zod";
        export const Story = z.object({ title: z.string() });
        export const Reply = z.object({ text: z.string() });`,
      "agents/base.ts": `import { Agent, schema } from "troupe";
        import * as schemas from "../schemas.js";
        @schema(schemas.Reply) export abstract class ReplyBase extends Agent {}`,
      "agents/a.ts": agentModule("", {
        before: `import { Story as Tale } from "../schemas.js";`,
        decorators: "@schema(Tale)",
      }),
      "agents/b.ts": agentModule("", {
        name: "ReplyAgent",
        before: `import { ReplyBase } from "./base.js";`,
      }).replace("extends Agent", "extends ReplyBase"),
      "agents/c.ts": agentModule("", {
        name: "OwnAgent",
        before: "const Local = z.object({ a: z.number() });\nexport { Local as Exported };",
        decorators: "@schema(Local)",
      }),
    });
    const { diagnostics, manifest } = await project.build();
    expect(diagnostics).toEqual([]);
    const outputs = Object.values(manifest?.agents ?? {}).map(({ output }) => [
      output?.exportName,
      output?.source,
    ]);
    expect(outputs).toEqual([
      ["Exported", "agents/c.ts"],
      ["Reply", "schemas.ts"],
      ["Story", "schemas.ts"],
    ]);
  });

  test("find a schema that is exported as the default alone, and prefer a name", async () => {
    const schemas = `import { z } from "zod";
      const Story = z.object({ title: z.string() });
      export default Story;`;
    const project = useProject({
      "schemas.ts": schemas,
      "agents/a.ts": agentModule("", {
        before: `import Tale from "../schemas.js";`,
        decorators: "@schema(Tale)",
      }),
    });
    const exported = async () => (await project.build()).manifest?.agents["story"]?.output;
    expect(await exported()).toMatchObject({ exportName: "default", source: "schemas.ts" });
    expect(project.read("generated/story.ts")).toContain("import defaultSchema from");
    project.write({
      "schemas.ts": schemas.replace("const Story", "export const lower = 1, Story"),
    });
    expect(await exported()).toMatchObject({ exportName: "Story" });
  });

  test("take the output's type from a schema whose type is written beside it", async () => {
    const project = useProject({
      "agents/a.ts": agentModule("", {
        before: "export const Story: z.ZodType = z.object({ title: z.string() });",
        decorators: "@schema(Story)",
      }),
    });
    expect((await project.build()).diagnostics).toEqual([]);
    const text = project.read("generated/story.ts");
    // What JSON Schema says would be compared with `unknown`, and be stale for ever.
    expect(text).toContain("export type StoryOutput = OutputOf<typeof Story>;");
    expect(text).not.toContain("schema: typeof Story");
  });

  test("see a user() whose name is written as a string", async () => {
    const text = agentModule("").replace("override user()", '["user"]()');
    const { diagnostics } = await useProject({ "agents/a.ts": text }).build();
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ["StoryAgent", "story"],
    ["HTMLAgent", "html"],
    ["HTMLWriterAgent", "htmlWriter"],
    ["ClassifyTicket", "classifyTicket"],
    ["GPT4Agent", "gpt4"],
    ["Agent", "agent"],
    ["XAgent", "x"],
    ["ÉcrivainAgent", "écrivain"],
    ["storyAgent", "story"],
  ])("are named after their class: %s is %s", (className, name) => {
    expect(callableNameOf(className, "agent")).toBe(name);
  });
});

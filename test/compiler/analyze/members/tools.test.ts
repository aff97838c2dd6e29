import path from "node:path";
import { describe, expect, test } from "vitest";
import type { BuildResult } from "../../../../src/compiler/build.js";
import { createModuleLoader } from "../../../../src/compiler/evaluate/module-loader.js";
import type { ToolSpec } from "../../../../src/manifest/manifest.js";
import { agentModule, useProject, type TestProject } from "../../compiled-project.js";

async function buildClean(
  files: Readonly<Record<string, string | undefined>>,
): Promise<{ project: TestProject; result: BuildResult }> {
  const project = useProject(files);
  const result = await project.build();
  expect(result.diagnostics).toEqual([]);
  return { project, result };
}

async function toolsOf(
  files: Readonly<Record<string, string | undefined>>,
  agent = "story",
): Promise<readonly ToolSpec[]> {
  const { result } = await buildClean(files);
  const tools = result.manifest?.agents[agent]?.tools ?? [];
  // What providers enforce has tests of its own.
  return tools.map(({ lowered: _lowered, restore: _restore, ...tool }) => tool);
}

const object = (properties: Record<string, object>, ...required: string[]) => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

describe("tools that are methods", () => {
  test("take what their parameter's type says, with the doc comments of its properties", async () => {
    const before = `/** A place. */
      export interface Place extends Named { /** A code: "PT". */ country?: "PT" | "ES" | null }
      interface Named { /** In English. */ city: string }
      type Range = { from: number; to: number };`;
    const members = `
      /** Says how the weather will be. */
      @troupe.tool() forecast({ city }: Place, _context: troupe.ToolContext) { return city; }
      @troupe.tool("Says what time it is.") now() { return 0; }
      @troupe.tool({ description: "Plans.", name: "plan-trip", timeout: "5s" })
      async plan(this: StoryAgent, trip: { /** In order. */ places: Place["city"][]; days: Partial<Range>; on?: boolean }) { return trip; }
    `;
    const tools = await toolsOf({ "agents/story.ts": agentModule(members, { before }) });
    const city = { type: "string", description: "In English." };
    expect(tools).toEqual([
      {
        name: "forecast",
        description: "Says how the weather will be.",
        schema: object(
          {
            city,
            country: {
              description: 'A code: "PT".',
              anyOf: [{ type: "string", enum: ["PT", "ES"] }, { type: "null" }],
            },
          },
          "city",
        ),
        run: { kind: "method", method: "forecast" },
      },
      {
        name: "now",
        description: "Says what time it is.",
        schema: object({}),
        run: { kind: "method", method: "now" },
      },
      {
        name: "plan-trip",
        description: "Plans.",
        timeoutMs: 5_000,
        schema: object(
          {
            places: { type: "array", description: "In order.", items: { type: "string" } },
            days: object({ from: { type: "number" }, to: { type: "number" } }),
            on: { type: "boolean" },
          },
          "places",
          "days",
        ),
        run: { kind: "method", method: "plan" },
      },
    ]);
  });

  test("may take a part of the context, and nothing in more than one way", async () => {
    const members = `
      @troupe.tool("x") a(_: {}, context: troupe.ToolContext) { return context.step; }
      @troupe.tool("x") b(_: Record<string, never>, { signal }: { signal: AbortSignal }) { return signal; }
      @troupe.tool("x") c(_: { unit?: string } = {}, context: Pick<troupe.ToolContext, "step">) { return context; }
      @troupe.tool("x") d(input?: { unit: string }) { return input; }
    `;
    const tools = await toolsOf({ "agents/story.ts": agentModule(members) });
    const unit = { unit: { type: "string" } };
    expect(tools.map(({ schema }) => schema)).toEqual([
      object({}),
      object({}),
      object(unit),
      object(unit, "unit"),
    ]);
  });

  test("are inherited, and take what the class makes of them", async () => {
    const files = {
      "base.ts": `import { Agent, tool } from "troupe";
        export abstract class Base<Key> extends Agent {
          /** Finds by key. */
          @tool() find(input: { key: Key }) { return input; }
          /** Reads. */
          @tool({ timeout: "1s" }) read(input: { path: string }): unknown { return input; }
          @tool("Goes.") go() {}
        }`,
      "agents/story.ts": agentModule(
        `override read(input: { path: string; lines?: number }) { return input; }
        /** Goes far. */ @troupe.tool({ name: "walk" }) override go() {}`,
        { before: 'import { Base } from "../base.js";' },
      ).replace("extends Agent {\n", "extends Base<number> {\n"),
    };
    expect(await toolsOf(files)).toEqual([
      {
        name: "find",
        description: "Finds by key.",
        schema: object({ key: { type: "number" } }, "key"),
        run: { kind: "method", method: "find" },
      },
      {
        name: "read",
        description: "Reads.",
        timeoutMs: 1_000,
        schema: object({ path: { type: "string" }, lines: { type: "number" } }, "path"),
        run: { kind: "method", method: "read" },
      },
      {
        name: "walk",
        description: "Goes far.",
        schema: object({}),
        run: { kind: "method", method: "go" },
      },
    ]);
  });

  test("are known by what their decorators record, and not by their text", async () => {
    const members = `
      @timed("2s") slow(input: { a: string }) { return input; }
      @logged fast(input: Date) { return input; }
      @other.tool() neither(input: string) { return input; }
    `;
    const before = `
      const timed = (timeout: "2s") => troupe.tool({ description: "Slow.", timeout });
      function logged(_: unknown, __: unknown) {}
      const other = { tool: () => (_: unknown, __: unknown): void => {} };`;
    const tools = await toolsOf({ "agents/story.ts": agentModule(members, { before }) });
    expect(tools.map(({ name, timeoutMs }) => [name, timeoutMs])).toEqual([["slow", 2_000]]);
  });

  test("of a class that is known by its declaration file are found by what it records", async () => {
    const files = {
      "lib/base.js": `import { Agent, tool } from "troupe";
        export class Base extends Agent { find(input) { return input; } plain(input) {} }
        tool("Finds.")(Base.prototype, "find", {});`,
      "lib/base.d.ts": `import { Agent } from "troupe";
        export declare abstract class Base extends Agent {
          find(input: { id: string }): unknown;
          plain(input: Date): void;
        }`,
      "agents/story.ts": agentModule("", {
        before: 'import { Base } from "../lib/base.js";',
      }).replace("extends Agent {\n", "extends Base {\n"),
    };
    expect(await toolsOf(files)).toEqual([
      {
        name: "find",
        description: "Finds.",
        schema: object({ id: { type: "string" } }, "id"),
        run: { kind: "method", method: "find" },
      },
    ]);
  });
});

describe("tools that are shared", () => {
  const shared = `import { defineTool } from "troupe";
    import { z } from "zod";
    import { z as z3 } from "zod/v3";
    const Node = z.object({ value: z.string(), get next() { return Node.optional(); } });
    export const search = defineTool({ name: "search", description: "Searches.", timeout: "3s",
      input: z.object({ query: z.string().min(1), limit: z.int().default(5) }), run: () => [] });
    export const old = defineTool({ name: "old", description: "Zod 3.",
      input: z3.object({ at: z3.string().datetime().transform((text) => new Date(text)) }), run: () => 1 });
    export const walk = defineTool({ name: "walk", description: "Recursive.", input: Node, run: () => 1 });`;

  test("take what their Zod schema says, and come after methods", async () => {
    const tools = await toolsOf({
      "shared.ts": shared,
      "agents/story.ts": agentModule('@troupe.tool("Own.") own() {}', {
        before: 'import * as shared from "../shared.js"; const list = [shared.old, shared.walk];',
        decorators: "@troupe.tools(shared.search, ...list)",
      }),
    });
    expect(tools.map(({ name }) => name)).toEqual(["own", "search", "old", "walk"]);
    expect(tools[1]).toEqual({
      name: "search",
      description: "Searches.",
      timeoutMs: 3_000,
      schema: object(
        { query: { type: "string", minLength: 1 }, limit: { type: "integer", default: 5 } },
        "query",
      ),
      run: { kind: "defined", fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
    expect(tools[2]?.schema).toMatchObject({ properties: { at: { format: "date-time" } } });
    expect(tools[3]?.schema).toMatchObject({ type: "object", properties: { next: {} } });
  });

  test("replace those that a class inherits", async () => {
    const { result } = await buildClean({
      "shared.ts": shared,
      "agents/story.ts": `import { Agent, tools } from "troupe";
        import { old, search } from "../shared.js";
        @tools(search) abstract class Base extends Agent { user() { return ""; } }
        export class StoryAgent extends Base {}
        @tools(old) export class OtherAgent extends Base {}
        @tools() export class BareAgent extends Base {}`,
    });
    const names = Object.entries(result.manifest?.agents ?? {}).map(
      ([agent, { tools }]) => [agent, tools?.map(({ name }) => name)] as const,
    );
    expect(names).toEqual([
      ["bare", undefined],
      ["other", ["old"]],
      ["story", ["search"]],
    ]);
  });
});

describe("agents that are tools", () => {
  const helper = agentModule(
    `/** What to look for. */ @param({ minLength: 2 }) topic!: string;
    @param({ min: 1, max: 9, int: true }) depth = 3;
    @param({ format: "url" }) site?: string;
    @param() tone: "warm" | "dry" | null = null;
    @param(z.array(z.email())) to: string[] = [];
    @param(z.array(Tree)) trees!: { value: string; branches: unknown[] }[];`,
    {
      name: "ResearchAgent",
      before: `const Tree = z.object({ value: z.string(), get branches(): z.ZodArray { return z.array(Tree); } }) as never as z.ZodType<{ value: string; branches: unknown[] }>;`,
      decorators: '@description("Researches.")\n@timeout("40s")',
    },
  );
  const story = agentModule("", {
    before: 'import { ResearchAgent } from "./research.js";',
    decorators: "@timeout('1m')\n@troupe.tools(ResearchAgent)",
  });
  const files = { "agents/research.ts": helper, "agents/story.ts": story };

  test("take their params, and have their own time", async () => {
    const [tool] = await toolsOf(files);
    const tree = (ref: string) => ({ type: "array", items: { $ref: `#/$defs/${ref}` } });
    expect(tool).toEqual({
      name: "research",
      description: "Researches.",
      timeoutMs: 40_000,
      schema: {
        ...object(
          {
            topic: { type: "string", description: "What to look for.", minLength: 2 },
            depth: { type: "integer", minimum: 1, maximum: 9, default: 3 },
            site: { type: "string", format: "uri" },
            tone: {
              anyOf: [{ type: "string", enum: ["warm", "dry"] }, { type: "null" }],
              default: null,
            },
            to: { type: "array", items: { type: "string", format: "email" }, default: [] },
            trees: tree("schema0"),
          },
          "topic",
          "trees",
        ),
        $defs: {
          schema0: object(
            { value: { type: "string" }, branches: tree("schema0") },
            "value",
            "branches",
          ),
        },
      },
      run: { kind: "agent", agent: "research" },
    });
  });

  test("are called by what was generated of them", async () => {
    const { project } = await buildClean(files);
    const text = project.read("generated/story.ts");
    expect(text).toContain('import { research } from "./research.js";');
    expect(text).toContain("toolAgents: { research: () => research },");
  });
});

test("what is said of steps and of providers is in the spec, and what the config says", async () => {
  const config = (defaults: string) => `import { defineConfig } from "troupe";
    export default defineConfig({ agents: "agents/*.ts", defaults: { model: "openai/x", ${defaults} } });`;
  const { result } = await buildClean({
    "agents.config.ts": config("maxSteps: 7"),
    "agents/story.ts": `import { Agent, maxSteps, providerOptions, streaming, tool } from "troupe";
      abstract class Base extends Agent {
        user() { return ""; }
        @tool({ description: "x", final: true }) async *find() { yield 1; }
      }
      @maxSteps(3, { atLimit: "fail" }) @streaming({ steps: "final" })
      @providerOptions({ openai: { store: true }, fake: { a: [null] } })
      export class StoryAgent extends Base {}
      @providerOptions({ openai: { user: "x" } }) @streaming({ steps: "all" })
      export class OtherAgent extends StoryAgent {}
      export class PlainAgent extends Base {}`,
  });
  const { story, other, plain } = result.manifest?.agents ?? {};
  expect(story).toMatchObject({
    maxSteps: { max: 3, atLimit: "fail" },
    tools: [{ name: "find", final: true }],
    streaming: true,
    streamedSteps: "final",
    providerOptions: { openai: { store: true }, fake: { a: [null] } },
  });
  expect(other).toMatchObject({ providerOptions: { openai: { user: "x" }, fake: { a: [null] } } });
  expect(other).not.toHaveProperty("streamedSteps");
  expect(plain).toMatchObject({ maxSteps: 7 });
  expect(plain).not.toHaveProperty("providerOptions");
});

test("what is generated validates what a model gives, `__proto__` and all", async () => {
  const { project } = await buildClean({
    "agents.config.ts": `import { defineConfig, fake } from "troupe";
      export default defineConfig({ agents: "agents/*.ts", defaults: { model: "fake/x" }, providers: { fake: fake() } });`,
    "agents/story.ts": agentModule(
      '@troupe.tool("x") find(input: { id: string; tags?: string[] }) { return input; }',
    ),
  });
  // The binding is within the caller, so the validator is taken from the text.
  const text = project.read("generated/story.ts");
  const schema = /find: \(\) => (z\.strictObject\(.*\)),/.exec(text)?.[1] ?? "";
  project.write({
    "schema.ts": `import { z } from "zod";\nexport const schema = ${schema};\nexport { story } from "./generated/index.js";`,
  });
  const loader = createModuleLoader({ root: project.root });
  const exports = await loader.load(path.join(project.root, "schema.ts"));
  const accepts = (json: string) =>
    (exports["schema"] as { safeParse(value: unknown): { success: boolean } }).safeParse(
      JSON.parse(json),
    ).success;
  expect(accepts('{ "id": "a", "tags": ["b"] }')).toBe(true);
  expect(accepts('{ "id": "a", "__proto__": { "id": "b" } }')).toBe(false);
  expect(accepts('{ "__proto__": { "id": "b" } }')).toBe(false);
  expect(accepts('{ "id": "a", "more": 1 }')).toBe(false);
  expect(accepts('{ "id": 1 }')).toBe(false);
});

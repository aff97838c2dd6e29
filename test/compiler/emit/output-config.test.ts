import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { importStyleOf } from "../../../src/compiler/source/import-style.js";
import { agentModule, compilerOptions, pointedAt, useProject } from "../compiled-project.js";

const story = agentModule(
  "/** What it is about. */\n@param({ minLength: 1 }) topic!: string;\n@param() tone: 'warm' | 'dry' = 'warm';",
  { before: "export const Story = z.object({ title: z.string() });", decorators: "@schema(Story)" },
);

const config = (emit: string) => `import { defineConfig } from "troupe";
export default defineConfig({ agents: "agents/**/*.ts", defaults: { model: "openai/gpt-4o" }, emit: ${emit} });
`;

/** How the modules of a project with these compiler options import an agent, and each other. */
async function importsOf(
  options: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string | undefined>> = {},
): Promise<(string | undefined)[]> {
  const { module: _, moduleResolution: __, noEmit: ___, ...shared } = compilerOptions;
  const project = useProject({
    "agents/story.agent.ts": story,
    "tsconfig.json": JSON.stringify({ compilerOptions: { ...shared, ...options } }),
    ...files,
  });
  expect((await project.build()).diagnostics).toEqual([]);
  const named = (file: string, what: RegExp) => what.exec(project.read(`generated/${file}`))?.[1];
  return [named("story.ts", /"\.\.\/agents\/(.*)"/), named("index.ts", /"\.\/(.*)"/)];
}

const styles = {
  js: ["story.agent.js", "story.js"],
  ts: ["story.agent.ts", "story.ts"],
  none: ["story.agent", "story"],
};

describe("imports of generated modules", () => {
  const bundler = { module: "esnext", moduleResolution: "bundler" };

  test.each([
    ["js", { module: "nodenext", noEmit: true }],
    ["js", { module: "node20", moduleResolution: "node16" }],
    ["ts", { module: "nodenext", noEmit: true, allowImportingTsExtensions: true }],
    ["ts", { module: "nodenext", rewriteRelativeImportExtensions: true }],
    ["ts", { ...bundler, noEmit: true, allowImportingTsExtensions: true }],
    ["none", { ...bundler, noEmit: true }],
    ["none", { ...bundler, emitDeclarationOnly: true, declaration: true }],
    ["none", { module: "preserve", noEmit: true }],
    ["none", { noEmit: true }],
    // tsc writes JavaScript, and Node may be who runs it.
    ["js", bundler],
  ] as const)("are in the style %s with %o", async (style, options) => {
    expect(await importsOf(options)).toEqual(styles[style]);
  });

  it.each([
    [{ module: "commonjs", moduleResolution: "bundler" }, { type: "module" }],
    [{ module: "nodenext" }, { type: "commonjs" }],
    [{ module: "node20" }, {}],
  ])("have no extension where modules are CommonJS: %o in %o", async (options, packageJson) => {
    const files = { "package.json": JSON.stringify(packageJson) };
    expect(await importsOf(options, files)).toEqual(styles.none);
  });

  it("follow what the tsconfig extends", async () => {
    const base = JSON.stringify({ compilerOptions: { allowImportingTsExtensions: true } });
    const options = JSON.stringify({
      extends: "./base.json",
      compilerOptions: { ...compilerOptions, ...bundler },
    });
    const files = { "base.json": base, "tsconfig.json": options };
    expect(await importsOf({}, files)).toEqual(styles.ts);
  });

  it("have .js without a tsconfig", () => {
    expect(importStyleOf({}, false)).toBe("js");
  });

  it("are what the config says, whatever the tsconfig", async () => {
    for (const style of ["js", "ts", "none"] as const) {
      const files = { "agents.config.ts": config(`{ imports: "${style}" }`) };
      expect(await importsOf({ ...bundler, noEmit: true }, files)).toEqual(styles[style]);
    }
  });
});

describe("the config's emit", () => {
  test.each([
    [
      '{ imports: "tsx" }',
      '"tsx"',
      'imports" is "tsx". It must be "js", "ts" or "none" (did you mean "ts"?).',
    ],
    ["{ jsonSchemas: 1 as never }", "1", 'jsonSchemas" is 1. It must be true or false.'],
    ["{ import: true as never }", "import", 'Did you mean "emit.imports"?'],
  ])("may not be %s", async (emit, place, message) => {
    const project = useProject({
      "agents/story.agent.ts": story,
      "agents.config.ts": config(emit),
    });
    const { diagnostics } = await project.build();
    expect(diagnostics).toMatchObject([{ code: "config/invalid" }]);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0] && pointedAt(diagnostics[0])).toContain(place);
  });
});

/**
 * What is counted: the bytes of `generated/story.ts`, as `agents build` writes it for an agent that
 * streams, takes one param and answers with an object of two texts, without a word of documentation;
 * but for the comments that keep linters and formatters off.
 */
describe("the module of a simple agent", () => {
  const simple = `import { Agent, param, schema, streaming } from "troupe";
import { z } from "zod";
export const Story = z.object({ title: z.string(), content: z.string() });
@streaming()
@schema(Story)
export class StoryAgent extends Agent {
  @param() topic!: string;
  override user() { return this.topic; }
}
`;

  it("stays under 1.5 kB", async () => {
    const project = useProject({ "agents/story.agent.ts": simple });
    expect((await project.build()).diagnostics).toEqual([]);
    const code = project.read("generated/story.ts").replaceAll(/^(?:\/\/|\/\*).*\n/gm, "");
    expect(Buffer.byteLength(code)).toBeLessThan(1500);
  });

  it("grows with each further param by no more than 250 bytes", async () => {
    const sizes: number[] = [];
    for (const count of [1, 11]) {
      const names = Array.from({ length: count }, (_, index) => `topic${index}`);
      const fields = names.map((name) => `@param() ${name}!: string;`).join("\n");
      const text = simple
        .replace("@param() topic!: string;", fields)
        .replace("this.topic", names.map((name) => `this.${name}`).join(" + "));
      const project = useProject({ "agents/story.agent.ts": text });
      await project.build();
      sizes.push(Buffer.byteLength(project.read("generated/story.ts")));
    }
    const [one = 0, eleven = 0] = sizes;
    expect((eleven - one) / 10).toBeLessThan(250);
  });
});

describe("JSON Schemas as files", () => {
  const jsonSchemas = { "agents.config.ts": config("{ jsonSchemas: true }") };
  const schemasOf = (root: string) => readdirSync(path.join(root, "generated/schemas")).sort();

  it("are not written by default", async () => {
    const project = useProject({ "agents/story.agent.ts": story });
    await project.build();
    expect(readdirSync(path.join(project.root, "generated")).sort()).toEqual([
      "index.ts",
      "manifest.json",
      "story.ts",
    ]);
  });

  it("say what a call takes and gives, with defaults and constraints", async () => {
    const project = useProject({ "agents/story.agent.ts": story, ...jsonSchemas });
    expect((await project.build()).written).toContain("generated/schemas/story.params.json");
    expect(JSON.parse(project.read("generated/schemas/story.params.json"))).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "story.params.json",
      title: "StoryParams",
      description: "Params of the agent story.",
      type: "object",
      properties: {
        topic: { type: "string", minLength: 1, description: "What it is about." },
        tone: { type: "string", enum: ["warm", "dry"], default: "warm" },
      },
      required: ["topic"],
      additionalProperties: false,
    });
    expect(JSON.parse(project.read("generated/schemas/story.output.json"))).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "story.output.json",
      title: "StoryOutput",
      description: "Output of the agent story.",
      type: "object",
      properties: { title: { type: "string" } },
      required: ["title"],
      additionalProperties: false,
    });
  });

  it("keep what the author calls a schema, and say of text that it is text", async () => {
    const titled = agentModule("", {
      name: "TitledAgent",
      before: `export const Titled = z.object({ at: z.string() }).meta({ title: "Moment", description: "A time." });`,
      decorators: "@schema(Titled)",
    });
    const project = useProject({
      "agents/titled.ts": titled,
      "agents/echo.ts": agentModule("", { name: "EchoAgent" }),
      ...jsonSchemas,
    });
    await project.build();
    expect(JSON.parse(project.read("generated/schemas/titled.output.json"))).toMatchObject({
      title: "Moment",
      description: "A time.",
    });
    expect(JSON.parse(project.read("generated/schemas/echo.output.json"))).toMatchObject({
      title: "EchoOutput",
      type: "string",
    });
  });

  it("say of a Zod param what its schema says, or else its type", async () => {
    const odd = agentModule(
      `@param(z.string().regex(/^[a-z]+$/)) slug!: string;
       @param(z.custom<"x">()) odd!: "x";`,
      { name: "OddAgent" },
    );
    const project = useProject({ "agents/odd.ts": odd, ...jsonSchemas });
    expect((await project.build()).diagnostics).toEqual([]);
    const { properties } = JSON.parse(project.read("generated/schemas/odd.params.json"));
    expect(properties).toMatchObject({ slug: { pattern: "^[a-z]+$" }, odd: { const: "x" } });
  });

  it("are schemas that a validator of draft 2020-12 takes", async () => {
    const project = useProject({ "agents/story.agent.ts": story, ...jsonSchemas });
    await project.build();
    const params = z.fromJSONSchema(
      JSON.parse(project.read("generated/schemas/story.params.json")),
    );
    expect(params.safeParse({ topic: "AI" }).success).toBe(true);
    expect(params.safeParse({ topic: "", tone: "dry" }).success).toBe(false);
    expect(params.safeParse({ topic: "AI", mood: "calm" }).success).toBe(false);
  });

  it("go with their agent, and with the config's word", async () => {
    const project = useProject({
      "agents/story.agent.ts": story,
      "agents/echo.ts": agentModule("", { name: "EchoAgent" }),
      ...jsonSchemas,
    });
    await project.build();
    expect(schemasOf(project.root)).toHaveLength(4);
    project.write({ "agents/echo.ts": undefined });
    expect((await project.build()).removed).toEqual([
      "generated/echo.ts",
      "generated/schemas/echo.output.json",
      "generated/schemas/echo.params.json",
    ]);
    project.write({ "agents.config.ts": config("{ jsonSchemas: false }") });
    expect((await project.build({ check: true })).stale).toContain(
      "generated/schemas/story.output.json",
    );
    await project.build();
    expect(readdirSync(path.join(project.root, "generated"))).not.toContain("schemas");
  });

  it("are named when somebody has edited one", async () => {
    const project = useProject({ "agents/story.agent.ts": story, ...jsonSchemas });
    await project.build();
    project.write({ "generated/schemas/story.output.json": "{}" });
    expect(await project.build({ check: true })).toMatchObject({
      stale: ["generated/schemas/story.output.json"],
      diagnostics: [{ code: "write/edited" }],
    });
  });
});

import { describe, expect, test } from "vitest";
import { complete, defineConfig, defineTool } from "troupe";
import { jsonSchema } from "troupe/json-schema";
import type { JsonObject } from "../../src/internal/json.js";
import { toJsonSchema } from "../../src/schema/zod/to-json-schema.js";
import type { Manifest } from "../../src/manifest/manifest.js";
import { agentModule, useProject } from "../compiler/compiled-project.js";
import { createTypedProject } from "../compiler/emit/type-check.js";
import { createPushProvider } from "../support/push-provider.js";
import { toldOf } from "../support/tool-callers.js";

const sum: JsonObject = {
  type: "object",
  properties: {
    sum: { type: "integer", minimum: 0, description: "Of all." },
    parts: { type: "array", items: { $ref: "#/$defs/Part" } },
  },
  required: ["sum"],
  additionalProperties: false,
  $defs: {
    Part: {
      type: "object",
      properties: { name: { type: "string", pattern: "^[a-z]+$" }, next: { $ref: "#/$defs/Part" } },
      required: ["name"],
    },
  },
};

function ask(schema: JsonObject) {
  const provider = createPushProvider();
  const execution = complete({
    model: "test/model-1",
    messages: [{ role: "user", content: "Go." }],
    config: defineConfig({ agents: [], providers: { test: provider } }),
    retry: false,
    schema: jsonSchema<{ sum: number; parts?: readonly { name: string }[] }>(schema),
  });
  return { provider, execution };
}

describe("jsonSchema", () => {
  test("asks the model for what it says", async () => {
    const { provider, execution } = ask(sum);
    const { call } = await provider.request(0);
    expect(call.output?.schema).toMatchObject({
      type: "object",
      properties: { sum: { type: "integer", minimum: 0, description: "Of all." } },
      required: ["sum"],
      additionalProperties: false,
    });
    execution.cancel();
  });

  test.each([
    ['{"sum":1}', { sum: 1 }],
    ['{"sum":1,"parts":[{"name":"a","next":{"name":"b"}}]}', { sum: 1 }],
  ])("takes %s", async (text, output) => {
    const { provider, execution } = ask(sum);
    const answer = await provider.request(0);
    answer.text(text);
    answer.finish();
    expect(await execution).toMatchObject(output);
  });

  test.each([
    ['{"sum":-1}', ["sum"]],
    ['{"sum":1.5}', ["sum"]],
    ['{"parts":[]}', ["sum"]],
    ['{"sum":1,"more":2}', []],
    ['{"sum":1,"parts":[{"name":"A"}]}', ["parts", 0, "name"]],
    ['{"sum":1,"parts":[{"name":"a","next":{}}]}', ["parts", 0, "next", "name"]],
  ])("refuses %s at the end, as strictly as Zod", async (text, path) => {
    const { provider, execution } = ask(sum);
    const answer = await provider.request(0);
    answer.text(text);
    answer.finish();
    await expect(execution).rejects.toMatchObject({ code: "invalid_output", issues: [{ path }] });
  });

  test("describes and checks the arguments of a tool", async () => {
    const provider = createPushProvider();
    const seen: unknown[] = [];
    const find = defineTool({
      name: "find",
      description: "Finds.",
      input: jsonSchema<{ city: string }>({
        type: "object",
        properties: { city: { type: "string", minLength: 2 } },
        required: ["city"],
      }),
      run: ({ city }) => void seen.push(city satisfies string),
    });
    const execution = complete({
      model: "test/model-1",
      messages: [{ role: "user", content: "Go." }],
      config: defineConfig({ agents: [], providers: { test: provider } }),
      tools: [find],
    });
    const first = await provider.request(0);
    expect(first.call.tools).toMatchObject([
      { name: "find", schema: { properties: { city: { type: "string", minLength: 2 } } } },
    ]);
    first.ask(["c1", "find", '{"city":"X"}'], ["c2", "find", '{"city":"Oslo"}']);
    expect(await toldOf(provider)).toMatchObject([
      { error: expect.stringContaining("city") },
      "Done.",
    ]);
    expect(seen).toEqual(["Oslo"]);
    execution.cancel();
  });

  test.each<[string, unknown, string]>([
    ["not", { type: "object", not: { required: ["a"] } }, "not is not supported"],
    ["if", { if: { type: "string" }, then: { minLength: 1 } }, "if/then/else"],
    ["a reference elsewhere", { $ref: "https://example.com/a.json" }, "External $ref"],
    ["a reference to nothing", { $ref: "#/$defs/A" }, "Reference not found"],
    ["an unknown type", { type: "strng" }, "Unsupported type: strng"],
    ["text", "{}", "takes a JSON Schema, which is an object"],
    ["null", null, "takes a JSON Schema, which is an object"],
  ])("refuses what it cannot validate as a whole: %s", (_what, schema, says) => {
    expect(() => jsonSchema(schema as JsonObject)).toThrow(
      expect.objectContaining({ code: "config_invalid", message: expect.stringContaining(says) }),
    );
  });

  test("keeps what a schema says on its way to the model", async () => {
    const schemas: JsonObject[] = [
      sum,
      { $schema: "http://json-schema.org/draft-07/schema#", type: ["string", "null"] },
      { oneOf: [{ const: "a" }, { type: "number", exclusiveMinimum: 1 }] },
      { type: "object", additionalProperties: { type: "boolean" } },
      { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" }, minItems: 1 },
      { type: "string", format: "date-time" },
      { enum: ["x", 1, null] },
    ];
    const said = await Promise.all(
      schemas.map(async (one) => (await toJsonSchema(jsonSchema(one))).input),
    );
    expect(said).toMatchSnapshot();
  });
});

test("an agent's schema may be one: the build writes the type of its output", async () => {
  const agent = agentModule("", {
    before: `import { jsonSchema } from "troupe/json-schema";
      export const Sum = jsonSchema(${JSON.stringify(sum)});`,
    decorators: "@schema(Sum) @streaming()",
  });
  const project = useProject({ "agents/story.ts": agent });
  const { diagnostics } = await project.build();
  // No strict mode enforces a pattern.
  expect(diagnostics.map(({ code }) => code)).toEqual(["schema/unenforceable"]);
  const manifest = JSON.parse(project.read("generated/manifest.json")) as Manifest;
  expect(manifest.agents["story"]?.output).toMatchObject({
    exportName: "Sum",
    schema: { required: ["sum"] },
  });
  const generated = ["story.ts", "index.ts"].map((file): [string, string] => [
    `generated/${file}`,
    project.read(`generated/${file}`),
  ]);
  const typed = await createTypedProject(
    new Map([
      ...generated,
      ["agents.config.ts", project.read("agents.config.ts")],
      ["agents/story.ts", agent],
      [
        "app.ts",
        `import { story } from "./generated/index.js";\nexport const sum: number = (await story()).sum;`,
      ],
    ]),
  );
  const problems = await typed.checkWith7();
  await typed.remove();
  expect(problems.filter(({ file }) => file !== "agents/story.ts")).toEqual([]);
}, 60_000);

test.each([[[]], [null], ["string"], [true]])("%j is not a JSON Schema", (schema) => {
  expect(() => jsonSchema(schema as never)).toThrow(
    expect.objectContaining({
      code: "config_invalid",
      message: "jsonSchema() takes a JSON Schema, which is an object.",
    }),
  );
});

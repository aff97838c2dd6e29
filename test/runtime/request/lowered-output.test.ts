import {
  Agent,
  complete,
  defineConfig,
  fake,
  stream,
  type JsonObject,
  type Provider,
  type StreamingExecution,
} from "troupe";
import { createStreamingCaller } from "troupe/runtime";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  anthropicDialect,
  openaiDialect,
  type StrictDialect,
} from "../../../src/schema/strict/dialect.js";
import { freezeSchema } from "../../../src/schema/strict/freeze-schema.js";
import { fingerprintSchema } from "../../../src/schema/zod/fingerprint-schema.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";
import { collect } from "../../support/collect.js";
import { stepWires } from "../../support/step-wires.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";

class Ask extends Agent {
  override user() {
    return "Go.";
  }
}

interface Asked<Output> {
  (params: Record<never, never>): StreamingExecution<Output, unknown>;
}

/** What `agents build` would write for an agent of the schema. */
async function agentOf<Schema extends z.ZodType>(
  provider: Provider,
  output: Schema,
  dialects: readonly StrictDialect[] = [openaiDialect, anthropicDialect],
): Promise<Asked<z.output<Schema>>> {
  const schema = (await toJsonSchema(output)).input;
  return createStreamingCaller({
    spec: {
      version: 1,
      name: "ask",
      className: "Ask",
      source: "agents/ask.agent.ts",
      model: "test/claude-sonnet-4-6",
      streaming: true,
      params: [],
      output: {
        exportName: "Output",
        source: "agents/ask.agent.ts",
        schema,
        fingerprint: fingerprintSchema(output),
        ...freezeSchema(schema, dialects),
      },
    },
    agent: Ask,
    params: () => z.strictObject({}),
    output,
    // The class is not decorated: without this the call would say so.
    tools: [],
    config: defineConfig({ agents: "none", providers: { test: provider } }),
  });
}

const when = z.codec(z.iso.date(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString().slice(0, 10),
});

interface Place {
  name: string;
  within: Record<string, Place>;
}
const Place: z.ZodType<Place> = z.object({
  name: z.string(),
  get within() {
    return z.record(z.string(), Place);
  },
});

/** What is declared, what a model sends for it, and what comes of it. */
const cases: readonly [what: string, z.ZodType, sent: object, output: unknown, partial: unknown][] =
  [
    ["a list at the root", z.array(z.string()), { value: ["a", "b"] }, ["a", "b"], ["a", "b"]],
    [
      "a record",
      z.object({ scores: z.record(z.string(), z.int()), note: z.string().default("none") }),
      { scores: [{ key: "Ann", value: 3 }], note: null },
      { scores: { Ann: 3 }, note: "none" },
      { scores: { Ann: 3 } },
    ],
    [
      "a tuple, and a codec",
      z.object({ between: z.tuple([when, when]) }),
      { between: { 0: "2026-01-01", 1: "2026-02-01" } },
      { between: [new Date("2026-01-01"), new Date("2026-02-01")] },
      { between: ["2026-01-01", "2026-02-01"] },
    ],
    [
      "a union at the root",
      z.union([z.object({ found: z.string() }), z.null()]),
      { value: { found: "it" } },
      { found: "it" },
      { found: "it" },
    ],
  ];

const recursive: (typeof cases)[number] = [
  "a schema that contains itself",
  Place,
  { name: "a", within: [{ key: "b", value: { name: "b", within: [] } }] },
  { name: "a", within: { b: { name: "b", within: {} } } },
  { name: "a", within: { b: { name: "b", within: {} } } },
];

describe.each(stepWires)("an output over $name", (wire) => {
  const enforcesRecursion = !wire.name.startsWith("Anthropic");

  test.each([...cases, recursive])("of %s", async (_, schema, sent, output, partial) => {
    const text = JSON.stringify(sent);
    await using server = await startWireServer(() => sseReply([wire.message({ text })]));
    const ask = await agentOf(wire.create(server.url), schema);
    const execution = ask({});
    const [chunks, partials] = await Promise.all([
      collect(execution),
      collect(execution.partials()),
    ]);
    expect(await execution).toEqual(output);
    expect(chunks.values.join("")).toBe(text);
    expect(partials.values.at(-1)).toEqual(partial);
    expect(await execution.record).toMatchObject({ status: "success", text });
    const isEnforced = enforcesRecursion || schema !== Place;
    expect(JSON.stringify(server.requests[0]?.body).includes("json_schema")).toBe(isEnforced);
  });

  test("in the author's own form, of a model that is only told of the schema", async () => {
    const text = '{"scores":{"Ann":3},"pair":["x",1]}';
    await using server = await startWireServer(() => sseReply([wire.message({ text })]));
    const schema = z.object({
      scores: z.record(z.string(), z.int()),
      pair: z.tuple([z.string(), z.int()]),
    });
    const ask = await agentOf(wire.create(server.url), schema);
    expect(await ask({})).toEqual({ scores: { Ann: 3 }, pair: ["x", 1] });
  });
});

test("a call may ask a model of a provider that nothing was frozen for", async () => {
  const schema = z.object({ by: z.record(z.string(), z.int()), note: z.string().optional() });
  for (const wire of stepWires) {
    const text = '{"by":[{"key":"a","value":1}],"note":null}';
    await using server = await startWireServer(() => sseReply([wire.message({ text })]));
    const ask = await agentOf(wire.create(server.url), schema, []);
    const execution = ask({});
    expect((await collect(execution.partials())).values.at(-1)).toEqual({ by: { a: 1 } });
    expect(await execution).toEqual({ by: { a: 1 } });
    expect(JSON.stringify(server.requests[0]?.body)).toContain('"required":["key","value"]');
  }
});

describe("an output of the fake model", () => {
  test.each([...cases, recursive])("of %s", async (_, schema) => {
    const ask = await agentOf(fake({ firstTokenMs: 0, chunkMs: 0 }), schema);
    const execution = ask({});
    const output = await execution;
    expect(schema.safeParse(z.encode(schema, output as never)).success).toBe(true);
    const sent = JSON.parse(await execution.text) as JsonObject;
    expect(Array.isArray(sent)).toBe(false);
  });
});

test("a plain call lowers its schema when it is called, and undoes it", async () => {
  for (const wire of stepWires) {
    const text = '{"value":[{"key":"a","value":1}]}';
    await using server = await startWireServer(() => sseReply([wire.message({ text })]));
    const config = defineConfig({ agents: [], providers: { test: wire.create(server.url) } });
    const call = {
      model: "test/claude-sonnet-4-6",
      messages: [{ role: "user" as const, content: "Go." }],
      schema: z.record(z.string(), z.int()),
      config,
    };
    const execution = stream(call);
    expect((await collect(execution.partials())).values.at(-1)).toEqual({ a: 1 });
    expect(await execution).toEqual({ a: 1 });
  }
});

test("a plain call of a fake model answers under the lowered schema too", async () => {
  const config = defineConfig({ agents: [], providers: { test: fake() } });
  const output = await complete({
    model: "test/any",
    messages: [{ role: "user", content: "Go." }],
    schema: z.array(z.tuple([z.string(), z.record(z.string(), z.int())])),
    config,
  });
  expect(output.length).toBeGreaterThan(0);
});

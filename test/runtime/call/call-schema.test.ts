import { describe, expect, test } from "vitest";
import { defineTool, fake, type AgentError, type Provider, type ZodSchema } from "troupe";
import { jsonSchema } from "troupe/json-schema";
import { z } from "zod";
import { z as z3 } from "zod3";
import { streamingStory, streamingText, type StoryParams } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { stepWires } from "../../support/step-wires.js";
import { double, toolAgent, type MethodTool } from "../../support/tool-callers.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";

const params: StoryParams = { topic: "AI" };
const Place = z.object({ city: z.string(), people: z.number().optional() });

async function failureOf(execution: PromiseLike<unknown>): Promise<AgentError> {
  return execution.then(
    () => expect.unreachable("it did not fail"),
    (reason: unknown) => reason as AgentError,
  );
}

describe.each(stepWires)("a call that brings a schema, over $name", (wire) => {
  test("asks for it, streams it and validates with it", async () => {
    const text = '{"at":"2026-01-02","scores":[{"key":"Ann","value":3}],"note":null}';
    await using server = await startWireServer(() => sseReply([wire.message({ text })]));
    const ask = streamingText(wire.create(server.url), { model: "test/claude-sonnet-4-6" });
    const execution = ask(params, {
      schema: z.object({
        at: z.string().transform((day) => new Date(day)),
        scores: z.record(z.string(), z.int()),
        note: z.string().default("none"),
      }),
    });
    const [chunks, partials] = await Promise.all([
      collect(execution),
      collect(execution.partials()),
    ]);
    expect(chunks.values.join("")).toBe(text);
    expect(partials.values.at(-1)).toEqual({ at: "2026-01-02", scores: { Ann: 3 } });
    const { at, scores, note } = await execution;
    expect([at.getUTCFullYear(), scores["Ann"], note]).toEqual([2026, 3, "none"]);
    const json = { at: "2026-01-02", scores: { Ann: 3 } };
    expect(await execution.record).toMatchObject({ agent: "story", text, output: json });
    const sent = JSON.stringify(server.requests[0]?.body);
    expect(sent).toContain("json_schema");
    // Lowered as a build would: a record is a list of entries.
    expect(sent).toContain('"required":["key","value"]');
  });

  test("uses tools before it answers", async () => {
    const messages = [
      wire.message({ calls: [["c1", "double", '{"n":4}']] }),
      wire.message({ text: '{"n":8}' }),
    ];
    await using server = await startWireServer(() => sseReply([messages.shift() ?? ""]));
    const ask = toolAgent(wire.create(server.url), [double], {
      spec: { model: "test/claude-sonnet-4-6" },
    });
    expect(await ask({}, { schema: z.object({ n: z.number() }) })).toEqual({ n: 8 });
    expect(wire.countResults(server.requests[1]?.body)).toBe(1);
    for (const { body } of server.requests) expect(JSON.stringify(body)).toContain("json_schema");
  });
});

test("each call has the output of its own schema, and a call without one has the text", async () => {
  const ask = streamingText(fake({ script: ['{"city":"Oslo"}', '{"n":1}', '{"n":2}', "Hello."] }));
  expect(await ask(params, { schema: Place })).toEqual({ city: "Oslo" });
  expect(await ask(params, { schema: z3.object({ n: z3.number() }) })).toEqual({ n: 1 });
  const schema = jsonSchema<{ n: number }>({
    type: "object",
    properties: { n: { type: "integer" } },
    required: ["n"],
  });
  expect((await ask(params, { schema, streaming: false })).n).toBe(2);
  expect(await ask(params, { schema: undefined })).toBe("Hello.");
  expect(ask.spec).not.toHaveProperty("output");
});

test("a fake model makes up an answer to it", async () => {
  const ask = streamingText(fake({ firstTokenMs: 0, chunkMs: 0 }));
  const output = await ask(params, { schema: z.array(z.tuple([z.string(), z.int()])) });
  expect(output.length).toBeGreaterThan(0);
});

describe("an answer that the schema refuses", () => {
  test("is invalid_output, with every issue", async () => {
    const ask = streamingText(fake({ script: '{"city":5}' }));
    expect(await failureOf(ask(params, { schema: Place }))).toMatchObject({
      code: "invalid_output",
      agent: "story",
      partialText: '{"city":5}',
      message: expect.stringContaining("The model's answer does not satisfy the schema:"),
      issues: [{ path: ["city"] }],
    });
  });

  test("is asked for again where @retry says so", async () => {
    const ask = streamingText(fake({ script: ['{"city":5}', '{"city":"Oslo"}'] }));
    const execution = ask(params, {
      schema: Place,
      retry: { invalidOutput: true, restart: true, maxAttempts: 2 },
    });
    expect(await execution).toEqual({ city: "Oslo" });
    expect((await execution.record).attempts).toHaveLength(2);
  });
});

describe("nothing is sent", () => {
  test("for an agent that declares a schema", async () => {
    const provider = createPushProvider();
    const ask = streamingStory(provider) as (
      params: StoryParams,
      options: object,
    ) => PromiseLike<unknown>;
    const error = await failureOf(ask(params, { schema: Place }));
    expect(error).toMatchObject({ code: "invalid_params", issues: [{ path: ["schema"] }] });
    expect(error.message).toContain(
      "schema: expected none, because the agent declares @schema(Story)",
    );
    expect(provider.answers).toHaveLength(0);
  });

  test("for a schema that a model cannot be asked for", async () => {
    const provider = createPushProvider();
    const ask = streamingText(provider);
    const error = await failureOf(ask(params, { schema: z.object({ at: z.date() }) }));
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(error.message).toMatch(
      /^The schema of story cannot be described to a model:\nat is a D/,
    );
    expect(provider.answers).toHaveLength(0);
  });

  test("for JSON Schema that is not made a schema", async () => {
    const ask = streamingText(createPushProvider());
    const error = await failureOf(ask(params, { schema: { type: "object" } as never }));
    expect(error).toMatchObject({ code: "invalid_params", issues: [{ path: ["schema"] }] });
  });
});

describe("a cache", () => {
  const cached = (provider: Provider) =>
    streamingText(provider, { streaming: false, cache: { ttlMs: 60_000 } });
  test("keeps answers by the schema that was asked for", async () => {
    const ask = cached(fake({ script: ['{"city":"Oslo"}', "Hello.", '{"n":1}'] }));
    const again = z.object({ city: z.string(), people: z.number().optional() });
    expect(await ask(params, { schema: Place, streaming: false })).toEqual({ city: "Oslo" });
    expect(await ask(params, { streaming: false })).toBe("Hello.");
    const schema = z.object({ n: z.number() });
    expect(await ask(params, { schema, streaming: false })).toEqual({ n: 1 });
    const kept = ask(params, { schema: again, streaming: false });
    expect(await kept).toEqual({ city: "Oslo" });
    expect((await kept.record).cacheStatus).toBe("hit");
  });

  test("has identical calls wait for the first only where they bring the same schema", async () => {
    const provider = createPushProvider();
    const ask = cached(provider);
    const Short = z.object({ city: z.string().refine((city) => city.length < 5) });
    const Long = z.object({ city: z.string().refine((city) => city.length > 5) });
    const run = (schema: ZodSchema) => ask(params, { schema, streaming: false });
    const executions = [run(Short), run(Short), run(Long)];
    const first = await provider.request(0);
    const second = await provider.request(1);
    first.text('{"city":"Oslo"}');
    first.finish();
    second.text('{"city":"Lisbon"}');
    second.finish();
    expect(await Promise.all(executions)).toEqual([
      { city: "Oslo" },
      { city: "Oslo" },
      { city: "Lisbon" },
    ]);
    expect(provider.answers).toHaveLength(2);
    const records = await Promise.all(executions.map(({ record }) => record));
    expect(records.map(({ cacheStatus }) => cacheStatus)).toEqual(["miss", "hit", "miss"]);
  });
});

describe("a conversation", () => {
  test("has a turn with a schema between others, and its answer in the history", async () => {
    const provider = fake({ script: ["Hello.", '{"city":"Oslo"}', "Bye."] });
    const conversation = streamingText(provider).conversation();
    expect(await conversation.ask(params)).toBe("Hello.");
    expect((await conversation.ask(params, { schema: Place })).city).toBe("Oslo");
    expect(await conversation.ask(params)).toBe("Bye.");
    expect(provider.calls.map(({ output }) => output !== undefined)).toEqual([false, true, false]);
    expect(JSON.stringify(provider.calls[2]?.messages)).toContain("Oslo");
  });

  test("goes on with a turn that was paused, with the schema that continue brings", async () => {
    const ask = streamingText(
      fake({ script: [{ toolCalls: [{ name: "book", input: {}, id: "c1" }] }, '{"city":"Oslo"}'] }),
    );
    const book = defineTool({
      name: "book",
      description: "Books.",
      input: z.object({}),
      approve: true,
      run: () => "done",
    });
    const options = { schema: Place, tools: [book] };
    const conversation = ask.conversation();
    expect(await failureOf(conversation.ask(params, options))).toMatchObject({ code: "paused" });
    const stored = JSON.parse(JSON.stringify(conversation)) as object;
    const execution = ask
      .conversation(stored)
      .continue([{ toolCallId: "c1", approved: true }], options);
    expect((await collect(execution.partials())).values.at(-1)).toEqual({ city: "Oslo" });
    expect((await execution).city).toBe("Oslo");
  });
});

describe("a final tool", () => {
  const submit = (result: unknown): MethodTool => ({
    name: "submit",
    final: true,
    run: () => result,
  });

  test("gives the output that the schema makes of its result", async () => {
    const provider = fake({ script: { toolCalls: [{ name: "submit", input: {} }] } });
    const ask = toolAgent(provider, [submit({ day: "2026-01-02" })]);
    const schema = z.object({ day: z.string().transform((day) => new Date(day)) });
    const execution = ask({}, { schema });
    expect((await execution).day.getUTCFullYear()).toBe(2026);
    expect((await execution.record).output).toEqual({ day: "2026-01-02" });
  });

  test("whose result the schema refuses is told so, and the model answers itself", async () => {
    const provider = fake({
      script: [{ toolCalls: [{ name: "submit", input: {} }] }, '{"city":"Oslo"}'],
    });
    const ask = toolAgent(provider, [submit({ city: 5 })]);
    expect(await ask({}, { schema: Place })).toEqual({ city: "Oslo" });
  });
});

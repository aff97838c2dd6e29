import { afterEach, describe, expect, test, vi } from "vitest";
import {
  AgentError,
  anthropic,
  complete,
  defineConfig,
  defineTool,
  fake,
  openai,
  stream,
  type AgentsConfig,
  type Message,
  type Provider,
  type ResolvedConfig,
  type Tool,
} from "troupe";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod3";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { jsonReply, sseReply, startWireServer } from "../../support/wire-server.js";

const model = "test/model-1";
const messages: readonly Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hi." },
];
const Story = z.object({ title: z.string(), tags: z.array(z.string()).optional() });

function configOf(provider: Provider, more: Partial<AgentsConfig> = {}): ResolvedConfig {
  return defineConfig({ agents: [], providers: { test: provider }, ...more });
}

async function failureOf(execution: PromiseLike<unknown>): Promise<AgentError> {
  return execution.then(
    () => {
      throw new Error("it did not fail");
    },
    (reason: unknown) => reason as AgentError,
  );
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("complete", () => {
  test("gives the text of an answer that comes as a whole", async () => {
    const provider = createPushProvider();
    const execution = complete({ model, messages, config: configOf(provider) });
    const answer = await provider.request();
    expect(answer.call).toMatchObject({ model: "model-1", messages, stream: false });
    expect(answer.call).not.toHaveProperty("output");
    answer.text("Hello.");
    answer.finish();
    expect(await execution).toBe("Hello.");
    expect(Symbol.asyncIterator in execution).toBe(false);
    expect(await execution.record).toMatchObject({
      agent: "complete",
      model,
      provider: "test",
      status: "success",
      streamed: false,
      cacheStatus: "off",
    });
  });

  test("asks for a schema and validates with it", async () => {
    const provider = createPushProvider();
    const config = configOf(provider);
    const execution = complete({ model, messages, schema: Story, name: "tell", config });
    const answer = await provider.request();
    expect(answer.call.output).toEqual({
      name: "tell",
      schema: {
        type: "object",
        properties: {
          title: { type: "string" },
          tags: { type: "array", items: { type: "string" } },
        },
        required: ["title"],
        additionalProperties: false,
      },
    });
    // As a strict mode writes what is left out.
    answer.text('{"title":"A","tags":null}');
    answer.finish();
    const { title, tags } = await execution;
    expect({ title, tags }).toEqual({ title: "A", tags: undefined });
    expect(await execution.record).toMatchObject({ agent: "tell" });
  });

  test("an answer that the schema refuses is invalid_output with every issue", async () => {
    const config = configOf(fake({ script: '{"title":5}' }));
    expect(await failureOf(complete({ model, messages, schema: Story, config }))).toMatchObject({
      code: "invalid_output",
      agent: "complete",
      partialText: '{"title":5}',
      issues: [{ path: ["title"] }],
    });
  });

  test("takes the mini edition of Zod 4, and Zod 3", async () => {
    const ofMini = fake({ script: '{"n":1}' });
    const schema = mini.object({ n: mini.number() });
    expect(await complete({ model, messages, schema, config: configOf(ofMini) })).toEqual({ n: 1 });
    const of3 = fake({ script: '{"n":1}' });
    const third = z3.object({ n: z3.number() });
    expect(await complete({ model, messages, schema: third, config: configOf(of3) })).toEqual({
      n: 1,
    });
    for (const { calls } of [ofMini, of3]) {
      expect(calls[0]?.output?.schema).toMatchObject({ properties: { n: { type: "number" } } });
    }
  });

  test("a message of Zod 3 does not quote what the model wrote", async () => {
    const script = '{"kind":"a secret","size":"another"}';
    const schema = z3.object({ kind: z3.enum(["a", "b"]), size: z3.literal("small") });
    const config = configOf(fake({ script }));
    const error = await failureOf(complete({ model, messages, schema, config }));
    expect(error).toMatchObject({
      code: "invalid_output",
      issues: [
        { path: ["kind"], message: "Invalid enum value. Expected 'a' | 'b'" },
        { path: ["size"] },
      ],
    });
    expect(error.message).not.toMatch(/secret|another/);
  });

  test("a schema that a model cannot be asked for is config_invalid, and nothing is sent", async () => {
    const provider = createPushProvider();
    const schema = z.object({ at: z.date() });
    const error = await failureOf(
      complete({ model, messages, schema, config: configOf(provider) }),
    );
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(error.message).toMatch(
      /^The schema of complete cannot be described to a model:\nat is a D/,
    );
    expect(provider.answers).toHaveLength(0);
  });

  test("the output goes through the schema's transforms", async () => {
    const config = configOf(fake({ script: '{"at":"2026-01-02"}' }));
    const schema = z.object({ at: z.string().transform((text) => new Date(text)) });
    const { at } = await complete({ model, messages, schema, config });
    expect(at.getUTCFullYear()).toBe(2026);
  });

  test("takes what a call of an agent takes", async () => {
    const provider = createPushProvider();
    const seen: string[] = [];
    const execution = complete({
      model,
      messages,
      config: configOf(provider),
      temperature: 0.5,
      maxTokens: 10,
      attachments: [{ data: "aGk=", mediaType: "text/plain" }],
      metadata: { user: "u1" },
      onChunk: (chunk) => seen.push(chunk),
      onEvent: ({ type, agent }) => seen.push(`${agent}:${type}`),
    });
    const answer = await provider.request();
    expect(answer.call).toMatchObject({ temperature: 0.5, maxTokens: 10 });
    expect(answer.call.messages[1]?.content).toHaveLength(2);
    answer.text("a");
    answer.finish();
    expect(await execution.record).toMatchObject({ metadata: { user: "u1" } });
    expect(seen).toContain("a");
    expect(seen).toContain("complete:complete");
  });

  test("a signal, a timeout and cancel end it", async () => {
    const config = configOf(createPushProvider());
    const signal = AbortSignal.abort();
    expect(await failureOf(complete({ model, messages, config, signal }))).toMatchObject({
      code: "cancelled",
    });
    expect(await failureOf(complete({ model, messages, config, timeout: "10ms" }))).toMatchObject({
      code: "timeout",
      limit: "total",
    });
    const execution = complete({ model, messages, config });
    execution.cancel();
    expect(await failureOf(execution)).toMatchObject({ code: "cancelled" });
  });

  test("retry and fallback hold, with the defaults that they document", async () => {
    const provider = createPushProvider();
    const execution = complete({
      model,
      messages,
      config: configOf(provider),
      retry: { maxAttempts: 2, initialDelayMs: 0 },
      fallback: ["test/model-2"],
    });
    (await provider.request(0)).fail(new AgentError("provider_unavailable", "503"));
    (await provider.request(1)).fail(new AgentError("provider_unavailable", "503"));
    const last = await provider.request(2);
    expect(last.call.model).toBe("model-2");
    last.text("a");
    last.finish();
    expect(await execution).toBe("a");
    expect((await execution.record).attempts).toHaveLength(3);
  });

  test("a model that is listed twice is asked once, also in later steps", async () => {
    const provider = createPushProvider();
    const tool = defineTool({ name: "now", description: "", input: z.object({}), run: () => 1 });
    const fallback = ["test/model-2", "test/model-2"];
    const execution = complete({
      model,
      messages,
      fallback,
      tools: [tool],
      config: configOf(provider),
    });
    (await provider.request(0)).fail(new AgentError("provider_rejected", "400"));
    (await provider.request(1)).ask(["c1", "now", ""]);
    (await provider.request(2)).fail(new AgentError("provider_rejected", "400"));
    expect(await failureOf(execution)).toMatchObject({ code: "provider_rejected" });
    expect((await execution.record).attempts).toHaveLength(3);
  });

  test("no options at all are invalid_params, and not a crash", async () => {
    const ask = complete as (options?: unknown) => PromiseLike<unknown>;
    for (const options of [undefined, null, 5]) {
      expect(await failureOf(ask(options))).toMatchObject({
        code: "invalid_params",
        issues: [{ path: ["messages"] }, { path: ["model"] }],
      });
    }
  });

  test("the defaults of a config hold where the call says nothing", async () => {
    const provider = createPushProvider();
    const config = configOf(provider, {
      defaults: { temperature: 0.1, maxTokens: 5, timeout: { total: "20ms" } },
    });
    const execution = complete({ model, messages, config, maxTokens: 6 });
    const { call } = await provider.request();
    expect(call).toMatchObject({ temperature: 0.1, maxTokens: 6 });
    expect(await failureOf(execution)).toMatchObject({ limit: "total" });
  });

  test("messages are what they were when the call was made", async () => {
    const provider = createPushProvider();
    const growing = [...messages];
    const execution = complete({ model, messages: growing, config: configOf(provider) });
    growing.push({ role: "assistant", content: "too late" });
    expect((await provider.request()).call.messages).toHaveLength(2);
    execution.cancel();
  });

  test("a whole exchange with tools can be told again", async () => {
    const provider = createPushProvider();
    const told: readonly Message[] = [
      { role: "user", content: "Weather?" },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "Hm.", replay: { wire: "w", data: { signature: "s" } } },
          { type: "tool_call", id: "c1", name: "weather", arguments: '{"city":"Graz"}' },
        ],
      },
      { role: "tool", toolCallId: "c1", toolName: "weather", content: "Rain.", isError: true },
    ];
    const execution = complete({ model, messages: told, config: configOf(provider) });
    expect((await provider.request()).call.messages).toEqual(told);
    execution.cancel();
  });

  test.each<readonly [what: string, options: object, path: readonly (string | number)[]]>([
    ["no messages", { messages: undefined }, ["messages"]],
    ["an empty list", { messages: [] }, ["messages"]],
    ["a text for messages", { messages: "secret" }, ["messages"]],
    ["a message that is none", { messages: [null] }, ["messages", 0]],
    ["an unknown role", { messages: [{ role: "secret", content: "" }] }, ["messages", 0, "role"]],
    ["an inherited role", { messages: [{ role: "toString" }] }, ["messages", 0, "role"]],
    ["content that is none", { messages: [{ role: "user" }] }, ["messages", 0, "content"]],
    [
      "an image in an answer",
      { messages: [{ role: "assistant", content: [{ type: "image", url: "https://secret/" }] }] },
      ["messages", 0, "content", 0],
    ],
    [
      "a path in a tool's result",
      {
        messages: [
          {
            role: "assistant",
            content: [{ type: "tool_call", id: "a", name: "b", arguments: "" }],
          },
          {
            role: "tool",
            toolCallId: "a",
            toolName: "b",
            content: [{ type: "image", path: "/secret.png" }],
          },
        ],
      },
      ["messages", 1, "content", 0],
    ],
    [
      "a tool call without its result",
      {
        messages: [
          {
            role: "assistant",
            content: [{ type: "tool_call", id: "a", name: "b", arguments: "" }],
          },
          { role: "user", content: "secret" },
        ],
      },
      ["messages", 0, "content", 0],
    ],
    [
      "a result that nobody asked for",
      { messages: [{ role: "tool", toolCallId: "secret", toolName: "b", content: "" }] },
      ["messages", 0, "toolCallId"],
    ],
    [
      "a replay that is none",
      {
        messages: [{ role: "assistant", content: [{ type: "text", text: "a", replay: "secret" }] }],
      },
      ["messages", 0, "content", 0],
    ],
    ["no model", { model: undefined }, ["model"]],
    ["a number for a model", { model: 5 }, ["model"]],
    ["what is no schema", { schema: { type: "object" } }, ["schema"]],
    ["tools that are no list", { tools: {} }, ["tools"]],
    ["what is no tool", { tools: [{ name: "a" }] }, ["tools", 0]],
    ["retries that cannot be", { retry: { maxAttempts: 0 } }, ["retry", "maxAttempts"]],
    ["a number for retries", { retry: 3 }, ["retry"]],
    ["retries that are only turned on", { retry: true }, ["retry"]],
    ["a restart that is a text", { retry: { restart: "yes" } }, ["retry", "restart"]],
    ["a text for a temperature", { temperature: "hot" }, ["temperature"]],
    ["half a token", { maxTokens: 0.5 }, ["maxTokens"]],
    ["a text for fallbacks", { fallback: "test/secret" }, ["fallback"]],
    ["an empty name", { name: "" }, ["name"]],
    ["what is no signal", { signal: {} }, ["signal"]],
    [
      "a tool whose name no provider takes",
      { tools: [{ name: "a secret", description: "", input: z.object({}), run: () => 1 }] },
      ["tools", 0, "name"],
    ],
  ])("%s is invalid_params and says where", async (_what, options, path) => {
    const provider = createPushProvider();
    const given = { model, messages, config: configOf(provider), ...options };
    const error = await failureOf(complete(given as Parameters<typeof complete>[0]));
    expect(error).toMatchObject({ code: "invalid_params", issues: [{ path }] });
    expect(error.message).toMatch(/^The options of (complete)? are invalid:\n {2}/);
    expect(error.message).not.toContain("secret");
    expect(provider.answers).toHaveLength(0);
  });

  test("an unknown provider is config_invalid, and so is what is no config", async () => {
    const unknown = complete({ model: "nobody/model", messages });
    expect(await failureOf(unknown)).toMatchObject({ code: "config_invalid" });
    const config = { agents: [] } as unknown as ResolvedConfig;
    expect(() => complete({ model, messages, config })).toThrow(/what defineConfig/);
    const defaults = { timeout: "soon" } as unknown as AgentsConfig["defaults"];
    expect(() => configOf(createPushProvider(), defaults && { defaults })).toThrow(
      /defaults\.timeout is "soon"/,
    );
  });
});

describe("tools of a plain call", () => {
  const weather: Tool = {
    name: "weather",
    description: "Tells the weather of a city.",
    input: z.object({ city: z.string().min(2) }),
    run: (input) => ({ sky: `rain in ${(input as { city: string }).city}` }),
  };

  test("are told to the model and run, and the answer goes on", async () => {
    const provider = createPushProvider();
    const execution = stream({
      model,
      messages,
      tools: [weather],
      toolChoice: { tool: "weather" },
      config: configOf(provider),
    });
    const chunks = collect(execution);
    const first = await provider.request(0);
    expect(first.call).toMatchObject({
      tools: [
        {
          name: "weather",
          description: "Tells the weather of a city.",
          schema: {
            type: "object",
            properties: { city: { type: "string", minLength: 2 } },
            required: ["city"],
            additionalProperties: false,
          },
        },
      ],
      toolChoice: { tool: "weather" },
    });
    first.push(
      { type: "tool_call_start", id: "a", name: "weather" },
      { type: "tool_call_delta", id: "a", text: '{"city":"Graz"}' },
      { type: "tool_call_start", id: "b", name: "weather" },
      { type: "tool_call_delta", id: "b", text: '{"city":"G"}' },
      { type: "finish", reason: "tool_calls" },
    );
    first.end();
    const second = await provider.request(1);
    expect(second.call.messages.slice(-2)).toMatchObject([
      { role: "tool", toolCallId: "a", content: '{"sky":"rain in Graz"}' },
      { role: "tool", toolCallId: "b", isError: true },
    ]);
    second.text("It rains.");
    second.finish();
    expect((await chunks).values).toEqual(["It rains."]);
    expect(await execution).toBe("It rains.");
    expect((await execution.record).toolCalls).toMatchObject([
      { tool: "weather", input: { city: "Graz" }, outcome: "success" },
      { tool: "weather", outcome: "invalid_input" },
    ]);
  });

  test("have their own timeouts, and maxSteps bounds them", async () => {
    const provider = createPushProvider();
    const slow: Tool = { ...weather, timeout: "5ms", run: () => new Promise(() => {}) };
    const config = configOf(provider);
    const execution = complete({ model, messages, tools: [slow], maxSteps: 2, config });
    for (const step of [0, 1]) {
      const answer = await provider.request(step);
      answer.push(
        { type: "tool_call_start", id: "a", name: "weather" },
        { type: "tool_call_delta", id: "a", text: '{"city":"Graz"}' },
        { type: "finish", reason: "tool_calls" },
      );
      answer.end();
    }
    expect(await failureOf(execution)).toMatchObject({ code: "max_steps" });
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "timeout" }]);
  });

  test("two of one name, or one that a model cannot be asked for, are refused", async () => {
    const config = configOf(createPushProvider());
    const twice = complete({ model, messages, tools: [weather, weather], config });
    expect(await failureOf(twice)).toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["tools", 1, "name"] }],
    });
    const tools: readonly Tool[] = [{ ...weather, input: z.object({ at: z.date() }) }];
    const error = await failureOf(complete({ model, messages, tools, config }));
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(error.message).toMatch(
      /^The input of the tool weather cannot be described to a model:\nat /,
    );
  });

  test("that take no object are refused; one that holds itself is told of as an object", async () => {
    const provider = createPushProvider();
    const config = configOf(provider);
    const ask = (input: z.ZodType) =>
      complete({ model, messages, tools: [{ ...weather, input }], config });
    const error = await failureOf(ask(z.string()));
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(error.message).toContain("the schema is not an object: write z.object({ … })");
    const Node = z.object({
      get next() {
        return Node.optional();
      },
    });
    const execution = ask(Node);
    const { call } = await provider.request();
    expect(call.tools).toMatchObject([{ schema: { type: "object" } }]);
    execution.cancel();
  });
});

describe("stream", () => {
  test("gives the chunks as they come, and the text", async () => {
    const provider = createPushProvider();
    const execution = stream({ model, messages, config: configOf(provider) });
    const chunks = collect(execution);
    const answer = await provider.request();
    expect(answer.call.stream).toBe(true);
    answer.text("Hel", "lo.");
    answer.finish();
    expect((await chunks).values).toEqual(["Hel", "lo."]);
    expect(await execution).toBe("Hello.");
    expect(await execution.record).toMatchObject({ agent: "stream", streamed: true });
  });

  test("gives partial outputs of a schema, also to who asks before Zod is loaded", async () => {
    const provider = createPushProvider();
    const execution = stream({ model, messages, schema: Story, config: configOf(provider) });
    const partials = collect(execution.partials());
    const answer = await provider.request();
    answer.text('{"title":"A"');
    answer.text(',"tags":null}');
    answer.finish();
    const { values } = await partials;
    // What an optional property is written as in a strict mode is left out of a partial output too.
    expect(values.at(-1)).toEqual({ title: "A" });
    expect(await execution).toEqual({ title: "A" });
  });

  test("breaking out of the loop closes the request", async () => {
    const provider = createPushProvider();
    const execution = stream({ model, messages, config: configOf(provider) });
    const answer = await provider.request();
    answer.text("a", "b");
    for await (const _chunk of execution) break;
    expect(answer.closed).toBe(true);
    expect(await execution.record).toMatchObject({ status: "disconnected" });
  });
});

describe("over the wire", () => {
  const choice = (delta: object, finish: string | null = null): string =>
    `data: ${JSON.stringify({
      id: "c",
      object: "chat.completion.chunk",
      model: "gpt-4o",
      choices: [{ index: 0, delta, finish_reason: finish }],
    })}\n\n`;

  test("without a config the built-in providers take their keys from the environment", async () => {
    await using server = await startWireServer(
      sseReply([
        choice({ role: "assistant", content: "" }),
        choice({ content: '{"title":' }),
        choice({ content: '"Ü"}' }),
        choice({}, "stop"),
        "data: [DONE]\n\n",
      ]),
    );
    vi.stubEnv("OPENAI_API_KEY", "sk-test-1");
    vi.stubEnv("OPENAI_BASE_URL", server.url);
    const execution = stream({ model: "openai/gpt-4o", messages, schema: Story });
    expect((await collect(execution)).values).toEqual(['{"title":', '"Ü"}']);
    expect(await execution).toEqual({ title: "Ü" });
    const [request] = server.requests;
    expect(request?.headers["authorization"]).toBe("Bearer sk-test-1");
    expect(request?.body).toMatchObject({
      model: "gpt-4o",
      stream: true,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Hi." },
      ],
    });
  });

  test("a config brings its own providers", async () => {
    await using server = await startWireServer(
      jsonReply({
        id: "msg_1",
        type: "message",
        role: "assistant",
        model: "claude",
        content: [{ type: "text", text: "Hello." }],
        stop_reason: "end_turn",
        usage: { input_tokens: 3, output_tokens: 2 },
      }),
    );
    const config = defineConfig({
      agents: [],
      providers: {
        mine: anthropic({ baseURL: server.url, apiKey: "sk-ant-1" }),
        other: openai({ baseURL: server.url, apiKey: "sk-2" }),
      },
    });
    expect(await complete({ model: "mine/claude-sonnet-5-5", messages, config })).toBe("Hello.");
    expect(server.requests[0]).toMatchObject({ path: "/v1/messages" });
  });
});

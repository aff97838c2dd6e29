import { createOpenAI } from "@ai-sdk/openai";
import { describe, expect, it } from "vitest";
import { aiSdk, anthropic, complete, defineConfig, fake, openai, type Provider } from "troupe";
import { streamingText } from "../support/callers.js";
import { sseReply, startWireServer, type WireReply } from "../support/wire-server.js";

const options = (url: string) => ({ baseURL: `${url}/v1`, apiKey: "sk-test-1234567890" });

const providers: Readonly<Record<string, (url: string) => Provider>> = {
  chat: (url) => openai(options(url)),
  responses: (url) => openai({ ...options(url), api: "responses" }),
  anthropic: (url) => anthropic(options(url)),
  "the AI SDK": (url) => aiSdk(createOpenAI(options(url)).chat),
};

async function failureOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

const circle: Record<string, unknown> = {};
circle["self"] = circle;

const unwritable: Readonly<Record<string, unknown>> = {
  "a BigInt": 1n,
  "a circle": circle,
  "a toJSON that throws": {
    toJSON() {
      throw new Error("no");
    },
  },
  "a function": () => {},
  "a symbol": Symbol("a"),
  "a getter that throws": {
    get a() {
      throw new Error("no");
    },
  },
  "a number that JSON does not have": Number.NaN,
};

describe.each(Object.entries(providers))("a request that cannot be written, %s", (_, create) => {
  it.each(Object.entries(unwritable))(
    "%s is config_invalid, and nothing is sent",
    async (_, value) => {
      await using server = await startWireServer({});
      const caller = streamingText(create(server.url), {
        providerOptions: { test: { value } } as never,
      });
      expect(await failureOf(caller({ topic: "owls" }))).toMatchObject({
        code: "config_invalid",
        retryable: false,
        message: expect.stringMatching(/providerOptions\.test/),
      });
      expect(server.requests).toEqual([]);
    },
  );
});

it.each(["chat", "responses", "anthropic"])(
  "a call that a provider of %s is given by hand is config_invalid too",
  async (name) => {
    const provider = providers[name]?.("http://127.0.0.1:9");
    const read = async () => {
      const { signal } = new AbortController();
      const messages = [{ role: "user", content: "Hi" }] as const;
      const call = { model: "a", messages, stream: true, providerOptions: circle as never, signal };
      for await (const _ of provider?.stream(call) ?? []);
    };
    expect(await failureOf(read())).toMatchObject({ code: "config_invalid" });
  },
);

describe("messages and attachments that are not what they seem", () => {
  const config = defineConfig({ agents: "none", providers: { test: fake({ script: "Hi." }) } });
  const ask = (more: object) =>
    failureOf(
      complete({ model: "test/a", messages: [{ role: "user", content: "Hi" }], config, ...more }),
    );
  const detached = new Uint8Array([1, 2, 3]);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const throwing = (key: string, more: object = {}) =>
    Object.defineProperty({ ...more }, key, {
      enumerable: true,
      get() {
        throw new Error("no");
      },
    });
  const sparse: unknown[] = [];
  sparse[2] = { role: "user", content: "Hi" };

  it.each([
    ["sparse messages", { messages: sparse }, "invalid_params"],
    [
      "holes in a list of parts",
      { messages: [{ role: "user", content: Array.from({ length: 2 }) }] },
      "invalid_params",
    ],
    [
      "a message that throws",
      { messages: [throwing("content", { role: "user" })] },
      "invalid_params",
    ],
    [
      "a part that throws",
      { messages: [{ role: "user", content: [throwing("text", { type: "text" })] }] },
      "invalid_params",
    ],
    [
      "bytes that are gone",
      { attachments: [{ data: detached, mediaType: "image/png" }] },
      "invalid_attachment",
    ],
    [
      "a buffer that is gone",
      { attachments: [{ data: detached.buffer, mediaType: "image/png" }] },
      "invalid_attachment",
    ],
    ["an attachment that throws", { attachments: [throwing("data")] }, "invalid_attachment"],
    ["a hole among attachments", { attachments: Array.from({ length: 1 }) }, "invalid_attachment"],
  ])("fail with a code: %s", async (_, more, code) => {
    expect(await ask(more)).toMatchObject({ code });
  });
});

describe("counts that nobody can mean", () => {
  const frames = (usage: unknown): WireReply =>
    sseReply([
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "Hi." }, finish_reason: "stop" }] })}\n\n`,
      `data: {"choices":[],"usage":${typeof usage === "string" ? usage : JSON.stringify(usage)}}\n\n`,
      "data: [DONE]\n\n",
    ]);

  it.each(["1e308", "-1", "1.5", '"12"', "1e400", "null", "[]", "9007199254740993"])(
    "are absent: %s",
    async (count) => {
      const reply = frames(`{"prompt_tokens":${count},"completion_tokens":${count}}`);
      await using server = await startWireServer(reply);
      const models = { "test/model-1": { prices: { input: 1, output: 1 } } };
      const execution = streamingText(
        openai(options(server.url)),
        {},
        { models },
      )({ topic: "owls" });
      expect(await execution).toBe("Hi.");
      const record = await execution.record;
      expect(record).not.toHaveProperty("usage");
      expect(record).not.toHaveProperty("costUsd");
      expect(record.attempts[0]).not.toHaveProperty("usage");
    },
  );

  it("of a provider of one's own are absent too", async () => {
    for (const count of [1e308, Number.NaN, -1, 0.5, Infinity]) {
      const provider: Provider = {
        kind: "own",
        async *stream() {
          yield [
            { type: "text_delta", text: "Hi." },
            { type: "usage", usage: { inputTokens: count, outputTokens: 1 } },
            { type: "finish", reason: "stop" },
          ];
        },
      };
      const execution = streamingText(provider)({ topic: "owls" });
      await execution;
      expect(await execution.record).not.toHaveProperty("usage");
    }
  });

  it("leave those that are sound where only a detail is odd", async () => {
    const usage = {
      prompt_tokens: 3,
      completion_tokens: 2,
      prompt_tokens_details: { cached_tokens: -4 },
    };
    await using server = await startWireServer(frames(usage));
    const execution = streamingText(openai(options(server.url)))({ topic: "owls" });
    await execution;
    expect((await execution.record).usage).toEqual({ inputTokens: 3, outputTokens: 2 });
  });
});

describe("frames that have nothing but usage", () => {
  const usage = { prompt_tokens: 3, completion_tokens: 2 };

  it.each([
    ["without choices", { usage }],
    ["with choices that are null", { choices: null, usage }],
    ["with an empty list of choices", { choices: [], usage }],
  ])("are not an answer, and are not lost: %s", async (_, frame) => {
    const body = [`data: ${JSON.stringify(frame)}\n\n`, "data: [DONE]\n\n"];
    await using server = await startWireServer(sseReply(body));
    const execution = streamingText(openai(options(server.url)), { retry: false })({
      topic: "owls",
    });
    expect(await failureOf(execution)).toMatchObject({ code: "empty_answer" });
    expect((await execution.record).usage).toEqual({ inputTokens: 3, outputTokens: 2 });
  });

  it("may stand before, between and after the text", async () => {
    const text = (content: string, reason: string | null = null) => ({
      choices: [{ index: 0, delta: { content }, finish_reason: reason }],
    });
    const all = [{ usage }, text("Hi"), { choices: null, usage }, text(".", "stop"), { usage }];
    const body = all.map((frame) => `data: ${JSON.stringify(frame)}\n\n`);
    await using server = await startWireServer(sseReply([...body, "data: [DONE]\n\n"]));
    const execution = streamingText(openai(options(server.url)))({ topic: "owls" });
    expect(await execution).toBe("Hi.");
    expect((await execution.record).usage).toEqual({ inputTokens: 3, outputTokens: 2 });
  });
});

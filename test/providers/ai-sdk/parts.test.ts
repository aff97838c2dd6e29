import { describe, expect, it } from "vitest";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import { collect, createCall, type Outcome } from "../conformance/bench.js";
import { finish, handMade, type HandMade } from "./hand-made.js";

const usage = {
  type: "usage",
  usage: {
    inputTokens: 12,
    outputTokens: 5,
    cacheReadTokens: 3,
    cacheWriteTokens: 1,
    reasoningTokens: 2,
  },
} as const;

function say(script: HandMade): Promise<Outcome> {
  return collect(aiSdk(handMade(script)), createCall());
}

/** What the parts become, without the start and the end. */
async function read(...parts: readonly unknown[]): Promise<readonly ModelStreamPart[]> {
  const { parts: given, error } = await say({ parts: [...parts, finish()] });
  expect(error).toBeUndefined();
  expect(given[0]).toEqual({ type: "response_start" });
  expect(given.at(-2)).toEqual(usage);
  return given.slice(1, -2);
}

describe("text", () => {
  it("is passed on as it comes, and its end with what its provider wants back", async () => {
    const signature = { google: { thoughtSignature: "abc" } };
    expect(
      await read(
        { type: "text-start", id: "0", providerMetadata: { google: { early: 1 } } },
        { type: "text-delta", id: "0", delta: "Hel" },
        { type: "text-delta", id: "0", delta: "lo" },
        { type: "text-delta", id: "0", delta: "", providerMetadata: signature },
        { type: "text-end", id: "0" },
      ),
    ).toEqual([
      { type: "text_delta", text: "Hel" },
      { type: "text_delta", text: "lo" },
      { type: "text_end", replay: { wire: "ai-sdk", data: signature } },
    ]);
  });

  it("that is empty is nothing", async () => {
    expect(
      await read(
        { type: "text-start", id: "0" },
        { type: "text-delta", id: "0", delta: "" },
        { type: "text-end", id: "0" },
      ),
    ).toEqual([]);
  });

  it("without a word is kept for its provider, as Gemini's last signature is", async () => {
    const signature = { google: { thoughtSignature: "abc" } };
    expect(
      await read(
        { type: "text-start", id: "0", providerMetadata: signature },
        { type: "text-delta", id: "0", delta: "", providerMetadata: signature },
        { type: "text-end", id: "0" },
      ),
    ).toEqual([{ type: "text_end", replay: { wire: "ai-sdk", data: signature } }]);
  });

  it("of two parts stays apart, though the first never ends", async () => {
    expect(
      await read(
        { type: "text-delta", id: "0", delta: "one" },
        { type: "text-delta", id: "1", delta: "two" },
      ),
    ).toEqual([
      { type: "text_delta", text: "one" },
      { type: "text_end" },
      { type: "text_delta", text: "two" },
      { type: "text_end" },
    ]);
  });
});

describe("reasoning", () => {
  it("ends with its signature, which Anthropic sends in a delta of its own", async () => {
    const signature = { anthropic: { signature: "sig" } };
    expect(
      await read(
        { type: "reasoning-start", id: "0" },
        { type: "reasoning-delta", id: "0", delta: "Hm." },
        { type: "reasoning-delta", id: "0", delta: "", providerMetadata: signature },
        { type: "reasoning-end", id: "0" },
        { type: "text-delta", id: "1", delta: "Yes." },
      ),
    ).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      { type: "reasoning_end", replay: { wire: "ai-sdk", data: signature } },
      { type: "text_delta", text: "Yes." },
      { type: "text_end" },
    ]);
  });

  it("that is not shown is kept for its provider", async () => {
    const redacted = { anthropic: { redactedData: "xyz" } };
    expect(
      await read(
        { type: "reasoning-start", id: "0", providerMetadata: redacted },
        { type: "reasoning-end", id: "0" },
      ),
    ).toEqual([{ type: "reasoning_end", replay: { wire: "ai-sdk", data: redacted } }]);
  });

  it("that is neither shown nor wanted back is nothing", async () => {
    expect(
      await read({ type: "reasoning-start", id: "0" }, { type: "reasoning-end", id: "0" }),
    ).toEqual([]);
  });

  it("of two parts that end together, as OpenAI's, has the last one carry what both need", async () => {
    const item = { openai: { itemId: "rs_1", reasoningEncryptedContent: null } };
    const whole = { openai: { itemId: "rs_1", reasoningEncryptedContent: "secret" } };
    expect(
      await read(
        { type: "reasoning-start", id: "rs_1:0", providerMetadata: item },
        { type: "reasoning-delta", id: "rs_1:0", delta: "One." },
        { type: "reasoning-start", id: "rs_1:1", providerMetadata: item },
        { type: "reasoning-delta", id: "rs_1:1", delta: "Two." },
        { type: "reasoning-end", id: "rs_1:0", providerMetadata: whole },
        { type: "reasoning-end", id: "rs_1:1", providerMetadata: whole },
      ),
    ).toEqual([
      { type: "reasoning_delta", text: "One." },
      { type: "reasoning_end", replay: { wire: "ai-sdk", data: item } },
      { type: "reasoning_delta", text: "Two." },
      { type: "reasoning_end", replay: { wire: "ai-sdk", data: whole } },
    ]);
  });

  it("has what is kept as plain JSON, whatever it is keyed by", async () => {
    const metadata = JSON.parse('{"acme":{"__proto__":{"polluted":1},"at":1}}') as object;
    const parts = await read(
      { type: "reasoning-delta", id: "0", delta: "Hm." },
      { type: "reasoning-end", id: "0", providerMetadata: { ...metadata, no: "object" } },
    );
    expect(JSON.stringify(parts.at(-1))).toBe(
      '{"type":"reasoning_end","replay":{"wire":"ai-sdk","data":{"acme":{"__proto__":{"polluted":1},"at":1}}}}',
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("a tool call", () => {
  it("shows its arguments as they are written, and ends with what its provider wants back", async () => {
    const signature = { google: { thoughtSignature: "abc" } };
    expect(
      await read(
        { type: "text-delta", id: "0", delta: "Let me look." },
        { type: "tool-input-start", id: "call_1", toolName: "weather" },
        { type: "tool-input-delta", id: "call_1", delta: '{"city":' },
        { type: "tool-input-delta", id: "call_1", delta: '"Oslo"}' },
        { type: "tool-input-end", id: "call_1" },
        {
          type: "tool-call",
          toolCallId: "call_1",
          toolName: "weather",
          input: '{"city":"Oslo"}',
          providerMetadata: signature,
        },
      ),
    ).toEqual([
      { type: "text_delta", text: "Let me look." },
      { type: "text_end" },
      { type: "tool_call_start", id: "call_1", name: "weather" },
      { type: "tool_call_delta", id: "call_1", text: '{"city":' },
      { type: "tool_call_delta", id: "call_1", text: '"Oslo"}' },
      { type: "tool_call_end", id: "call_1", replay: { wire: "ai-sdk", data: signature } },
    ]);
  });

  it("that comes whole is shown whole", async () => {
    expect(
      await read({ type: "tool-call", toolCallId: "c", toolName: "now", input: "{}" }),
    ).toEqual([
      { type: "tool_call_start", id: "c", name: "now" },
      { type: "tool_call_delta", id: "c", text: "{}" },
      { type: "tool_call_end", id: "c" },
    ]);
  });

  it("of several may be open at once", async () => {
    const parts = await read(
      { type: "tool-input-start", id: "a", toolName: "one" },
      { type: "tool-input-start", id: "b", toolName: "two" },
      { type: "tool-input-delta", id: "b", delta: '{"b":2}' },
      { type: "tool-input-delta", id: "a", delta: '{"a":' },
      { type: "tool-call", toolCallId: "b", toolName: "two", input: '{"b":2}' },
      { type: "tool-call", toolCallId: "a", toolName: "one", input: '{"a":1}' },
    );
    const written = (id: string) =>
      parts
        .map((part) => (part.type === "tool_call_delta" && part.id === id ? part.text : ""))
        .join("");
    expect([written("a"), written("b")]).toEqual(['{"a":1}', '{"b":2}']);
  });

  it("has arguments that no piece gave, as those of raw text", async () => {
    const parts = await read(
      { type: "tool-input-start", id: "c", toolName: "patch", inputEncoding: "text" },
      { type: "tool-input-delta", id: "c", delta: "*** Begin" },
      { type: "tool-call", toolCallId: "c", toolName: "patch", input: '"*** Begin"' },
    );
    expect(parts[1]).toEqual({ type: "tool_call_delta", id: "c", text: '"*** Begin"' });
  });

  it("may have its arguments in other words at the end", async () => {
    const parts = await read(
      { type: "tool-input-start", id: "c", toolName: "t" },
      { type: "tool-input-delta", id: "c", delta: '{ "a": 1, "b": 2 }' },
      { type: "tool-call", toolCallId: "c", toolName: "t", input: '{"b":2,"a":1}' },
    );
    expect(parts.map(({ type }) => type)).toEqual([
      "tool_call_start",
      "tool_call_delta",
      "tool_call_end",
    ]);
  });

  it("whose arguments are others at the end is never run", async () => {
    const { error } = await say({
      parts: [
        { type: "tool-input-start", id: "c", toolName: "pay" },
        { type: "tool-input-delta", id: "c", delta: '{"amount":1}' },
        { type: "tool-call", toolCallId: "c", toolName: "pay", input: '{"amount":1000}' },
        finish("tool-calls"),
      ],
    });
    expect(error).toMatchObject({ code: "interrupted" });
    expect(String(error)).not.toContain("1000");
  });

  it("has an id of its own, though its provider gives each the same or none", async () => {
    const call = (toolCallId: string) => ({
      type: "tool-call",
      toolCallId,
      toolName: "t",
      input: "{}",
    });
    const parts = await read(call("x"), call("x"), call(""), call(""));
    const ids = parts.flatMap((part) => (part.type === "tool_call_start" ? [part.id] : []));
    expect(ids).toEqual(["x", "x_2", "call_1", "call_2"]);
  });

  it("that its provider runs itself is told apart, and kept with its result", async () => {
    const call = { input: {} };
    const kept = (type: string, id: string, name: string, value: unknown) => ({
      type: "reasoning_end",
      replay: { wire: "ai-sdk-hosted", data: { type, id, name, value } },
    });
    expect(
      await read(
        { type: "tool-input-start", id: "s", toolName: "web_search", providerExecuted: true },
        { type: "tool-input-delta", id: "s", delta: "{}" },
        { type: "tool-input-end", id: "s" },
        { type: "tool-call", toolCallId: "s", toolName: "web_search", input: "{}" },
        {
          type: "tool-call",
          toolCallId: "t",
          toolName: "code",
          input: "{}",
          providerExecuted: true,
        },
        { type: "tool-result", toolCallId: "s", toolName: "web_search", result: { a: 1 } },
        { type: "tool-result", toolCallId: "t", toolName: "code", result: "x", isError: true },
      ),
    ).toEqual([
      { type: "hosted_call", id: "s", name: "web_search", ...call },
      kept("tool-call", "s", "web_search", {}),
      { type: "hosted_call", id: "t", name: "code", ...call },
      kept("tool-call", "t", "code", {}),
      { type: "hosted_result", id: "s", name: "web_search", output: { a: 1 } },
      kept("tool-result", "s", "web_search", { a: 1 }),
      { type: "hosted_result", id: "t", name: "code", output: "x", failed: true },
      kept("tool-result", "t", "code", "x"),
    ]);
  });

  it("without a name is an error", async () => {
    const { error } = await say({ parts: [{ type: "tool-input-start", id: "c" }, finish()] });
    expect(error).toMatchObject({ code: "interrupted" });
  });

  it("makes the reason of the end that tools were asked for", async () => {
    const parts = [
      { type: "tool-call", toolCallId: "c", toolName: "t", input: "{}" },
      finish("stop"),
    ];
    expect((await say({ parts })).parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
  });
});

describe("other parts", () => {
  it("say which model answers, with the id of the request", async () => {
    const { parts } = await say({
      parts: [{ type: "response-metadata", id: "resp_1", modelId: "acme-1" }, finish()],
      headers: { "x-request-id": "req_1" },
    });
    expect(parts.slice(0, 2)).toEqual([
      { type: "response_start", requestId: "req_1" },
      { type: "response_start", requestId: "req_1", model: "acme-1" },
    ]);
  });

  it("are passed over: files, raw frames, pings and what is not invented yet", async () => {
    expect(
      await read(
        { type: "stream-start", warnings: [] },
        { type: "ping" },
        { type: "raw", rawValue: { secret: true } },
        { type: "source", sourceType: "url", id: "1" },
        { type: "file", mediaType: "image/png", data: { type: "data", data: "AAAA" } },
        { type: "reasoning-file", mediaType: "image/png", data: { type: "data", data: "AAAA" } },
        { type: "custom", kind: "acme.thing" },
        { type: "tool-approval-request", approvalId: "1", toolCallId: "2" },
        { type: "telepathy", thought: 1 },
      ),
    ).toEqual([]);
  });

  it("name sources, of which the AI SDK says no place", async () => {
    const page = {
      type: "source",
      sourceType: "url",
      id: "1",
      url: "https://a.example",
      title: "A",
    };
    const file = { type: "source", sourceType: "document", id: "2", filename: "b.pdf" };
    expect(await read(page, file)).toEqual([
      { type: "source", url: "https://a.example", title: "A" },
      { type: "source", title: "b.pdf" },
    ]);
  });

  it.each([undefined, null, 42, "text", {}, { type: 1 }])(
    "that are none of the AI SDK's are an error: %j",
    async (part) => {
      const { error } = await say({ parts: [part, finish()] });
      expect(error).toMatchObject({ code: "interrupted" });
    },
  );
});

describe("the end", () => {
  it.each([
    [{ unified: "stop", raw: "end_turn" }, "stop"],
    [{ unified: "length", raw: "max_tokens" }, "length"],
    [{ unified: "tool-calls", raw: "tool_use" }, "tool_calls"],
    [{ unified: "content-filter", raw: "SAFETY" }, "content_filter"],
    [{ unified: "content-filter", raw: undefined }, "content_filter"],
    [{ unified: "content-filter", raw: "refusal" }, "refusal"],
    [{ unified: "content-filter", raw: "stop" }, "refusal"],
    [{ unified: "other", raw: "pause_turn" }, "pause"],
    ["stop", "stop"],
    ["other", "other"],
  ])("of the reason %j is %s", async (finishReason, reason) => {
    const { parts } = await say({ parts: [{ type: "finish", finishReason, usage: {} }] });
    expect(parts.at(-1)).toEqual({ type: "finish", reason });
  });

  it("is a refusal of OpenAI's, which gives no reason for one", async () => {
    const parts = [{ type: "finish", finishReason: { unified: "content-filter" }, usage: {} }];
    const given = await say({ parts, provider: "openai.responses" });
    expect(given.parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
  });

  it.each([
    ["no finish part", []],
    ["a provider's own word", [finish("interrupted", undefined)]],
    ["a reason that nobody gave", [finish("other", "")]],
    ["the AI SDK 5", [{ type: "finish", finishReason: "unknown", usage: {} }]],
    ["nothing", [{ type: "finish" }]],
  ])("is none when the stream was cut, as said by %s", async (_, end) => {
    const { parts, text, error } = await say({
      parts: [{ type: "text-delta", id: "0", delta: "Hel" }, ...end],
    });
    expect({ text, error }).toEqual({ text: "Hel", error: undefined });
    expect(parts.some(({ type }) => type === "finish")).toBe(false);
  });

  it("of one message is none when its provider begins another", async () => {
    const text = { type: "text-delta", id: "0", delta: "a" };
    const cut = await say({ parts: [text, finish(), text] });
    expect(cut.parts.some(({ type }) => type === "finish")).toBe(false);
    const whole = await say({ parts: [text, finish("other", "pause_turn"), text, finish()] });
    expect(whole.parts.filter(({ type }) => type === "finish")).toEqual([
      { type: "finish", reason: "stop" },
    ]);
  });

  it("is not waited for longer than a second once the model has said why it stopped", async () => {
    const model = handMade({ parts: [finish()], then: "hang" });
    const { parts } = await collect(aiSdk(model), createCall());
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    expect(model.cancelled).toBe(true);
  });

  it("stands, however the stream ends after it", async () => {
    const { parts, error } = await say({ parts: [finish(), new Error("reset")] });
    expect(error).toBeUndefined();
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
  });
});

describe("usage", () => {
  it.each([
    [{ inputTokens: 7, outputTokens: 3, cachedInputTokens: 2, reasoningTokens: 1 }, [7, 3, 2, 1]],
    [
      { inputTokens: { noCache: 4, cacheRead: 2 }, outputTokens: { text: 1, reasoning: 2 } },
      [6, 3, 2, 2],
    ],
    [{ inputTokens: { total: 4 }, outputTokens: {} }, [4, 0, undefined, undefined]],
  ])("is read from %j", async (said, [input, output, cached, reasoning]) => {
    const { parts } = await say({
      parts: [{ type: "finish", finishReason: "stop", usage: said }],
    });
    expect(parts.find((part) => part.type === "usage")).toEqual({
      type: "usage",
      usage: {
        inputTokens: input,
        outputTokens: output,
        ...(cached !== undefined && { cacheReadTokens: cached }),
        ...(reasoning !== undefined && { reasoningTokens: reasoning }),
      },
    });
  });

  it.each([undefined, {}, { inputTokens: {}, outputTokens: {} }, { inputTokens: Number.NaN }])(
    "is unknown and not zero: %j",
    async (said) => {
      const { parts } = await say({
        parts: [{ type: "finish", finishReason: "stop", usage: said }],
      });
      expect(parts.some(({ type }) => type === "usage")).toBe(false);
    },
  );
});

describe("batches", () => {
  it("hold all parts that are there at once", async () => {
    const delta = { type: "text-delta", id: "0", delta: "a" };
    const { batches } = await say({ parts: [delta, delta, delta, finish()] });
    expect(batches.map((batch) => batch.length)).toEqual([1, 5, 1]);
  });

  it("are bounded, so that a stream which never waits lets others run", async () => {
    const delta = { type: "text-delta", id: "0", delta: "a" };
    const { batches } = await say({
      parts: [...Array.from({ length: 600 }, () => delta), finish()],
    });
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(256);
  });
});

describe("an answer as a whole", () => {
  const whole = (result: object, call = {}) =>
    collect(aiSdk(handMade({ result })), createCall({ stream: false, ...call }));
  const end = { finishReason: { unified: "stop", raw: "stop" }, usage: {}, warnings: [] };

  it("comes in one batch with the parts that its stream would have", async () => {
    const { batches } = await whole({
      ...(finish("tool-calls") as object),
      content: [
        { type: "reasoning", text: "Hm.", providerMetadata: { acme: { signature: "s" } } },
        { type: "text", text: "Hello" },
        { type: "source", sourceType: "url", id: "1", url: "https://example.com" },
        { type: "tool-call", toolCallId: "c", toolName: "t", input: '{"a":1}' },
      ],
      response: { modelId: "acme-1", headers: { "request-id": "req_1" } },
    });
    expect(batches).toEqual([
      [
        { type: "response_start", requestId: "req_1" },
        { type: "response_start", requestId: "req_1", model: "acme-1" },
        { type: "reasoning_delta", text: "Hm." },
        { type: "reasoning_end", replay: { wire: "ai-sdk", data: { acme: { signature: "s" } } } },
        { type: "text_delta", text: "Hello" },
        { type: "text_end" },
        { type: "source", url: "https://example.com" },
        { type: "tool_call_start", id: "c", name: "t" },
        { type: "tool_call_delta", id: "c", text: '{"a":1}' },
        { type: "tool_call_end", id: "c" },
        usage,
        { type: "finish", reason: "tool_calls" },
      ],
    ]);
  });

  it("has the text that its provider says is the output, where one is asked for", async () => {
    const result = {
      ...end,
      content: [
        { type: "text", text: "A draft." },
        { type: "text", text: '{"a":1}' },
      ],
      structuredOutputText: '{"a":1}',
    };
    expect((await whole(result)).text).toBe('A draft.{"a":1}');
    const output = { name: "x", schema: { type: "object" } };
    expect((await whole(result, { output })).text).toBe('{"a":1}');
  });

  it("is whole also where its provider gives no reason", async () => {
    const { parts } = await whole({ ...end, content: [], finishReason: { unified: "other" } });
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "other" });
  });

  it.each([undefined, null, 1, {}, { content: "text" }])(
    "that is none is an error: %j",
    async (result) => {
      const { error } = await collect(aiSdk(handMade({ result })), createCall({ stream: false }));
      expect(error).toMatchObject({ code: "interrupted" });
    },
  );
});

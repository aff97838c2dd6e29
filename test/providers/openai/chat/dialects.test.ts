import { describe, expect, it, vi } from "vitest";
import { openai } from "../../../../src/providers/openai/openai.js";
import type { OpenAIOptions } from "../../../../src/providers/openai/options/options.js";
import { useWireServer } from "../../../support/use-wire-server.js";
import { jsonReply, sseReply, type WireReply } from "../../../support/wire-server.js";
import { collect, collectCalls, createCall, toSse } from "../../conformance/bench.js";
import { chunk } from "./chunk.js";

const server = await useWireServer();

describe("chat completions in the dialects of their servers", () => {
  const run = (events: readonly string[], options: OpenAIOptions = {}) => {
    server.reply = sseReply([toSse(events)]);
    return collect(openai({ baseURL: server.url, ...options }), createCall());
  };
  const counts = { prompt_tokens: 12, completion_tokens: 5 };
  const usage = (value: unknown) => JSON.stringify({ choices: [], usage: value });

  it("is posted to chat/completions with the headers of the options, and one's own organization alone", async () => {
    vi.stubEnv("OPENAI_ORG_ID", "org-of-the-environment");
    await run([chunk({ content: "Hi" }, "stop")], {
      apiKey: "sk-1",
      headers: { "x-team": "books" },
      project: "proj-1",
    });
    expect(server.requests.at(-1)).toMatchObject({
      method: "POST",
      path: "/chat/completions",
      headers: { authorization: "Bearer sk-1", "x-team": "books", "openai-project": "proj-1" },
      body: { model: "test-model", stream: true },
    });
    expect(server.requests.at(-1)?.headers).not.toHaveProperty("openai-organization");
  });

  it("asks OpenAI itself for max_completion_tokens, and others for max_tokens", async () => {
    const bodies: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return new Response(toSse([chunk({ content: "Hi" }, "stop")]), {
        headers: { "content-type": "text/event-stream" },
      });
    };
    const call = createCall({ maxTokens: 7 });
    const ask = (baseURL: string) =>
      collect(openai({ apiKey: "sk-1", baseURL, api: "chat", fetch }), call);
    await ask("https://api.openai.com/v1");
    await ask("https://example.com/v1");
    expect(bodies).toMatchObject([{ max_completion_tokens: 7 }, { max_tokens: 7 }]);
  });

  it("is interrupted by content of an unknown form, rather than losing it", async () => {
    const { error } = await run([chunk({ content: { text: "lost?" } }, "stop"), "[DONE]"]);
    expect(error).toMatchObject({ code: "interrupted" });
  });

  it.each([
    ["texts", ["Hel", "lo"]],
    [
      "parts",
      [
        { type: "text", text: "Hel" },
        { type: "text", text: "lo" },
      ],
    ],
    ["parts of Responses", [{ type: "output_text", text: "Hello", annotations: [] }]],
    [
      "both, and parts that are not text",
      ["Hel", { type: "reference" }, null, { type: "text", text: "lo" }],
    ],
    ["one part", { type: "text", text: "Hello" }],
  ])("reads content that is a list of %s, streamed and whole", async (_, content) => {
    const streamed = await run([
      chunk({ role: "assistant", content }),
      chunk({}, "stop"),
      "[DONE]",
    ]);
    server.reply = jsonReply({
      choices: [{ index: 0, message: { content }, finish_reason: "stop" }],
    });
    const whole = await collect(openai({ baseURL: server.url }), createCall({ stream: false }));
    for (const { text, error } of [streamed, whole]) {
      expect({ text, error }).toEqual({ text: "Hello", error: undefined });
    }
  });

  it("finishes with refusal when a list says that the model declines", async () => {
    const { parts } = await run([
      chunk({ content: [{ type: "refusal", refusal: "No." }] }, "stop"),
    ]);
    expect(parts.slice(1)).toEqual([
      { type: "refusal_delta", text: "No." },
      { type: "finish", reason: "refusal" },
    ]);
  });

  describe("with a message where a delta belongs", () => {
    const say = (message: object, finish: string | null, object = "chat.completion.chunk") =>
      JSON.stringify({
        id: "1",
        object,
        choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
      });
    const asked = (args: string) => ({
      tool_calls: [
        { index: 0, id: "c1", type: "function", function: { name: "f", arguments: args } },
      ],
    });

    it("reads pieces", async () => {
      const { text, parts, error } = await run([
        say({ content: "" }, null),
        say({ content: "Hel" }, null),
        say({ content: "lo" }, null),
        say(asked('{"a"'), null),
        say(asked(":1}"), null),
        say({}, "tool_calls"),
        "[DONE]",
      ]);
      expect({ text, error }).toEqual({ text: "Hello", error: undefined });
      expect(collectCalls(parts)).toEqual([{ id: "c1", name: "f", arguments: '{"a":1}' }]);
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    });

    it.each([
      ["grow", ["Hel", "Hello"], "Hello"],
      ["are pieces", ["Hel", "lo"], "Hello"],
      ["are there twice", ["Hello", "Hello"], "Hello"],
    ])("reads messages of whole answers that %s", async (_, contents, expected) => {
      const last = contents.length - 1;
      const { text, parts, error } = await run([
        ...contents.map((content, at) =>
          say(
            { content, reasoning_content: "Hm.", ...asked('{"a":1}') },
            at === last ? "tool_calls" : null,
            "chat.completion",
          ),
        ),
        "[DONE]",
      ]);
      expect({ text, error }).toEqual({ text: expected, error: undefined });
      expect(collectCalls(parts)).toEqual([{ id: "c1", name: "f", arguments: '{"a":1}' }]);
      const thoughts = parts.filter((part) => part.type === "reasoning_delta");
      expect(thoughts).toEqual([{ type: "reasoning_delta", text: "Hm." }]);
    });

    it("reads what the deltas did not give of a message that sums them up", async () => {
      const sumUp = say({ content: "Hello", ...asked('{"a":1}') }, "tool_calls", "chat.completion");
      const both = (content: string, soFar: string, finish: string | null) =>
        JSON.stringify({
          choices: [
            { index: 0, delta: { content }, message: { content: soFar }, finish_reason: finish },
          ],
        });
      const texts = [
        await run([chunk({ content: "Hel" }), chunk({ content: "lo" }), sumUp]),
        await run([chunk({ role: "assistant", content: "" }), sumUp]),
        // Perplexity.
        await run([both("Hel", "Hel", null), both("lo", "Hello", null), both("", "Hello", "stop")]),
      ];
      for (const { text, error } of texts) {
        expect({ text, error }).toEqual({ text: "Hello", error: undefined });
      }
      expect(collectCalls(texts[0]?.parts ?? [])).toHaveLength(1);
    });

    it("is cut short without a finish reason or [DONE]", async () => {
      const { parts } = await run([say({ content: "Hel" }, null, "chat.completion")]);
      expect(parts.some(({ type }) => type === "finish")).toBe(false);
    });
  });

  it("passes over chunks without a choice, and choices beyond the first", async () => {
    const { text, error } = await run([
      JSON.stringify({ choices: [], prompt_filter_results: [] }),
      JSON.stringify({ choices: [{ index: 1, delta: { content: "other" } }] }),
      JSON.stringify({ object: "ping" }),
      chunk({ content: "mine" }, "stop"),
      "[DONE]",
    ]);
    expect({ text, error }).toEqual({ text: "mine", error: undefined });
  });

  it.each([
    ["stop", "stop"],
    ["eos", "stop"],
    ["eos_token", "stop"],
    ["stop_sequence", "stop"],
    ["length", "length"],
    ["model_length", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["content_filter", "content_filter"],
    ["sensitive", "content_filter"],
    ["eos_of_another_kind", "other"],
  ])("finishes with %s as %s", async (wire, reason) => {
    const { parts } = await run([chunk({ content: "x" }, wire), "[DONE]"]);
    expect(parts.at(-1)).toEqual({ type: "finish", reason });
  });

  it("is complete with a finish reason and without [DONE], and the other way round", async () => {
    expect((await run([chunk({ content: "x" }, "length")])).parts.at(-1)).toEqual({
      type: "finish",
      reason: "length",
    });
    expect((await run([chunk({ content: "x" }), "[DONE]"])).parts.at(-1)).toEqual({
      type: "finish",
      reason: "stop",
    });
  });

  it("finishes with refusal when the model declines", async () => {
    const { parts } = await run([
      chunk({ role: "assistant", content: null, refusal: "I can't " }),
      chunk({ refusal: "help with that." }),
      chunk({}, "stop"),
      "[DONE]",
    ]);
    expect(parts.slice(1)).toEqual([
      { type: "refusal_delta", text: "I can't " },
      { type: "refusal_delta", text: "help with that." },
      { type: "finish", reason: "refusal" },
    ]);
  });

  it.each(["error", "insufficient_system_resource", "abort", "network_error"])(
    "fails when it finishes with %s",
    async (reason) => {
      const { text, error } = await run([chunk({ content: "Hel" }), chunk({}, reason), "[DONE]"]);
      expect(text).toBe("Hel");
      expect(error).toMatchObject({ code: "interrupted" });
    },
  );

  it.each([
    ["streamed", true],
    ["whole", false],
  ])("reads an error without a wrapper, %s", async (_, stream) => {
    const failure = { object: "error", message: "CUDA out of memory", type: "x", code: 500 };
    server.reply = stream
      ? sseReply([toSse([JSON.stringify(failure), "[DONE]"])])
      : jsonReply(failure);
    const { error } = await collect(openai({ baseURL: server.url }), createCall({ stream }));
    expect(error).toMatchObject({ code: "provider_unavailable" });
    expect(String(error)).toContain("CUDA out of memory");
  });

  it("is interrupted by an error that Groq reports beside its choices", async () => {
    const failure = { choices: [], x_groq: { id: "req_1", error: "over_capacity" } };
    const { text, error } = await run([
      chunk({ content: "Hel" }),
      JSON.stringify(failure),
      "[DONE]",
    ]);
    expect(text).toBe("Hel");
    expect(error).toMatchObject({ code: "interrupted" });
    expect(String(error)).toContain("over_capacity");
  });

  it("is interrupted by an error without a wrapper, though [DONE] follows", async () => {
    const failure = { object: "error", message: "CUDA out of memory", choices: [], code: 500 };
    const { text, error } = await run([
      chunk({ content: "Hel" }),
      JSON.stringify(failure),
      "[DONE]",
    ]);
    expect(text).toBe("Hel");
    expect(error).toMatchObject({ code: "interrupted" });
  });

  describe("after the finish reason", () => {
    const finished = toSse([chunk({ content: "Hi" }), chunk({}, "stop")]);
    const counted = toSse([usage({ prompt_tokens: 12, completion_tokens: 5 })]);
    const collectReply = (reply: WireReply) => {
      server.reply = reply;
      return collect(openai({ baseURL: server.url }), createCall());
    };

    it.each([
      ["a cut connection", sseReply([finished], "cut")],
      ["an event that is none", sseReply([`${finished}data: {oops\n\n`], "hang")],
      ["an event that is cut short", sseReply([`${finished}data: {"choices":[],"us`], "cut")],
    ])("is complete with %s", async (_, reply) => {
      const { text, error, parts } = await collectReply(reply);
      expect({ text, error }).toEqual({ text: "Hi", error: undefined });
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
    });

    it("keeps the usage that came before the connection was cut", async () => {
      const { error, parts } = await collectReply(sseReply([finished, counted], "cut"));
      expect(error).toBeUndefined();
      expect(parts.slice(-2)).toEqual([
        { type: "usage", usage: { inputTokens: 12, outputTokens: 5 } },
        { type: "finish", reason: "stop" },
      ]);
    });

    it("waits for more for a while and then closes the connection", async () => {
      const sign = ": alive\n\n";
      const { text, error, parts } = await collectReply(
        sseReply([finished, { pauseMs: 300 }, sign], "hang"),
      );
      expect({ text, error }).toEqual({ text: "Hi", error: undefined });
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
      const request = server.requests.at(-1);
      expect(request?.bytesSent).toBe(finished.length + sign.length);
      await request?.abandoned;
    });

    it("waits no longer for a server that only says that it is alive", async () => {
      function* alive() {
        yield finished;
        for (;;) yield* [{ pauseMs: 100 }, ": alive\n\n"];
      }
      const { error } = await collectReply(sseReply(alive(), "hang"));
      expect(error).toBeUndefined();
      expect(await server.requests.at(-1)?.ended).toBe("abandoned");
    });

    it("takes the usage of a server that is slow to count", async () => {
      const reply = sseReply([finished, { pauseMs: 300 }, counted + toSse(["[DONE]"])]);
      const { parts } = await collectReply(reply);
      expect(parts.some((part) => part.type === "usage")).toBe(true);
    });

    it("is not complete when text goes on after it", async () => {
      const { text, error } = await collectReply(
        sseReply([finished + toSse([chunk({ content: " there" })])], "cut"),
      );
      expect(text).toBe("Hi there");
      expect(error).toMatchObject({ code: "interrupted" });
    });

    it("fails with an error that the provider reports", async () => {
      const failure = JSON.stringify({ error: { message: "No", type: "server_error" } });
      const { error } = await collectReply(sseReply([finished + toSse([failure])]));
      expect(error).toMatchObject({ code: "interrupted" });
    });
  });

  it("reads an error that names a status in place of a type", async () => {
    const { error } = await run([JSON.stringify({ error: { code: 429, message: "Slow down" } })]);
    expect(error).toMatchObject({ code: "rate_limited", retryable: true });
  });

  it("does not ask to try again when the quota is used up", async () => {
    const failure = { message: "No quota", type: "insufficient_quota", code: "insufficient_quota" };
    const { error } = await run([JSON.stringify({ error: failure })]);
    expect(error).toMatchObject({ code: "rate_limited", retryable: false });
  });

  it.each([
    [
      "cached and reasoning tokens",
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 80, cache_write_tokens: 10 },
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      {
        inputTokens: 100,
        outputTokens: 50,
        cacheReadTokens: 80,
        cacheWriteTokens: 10,
        reasoningTokens: 30,
      },
    ],
    [
      "reasoning that is counted beside the completion",
      {
        prompt_tokens: 307,
        completion_tokens: 26,
        total_tokens: 560,
        completion_tokens_details: { reasoning_tokens: 227 },
      },
      { inputTokens: 307, outputTokens: 253, reasoningTokens: 227 },
    ],
    [
      "a little reasoning beside the completion",
      {
        prompt_tokens: 10,
        completion_tokens: 50,
        total_tokens: 68,
        completion_tokens_details: { reasoning_tokens: 8 },
      },
      { inputTokens: 10, outputTokens: 58, reasoningTokens: 8 },
    ],
    [
      "a cache that a gateway counts in Anthropic's words",
      {
        prompt_tokens: 18,
        completion_tokens: 3,
        cache_read_input_tokens: 10,
        cache_creation_input_tokens: 6,
      },
      { inputTokens: 18, outputTokens: 3, cacheReadTokens: 10, cacheWriteTokens: 6 },
    ],
  ])("counts %s", async (_, wire, expected) => {
    const { parts } = await run([chunk({ content: "x" }, "stop"), usage(wire), "[DONE]"]);
    expect(parts.slice(-2)).toEqual([
      { type: "usage", usage: expected },
      { type: "finish", reason: "stop" },
    ]);
  });

  it.each([
    [{ prompt_tokens: 12 }, { inputTokens: 12, outputTokens: 0 }],
    [
      { prompt_tokens: -1, completion_tokens: 1 },
      { inputTokens: 0, outputTokens: 1 },
    ],
    [
      { prompt_tokens: 12, completion_tokens: "5" },
      { inputTokens: 12, outputTokens: 0 },
    ],
  ])("counts what there is in %j", async (wire, expected) => {
    const { parts } = await run([chunk({ content: "x" }, "stop"), usage(wire), "[DONE]"]);
    expect(parts).toContainEqual({ type: "usage", usage: expected });
  });

  it.each(["prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens"])(
    "counts a cache beside the details, in %s",
    async (field) => {
      const wire = { prompt_tokens: 18, completion_tokens: 3, [field]: 16 };
      const { parts } = await run([chunk({ content: "x" }, "stop"), usage(wire), "[DONE]"]);
      const expected = { inputTokens: 18, outputTokens: 3, cacheReadTokens: 16 };
      expect(parts).toContainEqual({ type: "usage", usage: expected });
    },
  );

  it.each([
    ["the choice", { choices: [{ index: 0, delta: {}, finish_reason: "stop", usage: counts }] }],
    ["x_groq", { choices: [], x_groq: { id: "req_1", usage: counts } }],
  ])("finds the usage in %s", async (_, frame) => {
    const { parts } = await run([chunk({ content: "x" }, "stop"), JSON.stringify(frame)]);
    expect(parts).toContainEqual({ type: "usage", usage: { inputTokens: 12, outputTokens: 5 } });
  });

  it.each([null, {}, { prompt_tokens: "12" }, { prompt_tokens: -1 }, "none"])(
    "counts nothing from %j",
    async (wire) => {
      const { parts } = await run([chunk({ content: "x" }, "stop"), usage(wire), "[DONE]"]);
      expect(parts.some((part) => part.type === "usage")).toBe(false);
    },
  );

  it("gives the id of the answer when no header names the request", async () => {
    const { parts } = await run([chunk({ content: "x" }, "stop"), "[DONE]"]);
    expect(parts[0]).toMatchObject({ type: "response_start", requestId: "chatcmpl-1" });
  });
});

import { createOpenAI } from "@ai-sdk/openai";
import { describe, expect, it } from "vitest";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import { jsonReply, sseReply } from "../../support/wire-server.js";
import { createBench, createCall, toSse, type WireUnderTest } from "../conformance/bench.js";
import { describeLeaving } from "../conformance/leaving.js";
import { describeTools } from "../conformance/tools.js";
import { chatWire } from "../openai/chat/chat-wire.js";
import { chunk } from "../openai/chat/chunk.js";

/** The wire of Chat Completions, with the AI SDK's package in front of it. */
const wire: WireUnderTest = {
  ...chatWire,
  name: "ai-sdk",
  dropsHalfEvents: true,
  create: ({ baseURL = "", apiKey = "sk-none" }) =>
    aiSdk((id: string) => createOpenAI({ baseURL, apiKey: String(apiKey) }).chat(id)),
};

describe("Chat Completions of @ai-sdk/openai", () => {
  const bench = createBench(wire);
  describeLeaving(bench);
  describeTools(bench, wire.tools);

  const city = {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  } as const;
  const weather = { name: "weather", description: "Tells the weather.", schema: city };

  it("streams text to the byte, with the model, the usage and the end", async () => {
    bench.server.reply = {
      ...sseReply([toSse(bench.answer("Grüße, ", "世界! 👩‍👩‍👧\r\n"))]),
      headers: { "content-type": "text/event-stream", "x-request-id": "req_1" },
    };
    const { parts, text, error } = await bench.run();
    expect(error).toBeUndefined();
    expect(text).toBe("Grüße, 世界! 👩‍👩‍👧\r\n");
    expect(parts[0]).toEqual({ type: "response_start", requestId: "req_1" });
    expect(parts[1]).toMatchObject({ model: "test-model-1" });
    expect(parts.slice(-2)).toMatchObject([
      { type: "usage", usage: { inputTokens: 12, outputTokens: 5 } },
      { type: "finish", reason: "stop" },
    ]);
  });

  it("gives what one read brought in few batches", async () => {
    bench.server.reply = sseReply([toSse(bench.answer(..."abcdefghijklmnopqrstuvwxyz"))]);
    const { batches, text } = await bench.run();
    expect(text).toBe("abcdefghijklmnopqrstuvwxyz");
    expect(batches.length).toBeLessThan(10);
  });

  it("passes text on while the answer is still coming", async () => {
    bench.server.reply = sseReply(
      [toSse([...bench.wire.opening, chunk({ content: "a" })])],
      "hang",
    );
    const texts: string[] = [];
    for await (const batch of bench.provider.stream(createCall())) {
      texts.push(...batch.flatMap((part) => (part.type === "text_delta" ? part.text : [])));
      if (texts.length > 0) break;
    }
    expect(texts).toEqual(["a"]);
    // It ended because the reader left: the server had more to say.
    expect(await bench.server.requests.at(-1)?.ended).toBe("abandoned");
  });

  it("reads an answer that comes whole", async () => {
    bench.server.reply = jsonReply(wire.whole("Hi"));
    const { batches, text } = await bench.run({ stream: false });
    expect({ text, batches: batches.length }).toEqual({ text: "Hi", batches: 1 });
    expect(batches[0]?.at(-1)).toEqual({ type: "finish", reason: "stop" });
  });

  it("asks for a schema as OpenAI's strict mode takes it, with the rest of the call", async () => {
    bench.server.reply = sseReply([toSse(bench.answer("{}"))]);
    const schema = { type: "object", properties: { a: { type: "string" } } };
    await bench.run({
      output: { name: "answer", schema },
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image", data: "AAAA", mediaType: "image/png" },
            { type: "image", url: "https://example.com/a.png" },
          ],
        },
      ],
      temperature: 0.5,
      maxTokens: 100,
      providerOptions: { user: "me", seed: 7 },
    });
    expect(bench.server.requests.at(-1)?.body).toEqual({
      model: "test-model",
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
            { type: "image_url", image_url: { url: "https://example.com/a.png" } },
          ],
        },
      ],
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "answer",
          strict: true,
          schema: {
            type: "object",
            properties: { a: { type: ["string", "null"] } },
            required: ["a"],
            additionalProperties: false,
          },
        },
      },
      temperature: 0.5,
      max_tokens: 100,
      user: "me",
      seed: 7,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("runs a tool in two steps", async () => {
    const call = (fields: object, name?: string) =>
      chunk({ tool_calls: [{ index: 0, ...fields, function: { name, arguments: "" } }] });
    const piece = (text: string) =>
      chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] });
    bench.server.reply = sseReply([
      toSse([
        ...bench.wire.opening,
        call({ id: "call_1", type: "function" }, "weather"),
        piece('{"city":'),
        piece('"Oslo"}'),
        chunk({}, "tool_calls"),
        "[DONE]",
      ]),
    ]);
    const { parts } = await bench.run({ tools: [weather], toolChoice: "required" });
    expect(parts.filter(({ type }) => type.startsWith("tool_call"))).toEqual([
      { type: "tool_call_start", id: "call_1", name: "weather" },
      { type: "tool_call_delta", id: "call_1", text: '{"city":' },
      { type: "tool_call_delta", id: "call_1", text: '"Oslo"}' },
      { type: "tool_call_end", id: "call_1" },
    ]);
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    expect(bench.server.requests.at(-1)?.body).toMatchObject({
      tools: [
        {
          type: "function",
          function: { name: "weather", description: "Tells the weather.", parameters: city },
        },
      ],
      tool_choice: "required",
    });

    bench.server.reply = sseReply([toSse(bench.answer("Rain."))]);
    const id = "call_1";
    await bench.run({
      tools: [weather],
      messages: [
        { role: "user", content: "Weather in Oslo?" },
        {
          role: "assistant",
          content: [{ type: "tool_call", id, name: "weather", arguments: '{"city":"Oslo"}' }],
        },
        { role: "tool", toolCallId: id, toolName: "weather", content: "Rain" },
      ],
    });
    expect(bench.server.requests.at(-1)?.body).toMatchObject({
      messages: [
        { role: "user" },
        {
          role: "assistant",
          tool_calls: [
            { id, type: "function", function: { name: "weather", arguments: '{"city":"Oslo"}' } },
          ],
        },
        { role: "tool", tool_call_id: id, content: "Rain" },
      ],
    });
  });

  it("says that the model refused", async () => {
    bench.server.reply = sseReply([
      toSse([...bench.wire.opening, chunk({ refusal: "No." }), chunk({}, "stop"), "[DONE]"]),
    ]);
    expect((await bench.run()).parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
  });

  it("ends without a finish when the body ends before the terminal signal", async () => {
    bench.server.reply = sseReply([toSse([...bench.wire.opening, chunk({ content: "cut sho" })])]);
    const { parts, text, error } = await bench.run();
    expect({ text, error }).toEqual({ text: "cut sho", error: undefined });
    expect(parts.some(({ type }) => type === "finish")).toBe(false);
  });

  it("is interrupted when the connection is cut, and by a malformed frame, with what came", async () => {
    const before = [...bench.wire.opening, chunk({ content: "Hel" })];
    for (const reply of [
      sseReply([toSse(before)], "cut"),
      sseReply([toSse([...before, '{"choices":[{"de'])]),
      sseReply([toSse([...before, bench.wire.error("overloaded_error", "Overloaded")])]),
    ]) {
      bench.server.reply = reply;
      const { text, error } = await bench.run();
      expect(text).toBe("Hel");
      expect(error).toMatchObject({ code: "interrupted", retryable: true });
    }
  });

  it.each([
    [401, "authentication", false],
    [429, "rate_limited", true],
    [503, "provider_unavailable", true],
  ])("fails with what %i says, once, without the key", async (status, code, retryable) => {
    const before = bench.server.requests.length;
    const body = { error: { message: "No: sk-test-1234567890", type: "x", code: null } };
    bench.server.reply = jsonReply(body, status, { "retry-after": "7" });
    const error = await bench.failWith();
    expect(error).toMatchObject({ code, retryable, httpStatus: status, retryAfterMs: 7_000 });
    expect(error.message).toMatch(/^openai answered \d+: No: \[redacted\]\./);
    expect(bench.server.requests.length).toBe(before + 1);
  });

  it("is unavailable when there is no connection", async () => {
    bench.server.reply = { then: "cut_before_headers" };
    expect(await bench.failWith()).toMatchObject({ code: "provider_unavailable", retryable: true });
  });

  it("is a mistake of the config when there is no key", async () => {
    bench.provider = aiSdk(createOpenAI());
    const error = await bench.failWith();
    expect(error.code).toBe("config_invalid");
    expect(error.message).toContain("OPENAI_API_KEY");
  });
});

describe("Responses of @ai-sdk/openai", () => {
  const bench = createBench(wire);
  const item = { id: "rs_1", type: "reasoning", summary: [], encrypted_content: null };
  const response = {
    id: "resp_1",
    object: "response",
    created_at: 1_790_000_000,
    model: "test-model-1",
    status: "completed",
    output: [],
    usage: {
      input_tokens: 12,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 3 },
    },
  };
  const call = {
    id: "fc_1",
    type: "function_call",
    call_id: "call_1",
    name: "weather",
    arguments: "",
  };
  const events = [
    { type: "response.created", response: { ...response, status: "in_progress", usage: null } },
    { type: "response.output_item.added", output_index: 0, item },
    {
      type: "response.reasoning_summary_part.added",
      item_id: "rs_1",
      output_index: 0,
      summary_index: 0,
    },
    {
      type: "response.reasoning_summary_text.delta",
      item_id: "rs_1",
      output_index: 0,
      summary_index: 0,
      delta: "Hm.",
    },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { ...item, summary: [{ type: "summary_text", text: "Hm." }], encrypted_content: "x" },
    },
    { type: "response.output_item.added", output_index: 1, item: call },
    {
      type: "response.function_call_arguments.delta",
      item_id: "fc_1",
      output_index: 1,
      delta: "{}",
    },
    {
      type: "response.output_item.done",
      output_index: 1,
      item: { ...call, arguments: "{}", status: "completed" },
    },
    { type: "response.completed", response },
  ];

  it("has its reasoning carried back through a tool's step", async () => {
    bench.provider = aiSdk(createOpenAI({ baseURL: bench.server.url, apiKey: "k" }));
    bench.server.reply = sseReply([toSse(events.map((event) => JSON.stringify(event)))]);
    const providerOptions = { store: false };
    const { parts, error } = await bench.run({
      model: "gpt-5",
      tools: [{ name: "weather", description: "", schema: { type: "object", properties: {} } }],
      providerOptions,
    });
    expect(error).toBeUndefined();
    expect(parts.at(-2)).toEqual({
      type: "usage",
      usage: {
        inputTokens: 12,
        outputTokens: 5,
        cacheReadTokens: 4,
        reasoningTokens: 3,
      },
    });
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    const replayOf = (type: string) =>
      parts.flatMap((part) =>
        part.type === type && "replay" in part && part.replay ? [{ replay: part.replay }] : [],
      )[0];

    await bench.run({
      model: "gpt-5",
      providerOptions,
      messages: [
        { role: "user", content: "Weather?" },
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "Hm.", ...replayOf("reasoning_end") },
            {
              type: "tool_call",
              id: "call_1",
              name: "weather",
              arguments: "{}",
              ...replayOf("tool_call_end"),
            },
          ],
        },
        { role: "tool", toolCallId: "call_1", toolName: "weather", content: "Rain" },
      ],
    });
    expect(bench.server.requests.at(-1)?.body).toMatchObject({
      store: false,
      input: [
        { role: "user" },
        {
          type: "reasoning",
          encrypted_content: "x",
          summary: [{ type: "summary_text", text: "Hm." }],
        },
        { type: "function_call", call_id: "call_1", name: "weather", arguments: "{}" },
        { type: "function_call_output", call_id: "call_1", output: "Rain" },
      ],
    });
  });
});

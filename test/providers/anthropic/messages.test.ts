import { describe, expect, it, vi } from "vitest";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { useWireServer } from "../../support/use-wire-server.js";
import { jsonReply, sseReply } from "../../support/wire-server.js";
import { collect, collectCalls, createCall, toSse } from "../conformance/bench.js";
import { messageDelta, messageStart, messageStop as stop, textDelta, toolBlock } from "./events.js";

const server = await useWireServer();

describe("messages of Anthropic", () => {
  const start = messageStart({ input_tokens: 1, output_tokens: 1 });
  const run = (events: readonly string[]) => {
    server.reply = sseReply([toSse(events)]);
    return collect(anthropic({ baseURL: server.url, apiKey: "sk-ant-1" }), createCall());
  };

  it("are posted to v1/messages, with the version of the API", async () => {
    await run([start, textDelta("Hi"), stop]);
    expect(server.requests.at(-1)).toMatchObject({
      method: "POST",
      path: "/v1/messages",
      headers: { "anthropic-version": expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      body: { model: "test-model", max_tokens: 8_192, stream: true },
    });
  });

  it("are asked for without a word on the application's console", async () => {
    const methods = ["debug", "info", "log", "warn", "error"] as const;
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
    vi.stubEnv("ANTHROPIC_LOG", "debug");
    server.reply = jsonReply({}, 500);
    const call = createCall({ model: "claude-sonnet-4-5" });
    await collect(anthropic({ baseURL: server.url }), call);
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it("keep the counts of their start where the end says 0", async () => {
    const started = messageStart({
      input_tokens: 100,
      cache_read_input_tokens: 40,
      cache_creation_input_tokens: 5,
      output_tokens: 1,
    });
    const zeros = {
      input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
      output_tokens: 7,
    };
    const delta = messageDelta({ stop_reason: "end_turn" }, zeros);
    const { parts } = await run([started, textDelta("Hi"), delta, stop]);
    expect(parts.findLast(({ type }) => type === "usage")).toEqual({
      type: "usage",
      usage: { inputTokens: 145, outputTokens: 7, cacheReadTokens: 40, cacheWriteTokens: 5 },
    });
  });

  it("take the counts of their end where the start says 0", async () => {
    const delta = messageDelta({ stop_reason: "end_turn" }, { input_tokens: 9, output_tokens: 3 });
    const started = messageStart({ input_tokens: 0, output_tokens: 0 });
    const { parts } = await run([started, textDelta("Hi"), delta, stop]);
    expect(parts.findLast(({ type }) => type === "usage")).toMatchObject({
      usage: { inputTokens: 9, outputTokens: 3 },
    });
  });

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool_calls"],
    ["refusal", "refusal"],
    ["pause_turn", "pause"],
  ])("finish with %s as %s, streamed and whole", async (wire, reason) => {
    const streamed = await run([start, messageDelta({ stop_reason: wire }, {}), stop]);
    expect(streamed.parts.at(-1)).toEqual({ type: "finish", reason });
    server.reply = jsonReply({ type: "message", content: [], stop_reason: wire });
    const whole = await collect(anthropic({ baseURL: server.url }), createCall({ stream: false }));
    expect(whole.parts.at(-1)).toEqual({ type: "finish", reason });
  });

  it("finish with tool calls where there are some, whatever a compatible server says", async () => {
    const content = [{ type: "tool_use", id: "a", name: "f", input: {} }];
    server.reply = jsonReply({ type: "message", content, stop_reason: "end_turn" });
    const whole = await collect(anthropic({ baseURL: server.url }), createCall({ stream: false }));
    expect(whole.parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    const streamed = await run([start, ...toolBlock(0, "a", "f"), stop]);
    expect(streamed.parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
    const cut = await run([
      start,
      ...toolBlock(0, "a", "f", '{"a'),
      messageDelta({ stop_reason: "max_tokens" }, {}),
      stop,
    ]);
    expect(cut.parts.at(-1)).toEqual({ type: "finish", reason: "length" });
  });

  it("are cut short without message_stop, even after a stop reason", async () => {
    const { parts } = await run([
      start,
      textDelta("Hi"),
      messageDelta({ stop_reason: "end_turn" }, { output_tokens: 1 }),
    ]);
    expect(parts.some((part) => part.type === "finish")).toBe(false);
  });

  it("begin once, though a proxy says so twice, and fail where another begins in the middle", async () => {
    const begin = (id: string) =>
      JSON.stringify({ type: "message_start", message: { id, model: "m", content: [] } });
    const runWith = (second: string) =>
      run([begin("msg_1"), begin("msg_1"), textDelta("Hi"), begin(second), textDelta("!"), stop]);
    expect(await runWith("msg_1")).toMatchObject({ text: "Hi!", error: undefined });
    expect(await runWith("msg_2")).toMatchObject({
      text: "Hi",
      error: {
        code: "interrupted",
        message: expect.stringContaining("the start of another message"),
      },
    });
  });

  it("have their content in the start, where no other event has any", async () => {
    const content = [
      { type: "text", text: "Hi" },
      { type: "tool_use", id: "a", name: "f", input: { b: 1 } },
    ];
    const begin = JSON.stringify({ type: "message_start", message: { id: "msg_1", content } });
    const alone = await run([begin, messageDelta({ stop_reason: "tool_use" }, {}), stop]);
    expect(alone.text).toBe("Hi");
    expect(collectCalls(alone.parts)).toEqual([{ id: "a", name: "f", arguments: '{"b":1}' }]);
    const streamed = await run([begin, textDelta("Hi"), stop]);
    expect(streamed.text).toBe("Hi");
  });

  it("are not whole in one event that has no reason to stop yet", async () => {
    const content = [{ type: "text", text: "Hi" }];
    const { parts } = await run([JSON.stringify({ type: "message", content, stop_reason: null })]);
    expect(parts.some((part) => part.type === "finish")).toBe(false);
  });

  it("say why the model declines", async () => {
    const { parts } = await run([
      start,
      messageDelta(
        { stop_reason: "refusal", stop_details: { type: "refusal", explanation: "Not allowed." } },
        { output_tokens: 1 },
      ),
      stop,
    ]);
    expect(parts).toContainEqual({ type: "refusal_delta", text: "Not allowed." });
  });

  it("count what the cache read and wrote as input, and keep what only the start says", async () => {
    const { parts } = await run([
      messageStart({
        input_tokens: 10,
        cache_read_input_tokens: 200,
        cache_creation_input_tokens: 30,
        output_tokens: 1,
      }),
      textDelta("Hi"),
      messageDelta(
        { stop_reason: "end_turn" },
        {
          input_tokens: null,
          output_tokens: 25,
          output_tokens_details: { thinking_tokens: 5 },
        },
      ),
      stop,
    ]);
    expect(parts.findLast((part) => part.type === "usage")).toEqual({
      type: "usage",
      usage: {
        inputTokens: 240,
        outputTokens: 25,
        cacheReadTokens: 200,
        cacheWriteTokens: 30,
        reasoningTokens: 5,
      },
    });
  });

  it("count what one of the two counts says where the other is missing", async () => {
    const { parts } = await run([
      messageStart({ input_tokens: 12, output_tokens: "1" }),
      textDelta("Hi"),
      messageDelta({ stop_reason: "end_turn" }, { output_tokens: -3 }),
      stop,
    ]);
    expect(parts.findLast((part) => part.type === "usage")).toEqual({
      type: "usage",
      usage: { inputTokens: 12, outputTokens: 0 },
    });
  });

  it("fail with an error of a server that does not name its events", async () => {
    const { error } = await run([JSON.stringify({ error: { type: "api_error", message: "No" } })]);
    expect(error).toMatchObject({ code: "provider_unavailable" });
  });
});

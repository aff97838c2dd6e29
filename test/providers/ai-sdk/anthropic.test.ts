import { createAnthropic } from "@ai-sdk/anthropic";
import { describe, expect, it } from "vitest";
import type { AssistantPart } from "../../../src/model/message.js";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";
import { collect, createCall, toSse } from "../conformance/bench.js";

const start = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-test",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 8, cache_read_input_tokens: 4, output_tokens: 1 },
  },
};
const block = (index: number, content_block: object, ...deltas: readonly object[]) => [
  { type: "content_block_start", index, content_block },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];
const stop = (stop_reason: string) => [
  {
    type: "message_delta",
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 5 },
  },
  { type: "message_stop" },
];
const reply = (...events: readonly object[]) =>
  sseReply([toSse(events.map((event) => JSON.stringify(event)))]);

describe("an answer of @ai-sdk/anthropic", () => {
  const thinking = { type: "thinking", thinking: "Hm.", signature: "sig" };
  const redacted = { type: "redacted_thinking", data: "xyz" };
  const text = { type: "text", text: "Let me look." };
  const use = { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Oslo" } };
  const answer = [
    start,
    ...block(
      0,
      { type: "thinking", thinking: "", signature: "" },
      { type: "thinking_delta", thinking: "Hm." },
      { type: "signature_delta", signature: "sig" },
    ),
    ...block(1, redacted),
    ...block(2, { type: "text", text: "" }, { type: "text_delta", text: "Let me look." }),
    ...block(
      3,
      { ...use, input: {} },
      { type: "input_json_delta", partial_json: "" },
      { type: "input_json_delta", partial_json: '{"city":' },
      { type: "input_json_delta", partial_json: '"Oslo"}' },
    ),
    ...stop("tool_use"),
  ];

  it("is sent the same blocks again, signatures included, with what the tool gave", async () => {
    await using server = await startWireServer(reply(...answer));
    const provider = aiSdk(createAnthropic({ baseURL: server.url, apiKey: "k" }));
    const call = {
      model: "claude-sonnet-4-5",
      providerOptions: { thinking: { type: "enabled", budgetTokens: 1024 } },
      tools: [
        {
          name: "weather",
          description: "Tells the weather.",
          schema: { type: "object", properties: { city: { type: "string" } } },
        },
      ],
    };
    const { parts, error } = await collect(provider, createCall(call));
    expect(error).toBeUndefined();
    expect(parts.slice(-2)).toMatchObject([
      { type: "usage", usage: { inputTokens: 12, outputTokens: 5, cacheReadTokens: 4 } },
      { type: "finish", reason: "tool_calls" },
    ]);

    server.reply = reply(start, ...stop("end_turn"));
    const messages = [
      { role: "user", content: "Weather in Oslo?" },
      { role: "assistant", content: toMessageParts(parts) },
      { role: "tool", toolCallId: "toolu_1", toolName: "weather", content: "No.", isError: true },
    ] as const;
    await collect(provider, createCall({ ...call, messages }));
    expect(server.requests.at(-1)?.body).toMatchObject({
      thinking: { type: "enabled", budget_tokens: 1024 },
      messages: [
        { role: "user" },
        { role: "assistant", content: [thinking, redacted, text, use] },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: "No.", is_error: true },
          ],
        },
      ],
    });
  });

  it("that stops without its terminal signal has no end", async () => {
    const events = [
      start,
      ...block(0, { type: "text", text: "" }, { type: "text_delta", text: "a" }),
    ];
    await using server = await startWireServer(reply(...events));
    const provider = aiSdk(createAnthropic({ baseURL: server.url, apiKey: "k" }));
    const given = await collect(provider, createCall());
    expect({ text: given.text, error: given.error }).toEqual({ text: "a", error: undefined });
    expect(given.parts.some(({ type }) => type === "finish")).toBe(false);
  });

  it("that refuses says so", async () => {
    await using server = await startWireServer(reply(start, ...stop("refusal")));
    const provider = aiSdk(createAnthropic({ baseURL: server.url, apiKey: "k" }));
    const { parts } = await collect(provider, createCall());
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
  });

  it("that is overloaded before any text is unavailable, and after it interrupted", async () => {
    const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    const said = block(0, { type: "text", text: "" }, { type: "text_delta", text: "a" });
    for (const [events, code] of [
      [[start, error], "provider_unavailable"],
      [[start, ...said, error], "interrupted"],
    ] as const) {
      await using server = await startWireServer(reply(...events));
      const provider = aiSdk(createAnthropic({ baseURL: server.url, apiKey: "k" }));
      const given = await collect(provider, createCall());
      expect(given.error).toMatchObject({ code });
      expect(String(given.error)).toContain("Overloaded");
    }
  });
});

/** Puts a message together from what came, as a conversation does. */
function toMessageParts(parts: readonly ModelStreamPart[]): AssistantPart[] {
  const message: AssistantPart[] = [];
  let written = "";
  let call = { id: "", name: "" };
  for (const part of parts) {
    if (part.type === "tool_call_start") call = part;
    if (part.type.endsWith("_delta") && "text" in part) written += part.text;
    if (!part.type.endsWith("_end")) continue;
    const replayed = "replay" in part && part.replay ? { replay: part.replay } : {};
    if (part.type === "text_end") message.push({ type: "text", text: written, ...replayed });
    if (part.type === "reasoning_end") {
      message.push({ type: "reasoning", text: written, ...replayed });
    }
    if (part.type === "tool_call_end") {
      const { id, name } = call;
      message.push({ type: "tool_call", id, name, arguments: written, ...replayed });
    }
    written = "";
  }
  return message;
}

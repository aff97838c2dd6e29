import { describe, expect, it } from "vitest";
import type { ModelMessage } from "../../../../src/model/message.js";
import { useChatServer } from "./chat-server.js";
import { chunk } from "./chunk.js";

const call = { index: 0, id: "c1", function: { name: "weather", arguments: "{}" } };
const start = { type: "tool_call_start", id: "c1", name: "weather" };
const delta = { type: "tool_call_delta", id: "c1", text: "{}" };

const server = await useChatServer();

describe("thoughts in the dialects of their servers", () => {
  const end = (field: string, rest: object = {}) => ({
    type: "reasoning_end",
    replay: { wire: "openai-chat", data: { field, server: server.host, ...rest } },
  });

  it.each(["reasoning_content", "reasoning"])("come in %s", async (field) => {
    const { parts, text } = await server.stream([
      chunk({ role: "assistant", content: null, [field]: "" }),
      chunk({ content: null, [field]: "Let me ", tool_calls: [] }),
      chunk({ content: "", [field]: "see." }),
      chunk({ content: "42", [field]: null }),
      chunk({ content: "!" }),
      chunk({}, "stop"),
      "[DONE]",
    ]);
    expect(text).toBe("42!");
    expect(parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "Let me " },
      { type: "reasoning_delta", text: "see." },
      end(field),
      { type: "text_delta", text: "42" },
      { type: "text_delta", text: "!" },
      { type: "finish", reason: "stop" },
    ]);
    const whole = await server.answer({ content: "42", [field]: "Hm." });
    expect(whole.parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      end(field),
      { type: "text_delta", text: "42" },
      { type: "finish", reason: "stop" },
    ]);
  });

  it("come once when they come under two names", async () => {
    const { parts } = await server.stream([
      chunk({ reasoning: "Hm.", reasoning_content: "Hm." }),
      chunk({ content: "42" }, "stop"),
      "[DONE]",
    ]);
    expect(parts.filter(({ type }) => type === "reasoning_delta")).toHaveLength(1);
  });

  it("come as parts of the content", async () => {
    const thinking = (text: string) => ({ type: "thinking", thinking: [{ type: "text", text }] });
    const { parts } = await server.stream([
      chunk({ content: [thinking("Hm. ")] }),
      chunk({ content: [thinking("Yes.")] }),
      chunk({ content: [{ type: "text", text: "4" }] }),
      chunk({ content: "2" }),
      chunk({ content: [{ type: "reference", reference_ids: [1] }] }, "stop"),
      "[DONE]",
    ]);
    expect(parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "Hm. " },
      { type: "reasoning_delta", text: "Yes." },
      end("content"),
      { type: "text_delta", text: "4" },
      { type: "text_delta", text: "2" },
      { type: "finish", reason: "stop" },
    ]);
    const content = [thinking("Hm."), { type: "text", text: "42" }];
    const whole = await server.answer({ content });
    expect(whole.parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      end("content"),
      { type: "text_delta", text: "42" },
      { type: "finish", reason: "stop" },
    ]);
  });

  it("end before a tool is asked for, and come again after text", async () => {
    const { parts } = await server.stream([
      chunk({ reasoning_content: "a" }),
      chunk({ content: "b" }),
      chunk({ reasoning_content: "c" }),
      chunk({ tool_calls: [call] }, "tool_calls"),
      "[DONE]",
    ]);
    expect(parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "a" },
      end("reasoning_content"),
      { type: "text_delta", text: "b" },
      { type: "reasoning_delta", text: "c" },
      end("reasoning_content"),
      start,
      delta,
      { type: "finish", reason: "tool_calls" },
    ]);
  });

  it("are known to be empty when a tool is asked for, because DeepSeek wants them back", async () => {
    const begin = chunk({ role: "assistant", content: null, reasoning_content: "" });
    const asked = await server.stream([
      begin,
      chunk({ tool_calls: [call] }, "tool_calls"),
      "[DONE]",
    ]);
    expect(asked.parts.slice(1)).toEqual([
      start,
      delta,
      end("reasoning_content"),
      { type: "finish", reason: "tool_calls" },
    ]);
    const answered = await server.stream([begin, chunk({ content: "42" }, "stop"), "[DONE]"]);
    expect(answered.parts.some(({ type }) => type === "reasoning_end")).toBe(false);
  });

  it("keep their signed details, each put together from its pieces", async () => {
    const detail = (rest: object) => ({ type: "reasoning.text", index: 0, ...rest });
    const secret = { type: "reasoning.encrypted", data: "c2VjcmV0", id: "rs_1" };
    const { parts } = await server.stream([
      chunk({ reasoning: "Let ", reasoning_details: [detail({ text: "Let ", signature: null })] }),
      chunk({ reasoning: "me.", reasoning_details: [detail({ text: "me." })] }),
      chunk({ reasoning_details: [detail({ signature: "c2ln" })] }),
      chunk({ reasoning_details: [secret, secret, "none"], tool_calls: [call] }),
      chunk({ reasoning_details: [{ ...secret, id: "rs_2" }] }, "tool_calls"),
      "[DONE]",
    ]);
    const text = detail({ text: "Let me.", signature: "c2ln" });
    expect(parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "Let " },
      { type: "reasoning_delta", text: "me." },
      end("reasoning", { details: [text, secret, secret] }),
      start,
      delta,
      end("reasoning", { details: [{ ...secret, id: "rs_2" }] }),
      { type: "finish", reason: "tool_calls" },
    ]);
  });

  it("go back with the next step of the same turn, in the field that they came in", async () => {
    const events = [
      chunk({ reasoning_content: "I should look." }),
      chunk({ tool_calls: [call] }, "tool_calls"),
      "[DONE]",
    ];
    const { parts } = await server.stream(events);
    const ended = parts.find((part) => part.type === "reasoning_end");
    const messages: readonly ModelMessage[] = [
      { role: "user", content: "How is the weather?" },
      {
        role: "assistant",
        content: [
          { ...ended, type: "reasoning", text: "I should look." },
          { type: "tool_call", id: "c1", name: "weather", arguments: "{}" },
        ],
      },
      { role: "tool", toolCallId: "c1", toolName: "weather", content: "Snow." },
    ];
    await server.stream(events, { messages });
    expect(server.asked).toMatchObject({
      messages: [
        { role: "user" },
        {
          role: "assistant",
          content: null,
          reasoning_content: "I should look.",
          tool_calls: [{ id: "c1", type: "function" }],
        },
        { role: "tool", tool_call_id: "c1", content: "Snow." },
      ],
    });
  });
});

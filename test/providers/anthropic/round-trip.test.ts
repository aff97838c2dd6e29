import { describe, expect, it } from "vitest";
import type { AssistantPart } from "../../../src/model/message.js";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { jsonReply, sseReply, startWireServer } from "../../support/wire-server.js";
import { collect, createCall, toSse } from "../conformance/bench.js";
import {
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
  thinkingBlock,
  toolBlock,
} from "./events.js";

/** The message that parts make up, as who runs the steps of an execution puts it together. */
function toAssistantParts(parts: readonly ModelStreamPart[]): readonly AssistantPart[] {
  const message: AssistantPart[] = [];
  let open: "text" | "reasoning" | undefined;
  const append = (type: "text" | "reasoning", text: string): void => {
    const last = message.at(-1);
    if (open === type && last?.type === type)
      message.splice(-1, 1, { ...last, text: last.text + text });
    else message.push({ type, text });
    open = type;
  };
  for (const part of parts) {
    if (part.type === "text_delta") append("text", part.text);
    if (part.type === "reasoning_delta") append("reasoning", part.text);
    if (part.type === "text_end") open = undefined;
    if (part.type === "reasoning_end") {
      if (open !== "reasoning") append("reasoning", "");
      const last = message.at(-1);
      if (last?.type === "reasoning" && part.replay !== undefined) {
        message.splice(-1, 1, { ...last, replay: part.replay });
      }
      open = undefined;
    }
    if (part.type === "tool_call_start") {
      open = undefined;
      message.push({ type: "tool_call", id: part.id, name: part.name, arguments: "" });
    }
    if (part.type === "tool_call_delta") {
      const at = message.findIndex((one) => one.type === "tool_call" && one.id === part.id);
      const call = message[at];
      if (call?.type === "tool_call") {
        message[at] = { ...call, arguments: call.arguments + part.text };
      }
    }
  }
  return message;
}

const blocks = [
  { type: "thinking", thinking: "Two places to look.", signature: "EvQBCkYICxgC+/=" },
  { type: "redacted_thinking", data: "b3BhcXVl" },
  { type: "text", text: "I look it up." },
  { type: "text", text: "In both." },
  { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Bonn", days: [1, 2] } },
  { type: "thinking", thinking: "", signature: "hidden" },
  { type: "tool_use", id: "toolu_2", name: "alarms", input: {} },
];

const streamed = [
  messageStart({ input_tokens: 1, output_tokens: 1 }),
  ...thinkingBlock(0, "EvQBCkYICxgC+/=", "Two places", " to look."),
  blockStart(1, { type: "redacted_thinking", data: "b3BhcXVl" }),
  blockStop(1),
  ...textBlock(2, "I look", " it", " up."),
  ...textBlock(3, "In", " both", "."),
  ...toolBlock(4, "toolu_1", "weather", '{"city":', '"Bonn","days":[1,2]}'),
  ...thinkingBlock(5, "hidden"),
  ...toolBlock(6, "toolu_2", "alarms"),
  messageDelta({ stop_reason: "tool_use" }, { output_tokens: 9 }),
  messageStop,
];

describe("an answer of anthropic", () => {
  it.each([
    ["streamed", () => sseReply([toSse(streamed)])],
    [
      "whole",
      () =>
        jsonReply({ type: "message", role: "assistant", content: blocks, stop_reason: "tool_use" }),
    ],
  ])("goes back as it came, thoughts and signatures included, when it is %s", async (_, reply) => {
    await using server = await startWireServer(reply());
    const provider = anthropic({ baseURL: server.url, apiKey: "sk-ant-1" });
    const { parts } = await collect(provider, createCall());
    const result = (toolCallId: string) =>
      ({ role: "tool", toolCallId, toolName: "f", content: "1" }) as const;
    const messages = [
      { role: "user", content: "Hello" },
      { role: "assistant", content: toAssistantParts(parts) },
      result("toolu_1"),
      result("toolu_2"),
    ] as const;
    await collect(provider, createCall({ messages }));
    expect(server.requests.at(-1)?.body).toMatchObject({
      messages: [{ role: "user" }, { role: "assistant", content: blocks }, { role: "user" }],
    });
  });
});

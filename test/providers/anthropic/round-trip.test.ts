import { describe, expect, it } from "vitest";
import type { AssistantPart } from "../../../src/model/message.js";
import type { ModelStreamPart } from "../../../src/model/provider.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { MessageCollector } from "../../../src/runtime/request/collect-message.js";
import { jsonReply, sseReply, startWireServer } from "../../support/wire-server.js";
import { collect, createCall, toSse } from "../conformance/bench.js";
import {
  blockDelta,
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
  thinkingBlock,
  toolBlock,
} from "./events.js";

/** The message that parts make up, as the steps of an execution put it together. */
function toAssistantParts(parts: readonly ModelStreamPart[]): readonly AssistantPart[] {
  const message = new MessageCollector();
  for (const part of parts) {
    if (part.type === "text_delta") message.text(part.text);
    if (part.type === "reasoning_delta") message.reasoning(part.text);
    if (part.type === "text_end") message.endText(part.replay);
    if (part.type === "reasoning_end") message.endReasoning(part.replay);
    if (part.type === "tool_call_start") message.startCall(part.id, part.name);
    if (part.type === "tool_call_delta") message.arguments(part.id, part.text);
    if (part.type === "tool_call_end") message.endCall(part.id, part.arguments, part.replay);
  }
  return message.parts;
}

const citations = [
  {
    type: "web_search_result_location",
    url: "https://example.com",
    title: null,
    encrypted_index: "Eo8BCioIAhgB",
    cited_text: "Rain.",
  },
];
const search = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search" };
const found = {
  type: "web_search_tool_result",
  tool_use_id: "srvtoolu_1",
  content: [{ type: "web_search_result", url: "https://example.com", encrypted_content: "EqgfC" }],
};
const code = { type: "server_tool_use", id: "srvtoolu_2", name: "code_execution" };
const caller = { type: "code_execution_20260120", tool_id: "srvtoolu_2" };
const container = { id: "container_1", expires_at: "2026-11-20T12:00:00Z" };

const blocks = [
  { type: "thinking", thinking: "Two places to look.", signature: "EvQBCkYICxgC+/=" },
  { type: "redacted_thinking", data: "b3BhcXVl" },
  { type: "text", text: "I look it up." },
  { type: "text", text: "In both." },
  { ...search, input: { query: "rain" } },
  found,
  { type: "text", text: "It rains.", citations },
  { ...code, input: { code: "weather()" } },
  { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Bonn", days: [1, 2] } },
  { type: "thinking", thinking: "", signature: "hidden" },
  { type: "tool_use", id: "toolu_2", name: "alarms", input: {}, caller },
];

const streamed = [
  messageStart({ input_tokens: 1, output_tokens: 1 }),
  ...thinkingBlock(0, "EvQBCkYICxgC+/=", "Two places", " to look."),
  blockStart(1, { type: "redacted_thinking", data: "b3BhcXVl" }),
  blockStop(1),
  ...textBlock(2, "I look", " it", " up."),
  ...textBlock(3, "In", " both", "."),
  blockStart(4, { ...search, input: {} }),
  blockDelta(4, { type: "input_json_delta", partial_json: '{"query":' }),
  blockDelta(4, { type: "input_json_delta", partial_json: '"rain"}' }),
  blockStop(4),
  blockStart(5, found),
  blockStop(5),
  blockStart(6, { type: "text", text: "", citations: [] }),
  blockDelta(6, { type: "citations_delta", citation: citations[0] }),
  blockDelta(6, { type: "text_delta", text: "It rains." }),
  blockStop(6),
  blockStart(7, { ...code, input: {} }),
  blockDelta(7, { type: "input_json_delta", partial_json: '{"code":"weather()"}' }),
  blockStop(7),
  ...toolBlock(8, "toolu_1", "weather", '{"city":', '"Bonn","days":[1,2]}'),
  ...thinkingBlock(9, "hidden"),
  blockStart(10, { type: "tool_use", id: "toolu_2", name: "alarms", input: {}, caller }),
  blockStop(10),
  messageDelta({ stop_reason: "tool_use", container }, { output_tokens: 9 }),
  messageStop,
];

describe("an answer of anthropic", () => {
  it.each([
    ["streamed", () => sseReply([toSse(streamed)])],
    [
      "whole",
      () =>
        jsonReply({
          type: "message",
          role: "assistant",
          content: blocks,
          container,
          stop_reason: "tool_use",
        }),
    ],
  ])(
    "goes back as it came, thoughts and what Anthropic did included, when it is %s",
    async (_, reply) => {
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
        container: "container_1",
        messages: [{ role: "user" }, { role: "assistant", content: blocks }, { role: "user" }],
      });
    },
  );
});

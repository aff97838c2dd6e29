import type { Anthropic } from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import type { ModelCall } from "../../../src/model/provider.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { jsonReply, startWireServer } from "../../support/wire-server.js";
import { collect, createCall } from "../conformance/bench.js";

const replay = (data: { readonly [key: string]: string }) => ({ wire: "anthropic", data });

const call: Partial<ModelCall> = {
  model: "claude-sonnet-4-6",
  messages: [
    { role: "system", content: "You know the weather." },
    {
      role: "user",
      content: [
        { type: "text", text: "Shall I take this coat?" },
        { type: "text", text: "" },
        { type: "image", data: "iVBORw0KGgo=", mediaType: "image/png" },
        { type: "image", url: "https://example.com/coat.webp" },
        { type: "file", name: "plan.pdf", data: "JVBERi0=", mediaType: "application/pdf" },
        { type: "file", url: "https://example.com/map.pdf" },
        { type: "file", name: "notes.txt", data: "R3LDvMOfZQ==", mediaType: "text/plain" },
      ],
    },
    {
      role: "assistant",
      content: [
        {
          type: "reasoning",
          text: "Two places.",
          replay: replay({ type: "thinking", signature: "sig-1" }),
        },
        {
          type: "reasoning",
          text: "",
          replay: replay({ type: "redacted_thinking", data: "opaque" }),
        },
        { type: "text", text: "Let me look." },
        { type: "tool_call", id: "toolu_1", name: "weather", arguments: '{"city":"Bonn"}' },
        { type: "tool_call", id: "toolu_2", name: "alarms", arguments: "" },
      ],
    },
    {
      role: "tool",
      toolCallId: "toolu_1",
      toolName: "weather",
      content: [
        { type: "text", text: "Rain" },
        { type: "image", data: "/9j/4A==", mediaType: "image/jpeg" },
      ],
    },
    {
      role: "tool",
      toolCallId: "toolu_2",
      toolName: "alarms",
      content: "The service is down.",
      isError: true,
    },
    { role: "user", content: "In one sentence." },
  ],
  tools: [
    {
      name: "weather",
      description: "Tells the weather.",
      schema: {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        type: "object",
        properties: {
          city: { type: "string", minLength: 1 },
          days: { type: "integer", minimum: 1, description: "How many." },
        },
        required: ["city"],
        additionalProperties: false,
      },
    },
    {
      name: "tags",
      description: "",
      schema: {
        type: "object",
        properties: { byName: { type: "object", additionalProperties: {} } },
      },
    },
  ],
  toolChoice: "auto",
  output: {
    name: "advice",
    schema: { type: "object", properties: { coat: { type: "boolean" } }, required: ["coat"] },
  },
  temperature: 1,
  maxTokens: 4_096,
  providerOptions: {
    thinking: { type: "enabled", budget_tokens: 2_048 },
    metadata: { user_id: "u-1" },
  },
};

/** The SDK has dropped `temperature`, which models before Opus 4.7 take. */
const body: Anthropic.MessageCreateParams & { readonly temperature: number } = {
  model: "claude-sonnet-4-6",
  max_tokens: 4_096,
  system: "You know the weather.",
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Shall I take this coat?" },
        {
          type: "image",
          source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" },
        },
        { type: "image", source: { type: "url", url: "https://example.com/coat.webp" } },
        {
          type: "document",
          source: { type: "base64", media_type: "application/pdf", data: "JVBERi0=" },
          title: "plan.pdf",
        },
        { type: "document", source: { type: "url", url: "https://example.com/map.pdf" } },
        {
          type: "document",
          source: { type: "text", media_type: "text/plain", data: "Grüße" },
          title: "notes.txt",
        },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Two places.", signature: "sig-1" },
        { type: "redacted_thinking", data: "opaque" },
        { type: "text", text: "Let me look." },
        { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Bonn" } },
        { type: "tool_use", id: "toolu_2", name: "alarms", input: {} },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_1",
          content: [
            { type: "text", text: "Rain" },
            {
              type: "image",
              source: { type: "base64", media_type: "image/jpeg", data: "/9j/4A==" },
            },
          ],
        },
        {
          type: "tool_result",
          tool_use_id: "toolu_2",
          content: "The service is down.",
          is_error: true,
        },
      ],
    },
    { role: "user", content: "In one sentence." },
  ],
  stream: true,
  tools: [
    {
      name: "weather",
      description: "Tells the weather.",
      input_schema: {
        type: "object",
        properties: {
          city: { type: "string", description: "(minLength: 1)" },
          days: { type: "integer", description: "How many.\n(minimum: 1)" },
        },
        required: ["city"],
        additionalProperties: false,
      },
      strict: true,
      eager_input_streaming: true,
    },
    {
      name: "tags",
      input_schema: {
        type: "object",
        properties: { byName: { type: "object", additionalProperties: {} } },
      },
      eager_input_streaming: true,
    },
  ],
  tool_choice: { type: "auto" },
  output_config: {
    format: {
      type: "json_schema",
      schema: {
        type: "object",
        properties: { coat: { type: "boolean" } },
        required: ["coat"],
        additionalProperties: false,
      },
    },
  },
  temperature: 1,
  thinking: { type: "enabled", budget_tokens: 2_048 },
  metadata: { user_id: "u-1" },
};

describe("a rich call to Anthropic", () => {
  it("is sent as a body that the API's own types allow", async () => {
    await using server = await startWireServer(jsonReply({}, 500));
    await collect(anthropic({ baseURL: server.url, apiKey: "sk-ant-1" }), createCall(call));
    expect(server.requests.map((request) => request.body)).toEqual([body]);
  });
});

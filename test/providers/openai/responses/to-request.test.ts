import type { OpenAI } from "openai";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/internal/json.js";
import type { AssistantPart } from "../../../../src/model/message.js";
import type { ModelCall } from "../../../../src/model/provider.js";
import { toRequest } from "../../../../src/providers/openai/responses/to-request.js";
import { createCall } from "../../conformance/bench.js";

type Body = OpenAI.Responses.ResponseCreateParams;

const style = { structuredOutput: "json_schema", isOfficial: true } as const;
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: { title: { type: "string" }, subtitle: { type: "string" } },
  required: ["title"],
};
const strictSchema = {
  type: "object",
  properties: { title: { type: "string" }, subtitle: { type: ["string", "null"] } },
  required: ["title", "subtitle"],
  additionalProperties: false,
};
const wire = "openai-responses";
const thought = {
  id: "rs_1",
  type: "reasoning",
  summary: [{ type: "summary_text", text: "Ask for the weather." }],
  encrypted_content: "gAAA",
} as const;

const richCall = createCall({
  model: "gpt-5",
  messages: [
    { role: "system", content: "You know the weather." },
    { role: "system", content: [{ type: "text", text: "Be brief." }] },
    {
      role: "user",
      content: [
        { type: "text", text: "What about these?" },
        { type: "image", data: "iVBO", mediaType: "image/png" },
        { type: "image", url: "https://example.com/a.jpg" },
        { type: "file", data: "JVBE", mediaType: "application/pdf", name: "map.pdf" },
        { type: "file", data: "JVBE", mediaType: "application/pdf" },
        { type: "file", url: "https://example.com/b.pdf" },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "reasoning", text: "Ask for the weather.", replay: { wire, data: thought } },
        {
          type: "text",
          text: "Let me look.",
          replay: {
            wire,
            data: {
              id: "msg_1",
              type: "message",
              status: "completed",
              role: "assistant",
              phase: "commentary",
            },
          },
        },
        {
          type: "tool_call",
          id: "call_1",
          name: "weather",
          arguments: '{"city": "Rome"}',
          replay: { wire, data: { id: "fc_1", type: "function_call" } },
        },
        { type: "tool_call", id: "call_2", name: "now", arguments: "" },
      ],
    },
    { role: "tool", toolCallId: "call_1", toolName: "weather", content: "Sunny" },
    {
      role: "tool",
      toolCallId: "call_2",
      toolName: "now",
      isError: true,
      content: [
        { type: "text", text: "The clock is broken:" },
        { type: "image", data: "iVBO", mediaType: "image/png" },
      ],
    },
    { role: "assistant", content: "Sunny." },
    { role: "assistant", content: [{ type: "text", text: "Very." }] },
    { role: "user", content: "And tomorrow?" },
  ],
  output: { name: "story", schema },
  tools: [
    { name: "weather", description: "Tells the weather.", schema },
    {
      name: "now",
      description: "",
      schema: { type: "object", additionalProperties: {} },
    },
  ],
  toolChoice: { tool: "weather" },
  temperature: 0,
  maxTokens: 500,
  providerOptions: { reasoning: { effort: "low", summary: "auto" }, text: { verbosity: "low" } },
});

const richBody: Body = {
  model: "gpt-5",
  input: [
    { role: "developer", content: "You know the weather." },
    { role: "developer", content: [{ type: "input_text", text: "Be brief." }] },
    {
      role: "user",
      content: [
        { type: "input_text", text: "What about these?" },
        { type: "input_image", detail: "auto", image_url: "data:image/png;base64,iVBO" },
        { type: "input_image", detail: "auto", image_url: "https://example.com/a.jpg" },
        {
          type: "input_file",
          filename: "map.pdf",
          file_data: "data:application/pdf;base64,JVBE",
        },
        {
          type: "input_file",
          filename: "file.pdf",
          file_data: "data:application/pdf;base64,JVBE",
        },
        { type: "input_file", file_url: "https://example.com/b.pdf" },
      ],
    },
    {
      id: "rs_1",
      type: "reasoning",
      summary: [{ type: "summary_text", text: "Ask for the weather." }],
      encrypted_content: "gAAA",
    },
    {
      id: "msg_1",
      type: "message",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "Let me look.", annotations: [], logprobs: [] }],
      phase: "commentary",
    },
    {
      id: "fc_1",
      type: "function_call",
      call_id: "call_1",
      name: "weather",
      arguments: '{"city": "Rome"}',
    },
    { type: "function_call", call_id: "call_2", name: "now", arguments: "{}" },
    { type: "function_call_output", call_id: "call_1", output: "Sunny" },
    {
      type: "function_call_output",
      call_id: "call_2",
      output: [
        { type: "input_text", text: "The clock is broken:" },
        { type: "input_image", detail: "auto", image_url: "data:image/png;base64,iVBO" },
      ],
    },
    { role: "assistant", content: "Sunny." },
    { role: "assistant", content: "Very." },
    { role: "user", content: "And tomorrow?" },
  ],
  stream: true,
  store: false,
  include: ["reasoning.encrypted_content"],
  text: {
    format: { type: "json_schema", name: "story", strict: true, schema: strictSchema },
    verbosity: "low",
  },
  tools: [
    {
      type: "function",
      name: "weather",
      description: "Tells the weather.",
      parameters: strictSchema,
      strict: true,
    },
    {
      type: "function",
      name: "now",
      parameters: { type: "object", additionalProperties: {} },
      strict: false,
    },
  ],
  tool_choice: { type: "function", name: "weather" },
  temperature: 0,
  max_output_tokens: 500,
  reasoning: { effort: "low", summary: "auto" },
};

function write(call: Partial<ModelCall>): Body {
  return toRequest(createCall(call), style);
}

describe("toRequest of openai responses", () => {
  it("writes the whole of a rich call", () => {
    expect(toRequest(richCall, style)).toEqual(richBody);
  });

  it("writes no more than it is given", () => {
    expect(write({ stream: false, toolChoice: "required" })).toEqual({
      model: "test-model",
      input: [{ role: "user", content: "Hello" }],
      stream: false,
      store: false,
    });
  });

  it.each(["gpt-5", "gpt-5.1-chat-latest", "o3", "o4-mini-2025-04-16", "openai/gpt-6.1-sol"])(
    "asks %s, which reasons, for its encrypted thoughts, and instructs it as a developer",
    (model) => {
      const body = write({ model, messages: [{ role: "system", content: "Be brief." }] });
      expect(body.include).toEqual(["reasoning.encrypted_content"]);
      expect(body.input).toEqual([{ role: "developer", content: "Be brief." }]);
    },
  );

  it.each(["gpt-4o", "ft:gpt-4.1-mini:team", "gpt-35-turbo", "gpt-5-chat-latest", "of-my-own"])(
    "asks %s, which is not known to reason, for no thoughts",
    (model) => {
      const body = write({ model, messages: [{ role: "system", content: "Be brief." }] });
      expect(body.include).toBeUndefined();
      expect(body.input).toEqual([{ role: "system", content: "Be brief." }]);
    },
  );

  it("keeps what came with an answer from a model that does not reason, which refuses it", () => {
    const body = toRequest({ ...richCall, model: "gpt-4o" }, style);
    expect(body.input?.slice(3, 6)).toEqual([
      { role: "assistant", content: "Let me look." },
      {
        type: "function_call",
        call_id: "call_1",
        name: "weather",
        arguments: '{"city": "Rome"}',
      },
      { type: "function_call", call_id: "call_2", name: "now", arguments: "{}" },
    ]);
  });

  it("leaves out what came with the answers of other providers, and their thoughts", () => {
    const replay = { wire: "anthropic", data: { signature: "c2ln" } };
    const { input } = write({
      model: "gpt-5",
      messages: [
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "Hm.", replay },
            { type: "text", text: "Hi.", replay },
            { type: "tool_call", id: "toolu_1", name: "now", arguments: "{}", replay },
          ],
        },
      ],
    });
    expect(input).toEqual([
      { role: "assistant", content: "Hi." },
      { type: "function_call", call_id: "toolu_1", name: "now", arguments: "{}" },
    ]);
  });

  it("says with a result which program of the model's asked for it, and not that nobody did", () => {
    const program = { type: "program", caller_id: "call_9" };
    const call = (id: string, caller: JsonObject): AssistantPart => ({
      type: "tool_call",
      id,
      name: "now",
      arguments: "{}",
      replay: { wire, data: { type: "function_call", caller } },
    });
    const result = (toolCallId: string) =>
      ({ role: "tool", toolCallId, toolName: "now", content: "1" }) as const;
    const { input } = write({
      messages: [
        { role: "assistant", content: [call("a", program), call("b", { type: "direct" })] },
        result("a"),
        result("b"),
      ],
    });
    expect(input?.slice(2)).toEqual([
      { type: "function_call_output", call_id: "a", output: "1", caller: program },
      { type: "function_call_output", call_id: "b", output: "1" },
    ]);
  });

  it("carries back the calls of custom tools, with results of their kind", () => {
    const replay = { wire, data: { id: "ctc_1", type: "custom_tool_call" } };
    const { input } = write({
      messages: [
        {
          role: "assistant",
          content: [
            { type: "tool_call", id: "call_1", name: "sql", arguments: "SELECT 1", replay },
          ],
        },
        { role: "tool", toolCallId: "call_1", toolName: "sql", content: "1" },
      ],
    });
    expect(input).toEqual([
      { id: "ctc_1", type: "custom_tool_call", call_id: "call_1", name: "sql", input: "SELECT 1" },
      { type: "custom_tool_call_output", call_id: "call_1", output: "1" },
    ]);
  });

  it.each(["auto", "none", "required"] as const)("lets tools be chosen by %s", (toolChoice) => {
    const tools = [{ name: "now", description: "", schema }];
    expect(write({ tools, toolChoice }).tool_choice).toBe(toolChoice);
  });

  it("lets provider options stand over everything, untouched", () => {
    const providerOptions: JsonObject = {
      store: true,
      include: ["file_search_call.results"],
      text: { format: { type: "text" } },
      tools: [{ type: "web_search" }],
      anything: { newer: [1, null] },
    };
    const body = toRequest({ ...richCall, providerOptions }, style);
    expect(body).toMatchObject(providerOptions);
    expect(body.tools).toHaveLength(1);
  });

  it("sends a schema that strict mode cannot enforce as it is, without strict", () => {
    const open = { type: "object", properties: {}, additionalProperties: {} };
    expect(write({ output: { name: "counts", schema: open } }).text).toEqual({
      format: { type: "json_schema", name: "counts", strict: false, schema: open },
    });
  });

  it("asks for a list as the value of an object, which alone all modes take", () => {
    const list = { type: "array", items: { type: "string" } };
    const wrapped = {
      type: "object",
      properties: { value: list },
      required: ["value"],
      additionalProperties: false,
    };
    expect(write({ output: { name: "list", schema: list } }).text).toEqual({
      format: { type: "json_schema", name: "list", strict: true, schema: wrapped },
    });
  });

  it.each([
    ["json_object", { format: { type: "json_object" } }],
    ["none", undefined],
  ] as const)("says the schema in words for a server with %s", (structuredOutput, text) => {
    const call = createCall({ output: { name: "story", schema } });
    const body = toRequest(call, { structuredOutput, isOfficial: true });
    expect(body.text).toEqual(text);
    expect(body.input).toHaveLength(2);
    expect(body.input?.[0]).toMatchObject({
      role: "system",
      content: expect.stringMatching(/JSON Schema[^]*"title"/),
    });
  });

  it.each(["json_object", "none"] as const)(
    "enforces no arguments of tools for a server with %s",
    (structuredOutput) => {
      const call = createCall({ tools: [{ name: "now", description: "", schema }] });
      const { tools } = toRequest(call, { structuredOutput, isOfficial: true });
      expect(tools).toEqual([{ type: "function", name: "now", parameters: schema, strict: false }]);
    },
  );

  it("cuts the name of a schema to what OpenAI takes", () => {
    const body = write({ output: { name: "a".repeat(80), schema } });
    expect(body.text?.format).toMatchObject({ name: "a".repeat(64) });
  });
});

import type { OpenAI } from "openai";
import { describe, expect, it } from "vitest";
import { toRequest, type RequestStyle } from "../../../../src/providers/openai/chat/to-request.js";
import type { JsonObject } from "../../../../src/internal/json.js";
import { createCall } from "../../conformance/bench.js";

const style: RequestStyle = {
  structuredOutput: "json_schema",
  maxTokensField: "max_completion_tokens",
  server: "OpenAI",
};
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: { title: { type: "string" }, subtitle: { type: "string" } },
  required: ["title"],
};

/** A schema that no strict mode can enforce. */
const anything = { type: "object", additionalProperties: {} };

const richCall = createCall({
  model: "gpt-4o",
  messages: [
    { role: "system", content: "You are a travel agent." },
    {
      role: "user",
      content: [
        { type: "text", text: "How is it there?" },
        { type: "image", url: "https://example.com/beach.jpg" },
        { type: "image", data: "iVBORw0K", mediaType: "image/png" },
        { type: "file", data: "JVBERi0=", mediaType: "application/pdf", name: "plan.pdf" },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "reasoning", text: "I should look.", replay: { wire: "anthropic", data: {} } },
        { type: "text", text: "Let me " },
        { type: "text", text: "see." },
        { type: "tool_call", id: "call_1", name: "weather", arguments: '{"city": "Åre"}' },
        { type: "tool_call", id: "call_2", name: "clock", arguments: "" },
      ],
    },
    { role: "tool", toolCallId: "call_1", toolName: "weather", content: '{"degrees":-3}' },
    {
      role: "tool",
      toolCallId: "call_2",
      toolName: "clock",
      content: [{ type: "text", text: "The clock stands still." }],
      isError: true,
    },
    { role: "user", content: "And now?" },
  ],
  output: { name: "story", schema },
  tools: [
    {
      name: "weather",
      description: "Says how the weather is.",
      schema: {
        type: "object",
        properties: { city: { type: "string", minLength: 1 }, unit: { type: "string" } },
        required: ["city"],
      },
    },
    { name: "clock", description: "", schema: anything },
  ],
  toolChoice: "required",
  temperature: 0.7,
  maxTokens: 500,
  providerOptions: { temperature: 0, parallel_tool_calls: false, metadata: { team: "travel" } },
});

describe("toRequest of openai", () => {
  it("writes the whole of a rich call", () => {
    const expected: OpenAI.ChatCompletionCreateParams = {
      model: "gpt-4o",
      messages: [
        { role: "system", content: "You are a travel agent." },
        {
          role: "user",
          content: [
            { type: "text", text: "How is it there?" },
            { type: "image_url", image_url: { url: "https://example.com/beach.jpg" } },
            { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0K" } },
            {
              type: "file",
              file: { filename: "plan.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
            },
          ],
        },
        {
          role: "assistant",
          content: "Let me see.",
          tool_calls: [
            {
              id: "call_1",
              type: "function",
              function: { name: "weather", arguments: '{"city": "Åre"}' },
            },
            { id: "call_2", type: "function", function: { name: "clock", arguments: "{}" } },
          ],
        },
        { role: "tool", tool_call_id: "call_1", content: '{"degrees":-3}' },
        { role: "tool", tool_call_id: "call_2", content: "Error: The clock stands still." },
        { role: "user", content: "And now?" },
      ],
      stream: true,
      stream_options: { include_usage: true },
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "story",
          strict: true,
          schema: {
            type: "object",
            properties: { title: { type: "string" }, subtitle: { type: ["string", "null"] } },
            required: ["title", "subtitle"],
            additionalProperties: false,
          },
        },
      },
      tools: [
        {
          type: "function",
          function: {
            name: "weather",
            description: "Says how the weather is.",
            strict: true,
            parameters: {
              type: "object",
              properties: {
                city: { type: "string", description: "(minLength: 1)" },
                unit: { type: ["string", "null"] },
              },
              required: ["city", "unit"],
              additionalProperties: false,
            },
          },
        },
        { type: "function", function: { name: "clock", parameters: anything } },
      ],
      tool_choice: "required",
      temperature: 0,
      max_completion_tokens: 500,
      parallel_tool_calls: false,
      metadata: { team: "travel" },
    };
    expect(toRequest(richCall, style)).toEqual(expected);
  });

  it("writes no more than it is given", () => {
    expect(toRequest(createCall({ stream: false }), style)).toEqual({
      model: "test-model",
      messages: [{ role: "user", content: "Hello" }],
      stream: false,
    });
  });

  it("names the limit as the server knows it", () => {
    const body = toRequest(createCall({ maxTokens: 9 }), {
      ...style,
      maxTokensField: "max_tokens",
    });
    expect(body).toMatchObject({ max_tokens: 9 });
    expect(body).not.toHaveProperty("max_completion_tokens");
  });

  it("sends a schema that strict mode cannot enforce as it is, without strict", () => {
    const open = { type: "object", properties: {}, additionalProperties: {} };
    const body = toRequest(createCall({ output: { name: "counts", schema: open } }), style);
    expect(body.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "counts", strict: false, schema: open },
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
    const call = createCall({ output: { name: "list", schema: list } });
    expect(toRequest(call, style).response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "list", strict: true, schema: wrapped },
    });
    const told = (structuredOutput: "json_object" | "none") =>
      toRequest(call, { ...style, structuredOutput }).messages[0]?.content;
    expect(told("json_object")).toContain(JSON.stringify(wrapped));
    expect(told("none")).toContain(`\n${JSON.stringify(list)}`);
  });

  it("takes what the build lowered, and no other dialect's", () => {
    const frozen = { type: "object", properties: {}, required: [], additionalProperties: false };
    const asked = (dialect: string) =>
      toRequest(
        createCall({
          output: {
            name: "story",
            schema,
            lowered: [{ dialects: [dialect], hash: "00000000", schema: frozen }],
          },
        }),
        style,
      ).response_format;
    expect(asked("openai")).toMatchObject({ json_schema: { strict: true, schema: frozen } });
    expect(asked("anthropic")).not.toMatchObject({ json_schema: { schema: frozen } });
  });

  it.each([
    ["json_object", { type: "json_object" }],
    ["none", undefined],
  ] as const)("says the schema in words for a server with %s", (structuredOutput, format) => {
    const call = createCall({ output: { name: "story", schema } });
    const body = toRequest(call, { ...style, structuredOutput });
    expect(body.response_format).toEqual(format);
    expect(body.messages).toHaveLength(2);
    expect(body.messages[0]).toMatchObject({
      role: "system",
      content: expect.stringMatching(/JSON Schema[^]*"title"/),
    });
  });

  it("cuts the name of a schema to what OpenAI takes", () => {
    const body = toRequest(createCall({ output: { name: "a".repeat(80), schema } }), style);
    expect(body.response_format).toMatchObject({ json_schema: { name: "a".repeat(64) } });
  });

  it.each([
    ["auto", "auto"],
    ["none", "none"],
    [{ tool: "clock" }, { type: "function", function: { name: "clock" } }],
  ] as const)("writes the choice of tools %j", (toolChoice, written) => {
    const tools = [{ name: "clock", description: "", schema: anything }];
    expect(toRequest(createCall({ tools, toolChoice }), style).tool_choice).toEqual(written);
  });

  it("writes neither tools nor a choice where there are none", () => {
    const body = toRequest(createCall({ tools: [], toolChoice: "auto" }), style);
    expect(body).not.toHaveProperty("tools");
    expect(body).not.toHaveProperty("tool_choice");
  });

  it.each(["json_object", "none"] as const)(
    "enforces no arguments on a server with %s",
    (structuredOutput) => {
      const tools = [{ name: "write", description: "", schema }];
      const body = toRequest(createCall({ tools }), { ...style, structuredOutput });
      expect(body.tools).toEqual([
        { type: "function", function: { name: "write", parameters: schema } },
      ]);
    },
  );

  it("passes the provider's own options on untouched, over what it writes itself", () => {
    const providerOptions = JSON.parse(
      '{"stream_options":null,"__proto__":{"polluted":true},"thinking":{"type":"enabled"}}',
    ) as JsonObject;
    const body = toRequest(createCall({ providerOptions }), style);
    expect(JSON.stringify(body)).toBe(
      '{"model":"test-model","messages":[{"role":"user","content":"Hello"}],"stream":true,"stream_options":null,"__proto__":{"polluted":true},"thinking":{"type":"enabled"}}',
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { toRequest, type RequestStyle } from "../../../../src/providers/openai/chat/to-request.js";
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

describe("toRequest of openai", () => {
  it("writes the whole of a rich call", () => {
    const call = createCall({
      model: "gpt-4o",
      messages: [
        { role: "system", content: "You are a novelist." },
        {
          role: "user",
          content: [
            { type: "text", text: "Write" },
            { type: "text", text: "now" },
          ],
        },
        { role: "assistant", content: "Once" },
      ],
      output: { name: "story", schema },
      temperature: 0,
      maxTokens: 500,
    });
    expect(toRequest(call, style)).toEqual({
      model: "gpt-4o",
      messages: [
        { role: "system", content: "You are a novelist." },
        {
          role: "user",
          content: [
            { type: "text", text: "Write" },
            { type: "text", text: "now" },
          ],
        },
        { role: "assistant", content: "Once" },
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
      temperature: 0,
      max_completion_tokens: 500,
    });
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
    const open = { type: "object", additionalProperties: { type: "number" } };
    const body = toRequest(createCall({ output: { name: "counts", schema: open } }), style);
    expect(body.response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "counts", strict: false, schema: open },
    });
  });

  it("says a schema of anything but an object in words, since no mode takes it", () => {
    const list = { type: "array", items: { type: "string" } };
    const body = toRequest(createCall({ output: { name: "list", schema: list } }), style);
    expect(body.response_format).toBeUndefined();
    expect(body.messages[0]).toMatchObject({
      role: "system",
      content: expect.stringContaining(JSON.stringify(list)),
    });
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
});

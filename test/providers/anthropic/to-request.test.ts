import { describe, expect, it } from "vitest";
import { findMaxTokens } from "../../../src/providers/anthropic/max-tokens.js";
import { toRequest } from "../../../src/providers/anthropic/to-request.js";
import { createCall } from "../conformance/bench.js";

const style = { structuredOutput: "json_schema", tools: "strict" } as const;
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    title: { type: "string", minLength: 3 },
    subtitle: { type: "string", description: "May be left out." },
  },
  required: ["title"],
};

describe("toRequest of anthropic", () => {
  it("writes the whole of a rich call", () => {
    const call = createCall({
      model: "claude-sonnet-4-6",
      messages: [
        { role: "system", content: "You are a novelist." },
        {
          role: "user",
          content: [
            { type: "text", text: "Write" },
            { type: "text", text: "now" },
          ],
        },
        { role: "system", content: [{ type: "text", text: "Be brief." }] },
        { role: "user", content: "Please" },
        { role: "assistant", content: "Once" },
      ],
      output: { name: "story", schema },
      temperature: 0.5,
      maxTokens: 500,
    });
    expect(toRequest(call, style)).toEqual({
      model: "claude-sonnet-4-6",
      max_tokens: 500,
      system: [
        { type: "text", text: "You are a novelist." },
        { type: "text", text: "Be brief." },
      ],
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Write" },
            { type: "text", text: "now" },
          ],
        },
        { role: "user", content: "Please" },
        { role: "assistant", content: "Once" },
      ],
      stream: true,
      output_config: {
        format: {
          type: "json_schema",
          schema: {
            type: "object",
            properties: {
              title: { type: "string", description: "(minLength: 3)" },
              subtitle: { type: "string", description: "May be left out." },
            },
            required: ["title"],
            additionalProperties: false,
          },
        },
      },
      temperature: 0.5,
    });
  });

  it("writes no more than it is given, and the limit that Anthropic requires", () => {
    expect(toRequest(createCall({ model: "claude-opus-4-5", stream: false }), style)).toEqual({
      model: "claude-opus-4-5",
      max_tokens: 64_000,
      messages: [{ role: "user", content: "Hello" }],
      stream: false,
    });
  });

  it("keeps a single system message as it is", () => {
    const body = toRequest(
      createCall({
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Hello" },
        ],
      }),
      style,
    );
    expect(body.system).toBe("Be brief.");
  });

  it.each([
    ["cannot be enforced", { type: "object", additionalProperties: {} }, style],
    ["is asked to be said so", schema, { ...style, structuredOutput: "none" } as const],
  ])("says a schema in words when it %s", (_, given, with_) => {
    const body = toRequest(createCall({ output: { name: "a", schema: given } }), with_);
    expect(body.output_config).toBeUndefined();
    expect(body.system).toContain(JSON.stringify(given));
  });

  it("asks for a record as a list of entries, in an object", () => {
    const record = { type: "object", additionalProperties: { type: "number" } };
    const body = toRequest(createCall({ output: { name: "a", schema: record } }), style);
    expect(body.output_config?.format?.schema).toEqual({
      type: "object",
      properties: {
        value: {
          type: "array",
          items: {
            type: "object",
            properties: { key: { type: "string" }, value: { type: "number" } },
            required: ["key", "value"],
            additionalProperties: false,
          },
        },
      },
      required: ["value"],
      additionalProperties: false,
    });
  });

  it.each(["claude-3-haiku-20240307", "claude-sonnet-4-20250514", "claude-opus-4-1"])(
    "says a schema in words to %s, which enforces none",
    (model) => {
      const body = toRequest(createCall({ model, output: { name: "a", schema } }), style);
      expect(body.output_config).toBeUndefined();
      expect(body.system).toContain(JSON.stringify(schema));
    },
  );

  it("says a schema in words when it is larger than Anthropic enforces", () => {
    const many = (count: number) => ({
      type: "object",
      properties: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`p${index}`, { type: "string" }]),
      ),
    });
    const bodyOf = (count: number) =>
      toRequest(createCall({ output: { name: "a", schema: many(count) } }), style);
    expect(bodyOf(24).output_config).toBeDefined();
    expect(bodyOf(25)).toMatchObject({ system: expect.stringContaining('"p24"') });
    expect(bodyOf(25).output_config).toBeUndefined();
  });

  it("puts the provider's own options over the body, untouched", () => {
    const thinking = { type: "enabled", budget_tokens: 2_048 };
    const body = toRequest(
      createCall({
        maxTokens: 4_096,
        temperature: 0.5,
        providerOptions: { thinking, temperature: 1, a_field_of_the_future: [{ a: null }] },
      }),
      style,
    );
    expect(body).toEqual({
      model: "test-model",
      max_tokens: 4_096,
      messages: [{ role: "user", content: "Hello" }],
      stream: true,
      temperature: 1,
      thinking,
      a_field_of_the_future: [{ a: null }],
    });
  });

  it("keeps the schema of the output where the options set the effort", () => {
    const output = { name: "story", schema };
    const body = toRequest(
      createCall({ output, providerOptions: { output_config: { effort: "low" } } }),
      style,
    );
    expect(body.output_config).toMatchObject({ effort: "low", format: { type: "json_schema" } });
  });

  it.each([
    ["claude-3-haiku-20240307", 4_096],
    ["claude-3-5-sonnet-20241022", 8_192],
    ["claude-opus-4-1-20250805", 32_000],
    ["claude-haiku-4-5", 64_000],
    ["claude-opus-4-8", 128_000],
    ["claude-of-the-future", 64_000],
    ["deepseek-chat", 8_192],
  ])("lets %s write %i tokens unless it is told otherwise", (model, tokens) => {
    expect(findMaxTokens(model)).toBe(tokens);
  });
});

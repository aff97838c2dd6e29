import { describe, expect, it } from "vitest";
import type { ModelCall } from "../../../src/model/provider.js";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import type { AiSdkOptions } from "../../../src/providers/ai-sdk/options.js";
import { collect, createCall } from "../conformance/bench.js";
import { finish, handMade, type HandMade } from "./hand-made.js";

/** What the model is called with. */
async function ask(
  call: Partial<ModelCall>,
  script: HandMade = {},
  options: AiSdkOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  const model = handMade({ parts: [finish()], ...script });
  const { error } = await collect(aiSdk(model, options), createCall(call));
  expect(error).toBeUndefined();
  const { abortSignal, ...rest } = model.calls[0] ?? {};
  expect(abortSignal).toBeInstanceOf(AbortSignal);
  return rest;
}

async function fail(call: Partial<ModelCall>, script: HandMade = {}): Promise<unknown> {
  return (await collect(aiSdk(handMade({ parts: [finish()], ...script })), createCall(call))).error;
}

const city = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
} as const;

const signature = { acme: { signature: "s" } };

it("has U+FFFD for half a character, wherever it stands", async () => {
  const half = "\ud83d";
  const spec = await ask({
    messages: [
      { role: "system", content: `a ${half}` },
      { role: "user", content: `b ${half}` },
      {
        role: "assistant",
        content: [
          { type: "tool_call", id: "c1", name: "look", arguments: String.raw`{"q":"\ud83d"}` },
        ],
      },
      { role: "tool", toolCallId: "c1", toolName: "look", content: `c ${half}` },
    ],
    tools: [{ name: "look", description: `d ${half}`, schema: city }],
    providerOptions: { note: `e ${half}` },
  });
  const sent = JSON.stringify(spec);
  expect(sent).not.toMatch(/ud83d/);
  for (const where of ["a", "b", "c", "d", "e"]) expect(sent).toContain(`${where} \ufffd`);
});

describe("a rich call", () => {
  it("is written in the AI SDK's words", async () => {
    const call: Partial<ModelCall> = {
      messages: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "What is the weather here?" },
            { type: "image", data: "AAAA", mediaType: "image/png" },
            { type: "file", data: "BBBB", mediaType: "application/pdf", name: "map.pdf" },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "Hm.", replay: { wire: "ai-sdk", data: signature } },
            { type: "text", text: "Let me look." },
            {
              type: "tool_call",
              id: "c1",
              name: "weather",
              arguments: '{"city":"Oslo"}',
              replay: { wire: "ai-sdk", data: signature },
            },
            { type: "tool_call", id: "c2", name: "now", arguments: "" },
          ],
        },
        { role: "tool", toolCallId: "c1", toolName: "weather", content: "Rain." },
        { role: "tool", toolCallId: "c2", toolName: "now", content: "No clock.", isError: true },
      ],
      tools: [
        { name: "weather", description: "Tells the weather.", schema: city },
        { name: "now", description: "", schema: { type: "object", properties: {} } },
      ],
      toolChoice: { tool: "weather" },
      output: { name: "answer", schema: city },
      temperature: 0.5,
      maxTokens: 100,
      providerOptions: { thinking: { budget: 1 }, topP: 0.9, stopSequences: ["END"] },
    };
    expect(await ask(call)).toEqual({
      prompt: [
        { role: "system", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "What is the weather here?" },
            { type: "file", mediaType: "image/png", data: { type: "data", data: "AAAA" } },
            {
              type: "file",
              mediaType: "application/pdf",
              data: { type: "data", data: "BBBB" },
              filename: "map.pdf",
            },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "Hm.", providerOptions: signature },
            { type: "text", text: "Let me look." },
            {
              type: "tool-call",
              toolCallId: "c1",
              toolName: "weather",
              input: { city: "Oslo" },
              providerOptions: signature,
            },
            { type: "tool-call", toolCallId: "c2", toolName: "now", input: {} },
          ],
        },
        {
          role: "tool",
          content: [
            {
              type: "tool-result",
              toolCallId: "c1",
              toolName: "weather",
              output: { type: "text", value: "Rain." },
            },
            {
              type: "tool-result",
              toolCallId: "c2",
              toolName: "now",
              output: { type: "error-text", value: "No clock." },
            },
          ],
        },
      ],
      tools: [
        {
          type: "function",
          name: "weather",
          description: "Tells the weather.",
          inputSchema: city,
        },
        { type: "function", name: "now", inputSchema: { type: "object", properties: {} } },
      ],
      toolChoice: { type: "tool", toolName: "weather" },
      responseFormat: { type: "json", name: "answer", schema: city },
      temperature: 0.5,
      maxOutputTokens: 100,
      topP: 0.9,
      stopSequences: ["END"],
      providerOptions: { acme: { thinking: { budget: 1 } } },
    });
  });

  it("of nothing but a question is that alone", async () => {
    expect(await ask({})).toEqual({
      prompt: [{ role: "user", content: [{ type: "text", text: "Hello" }] }],
    });
  });
});

describe("messages", () => {
  it("leave out what is empty, and what another wire's model thought", async () => {
    const { prompt } = await ask({
      messages: [
        {
          role: "system",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "" },
          ],
        },
        { role: "user", content: "Hi" },
        { role: "assistant", content: "" },
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "Foreign.", replay: { wire: "anthropic", data: {} } },
            { type: "reasoning", text: "" },
            { type: "reasoning", text: "Kept." },
            { type: "text", text: "Hello", replay: { wire: "openai-chat", data: { a: 1 } } },
            { type: "text", text: "" },
            { type: "text", text: "", replay: { wire: "ai-sdk", data: signature } },
          ],
        },
      ],
    });
    expect(prompt).toEqual([
      { role: "system", content: "a" },
      { role: "user", content: [{ type: "text", text: "Hi" }] },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "Kept." },
          { type: "text", text: "Hello" },
          { type: "text", text: "", providerOptions: signature },
        ],
      },
    ]);
  });

  it("give an empty object for arguments that are nested too deep to be written again", async () => {
    const text = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    const { prompt } = await ask({
      messages: [
        {
          role: "assistant",
          content: [{ type: "tool_call", id: "c", name: "t", arguments: text }],
        },
      ],
    });
    expect(prompt).toMatchObject([{ content: [{ input: {} }] }]);
    expect(JSON.stringify(prompt).length).toBeLessThan(1_000);
  });

  it.each(['{"a":', "[1]", '"text"', "null"])(
    "give an empty object for arguments that are no object: %s",
    async (text) => {
      const { prompt } = await ask({
        messages: [
          {
            role: "assistant",
            content: [{ type: "tool_call", id: "c", name: "t", arguments: text }],
          },
        ],
      });
      expect(prompt).toMatchObject([{ content: [{ input: {} }] }]);
    },
  );

  it("keep a key named __proto__ a key of the arguments", async () => {
    const { prompt } = await ask({
      messages: [
        {
          role: "assistant",
          content: [
            { type: "tool_call", id: "c", name: "t", arguments: '{"__proto__":{"polluted":1}}' },
          ],
        },
      ],
    });
    expect(JSON.stringify(prompt)).toContain('"input":{"__proto__":{"polluted":1}}');
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("what a tool gives", () => {
  const image = { type: "image", data: "AAAA", mediaType: "image/png" } as const;
  const file = { type: "file", data: "BBBB", mediaType: "text/csv", name: "a.csv" } as const;
  const result = (content: typeof image | typeof file) => ({
    messages: [
      {
        role: "tool",
        toolCallId: "c",
        toolName: "t",
        content: [{ type: "text", text: "See:" }, content],
      },
    ] as const,
  });

  it.each([
    [
      "v4",
      { type: "file", mediaType: "image/png", data: { type: "data", data: "AAAA" } },
      {
        type: "file",
        mediaType: "text/csv",
        filename: "a.csv",
        data: { type: "data", data: "BBBB" },
      },
    ],
    [
      "v3",
      { type: "image-data", mediaType: "image/png", data: "AAAA" },
      { type: "file-data", mediaType: "text/csv", filename: "a.csv", data: "BBBB" },
    ],
    [
      "v2",
      { type: "media", mediaType: "image/png", data: "AAAA" },
      { type: "media", mediaType: "text/csv", data: "BBBB" },
    ],
  ])("of images and files has the form of %s", async (specificationVersion, first, second) => {
    for (const [content, expected] of [
      [image, first],
      [file, second],
    ] as const) {
      const { prompt } = await ask(result(content), { specificationVersion });
      expect(prompt).toMatchObject([
        {
          content: [
            { output: { type: "content", value: [{ type: "text", text: "See:" }, expected] } },
          ],
        },
      ]);
    }
  });

  it("of texts alone is a text, which can be marked as an error", async () => {
    const content = [
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ] as const;
    const { prompt } = await ask({
      messages: [{ role: "tool", toolCallId: "c", toolName: "t", content, isError: true }],
    });
    expect(prompt).toMatchObject([
      { content: [{ output: { type: "error-text", value: "a\nb" } }] },
    ]);
  });

  it("of an address is refused where the AI SDK 5 has no form for it", async () => {
    const error = await fail(
      {
        messages: [
          {
            role: "tool",
            toolCallId: "c",
            toolName: "t",
            content: [{ type: "image", url: "https://example.com/a.png" }],
          },
        ],
      },
      { specificationVersion: "v2", supportedUrls: { "*": [/.*/] } },
    );
    expect(error).toMatchObject({ code: "invalid_attachment" });
  });
});

describe("an address", () => {
  const url = "https://Example.com/A.png";
  const call = (mediaType?: string): Partial<ModelCall> => ({
    messages: [
      {
        role: "user",
        content: [{ type: "image", url, ...(mediaType !== undefined && { mediaType }) }],
      },
    ],
  });

  it.each([
    ["image/*", undefined],
    ["image/*", "image/png"],
    ["image/png", "image/png"],
    ["*/*", undefined],
    ["*", "image/png"],
  ])("goes to a provider that fetches %s, for a type of %s", async (types, mediaType) => {
    const { prompt } = await ask(call(mediaType), {
      supportedUrls: Promise.resolve({ [types]: [/^https:\/\/example\.com\/a/] }),
    });
    expect(prompt).toEqual([
      {
        role: "user",
        content: [
          {
            type: "file",
            mediaType: mediaType ?? "image/*",
            data: { type: "url", url: new URL(url) },
          },
        ],
      },
    ]);
  });

  it.each([{}, { "application/pdf": [/.*/] }, { "image/*": [/^gs:/] }, { "image/*": "all" }, null])(
    "is refused where the provider does not fetch it: %j",
    async (supportedUrls) => {
      const error = await fail(call(), { supportedUrls });
      expect(error).toMatchObject({ code: "invalid_attachment", retryable: false });
      expect(String(error)).toContain("acme does not fetch images from such a URL");
    },
  );

  it("is refused when it is none", async () => {
    const error = await fail(
      { messages: [{ role: "user", content: [{ type: "image", url: "not a url" }] }] },
      { supportedUrls: { "*": [/.*/] } },
    );
    expect(error).toMatchObject({ code: "invalid_attachment" });
  });

  it("stands in `data` for models before the AI SDK 7, and so do bytes", async () => {
    const { prompt } = await ask(
      {
        messages: [
          {
            role: "user",
            content: [
              { type: "image", url },
              { type: "image", data: "AAAA", mediaType: "image/png" },
            ],
          },
        ],
      },
      { specificationVersion: "v3", supportedUrls: { "image/*": [/.*/] } },
    );
    expect(prompt).toMatchObject([{ content: [{ data: new URL(url) }, { data: "AAAA" }] }]);
  });
});

describe("tools", () => {
  it.each(["auto", "none", "required"] as const)("may be chosen: %s", async (toolChoice) => {
    const tools = [{ name: "t", description: "", schema: {} }];
    expect(await ask({ tools, toolChoice })).toMatchObject({ toolChoice: { type: toolChoice } });
  });

  it("that are none leave the choice out", async () => {
    const asked = await ask({ tools: [], toolChoice: "required" });
    expect(asked).not.toHaveProperty("tools");
    expect(asked).not.toHaveProperty("toolChoice");
  });

  it("have schemas of draft 7, which knows tuples by another name", async () => {
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: {
        items: { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } },
        prefixItems: { const: { prefixItems: 1 } },
      },
      $defs: { $schema: { type: "string" } },
    };
    expect(await ask({ tools: [{ name: "t", description: "", schema }] })).toMatchObject({
      tools: [
        {
          inputSchema: {
            type: "object",
            properties: {
              items: {
                type: "array",
                items: [{ type: "string" }],
                additionalItems: { type: "number" },
              },
              prefixItems: { const: { prefixItems: 1 } },
            },
            $defs: { $schema: { type: "string" } },
          },
        },
      ],
    });
  });
});

describe("a schema", () => {
  const optional = { type: "object", properties: { a: { type: "string" } } };
  const output = { name: "x", schema: optional };

  it("goes as it is to providers that take optional properties", async () => {
    expect(await ask({ output })).toMatchObject({ responseFormat: { schema: optional } });
  });

  it.each([
    { provider: "openai.responses" },
    { provider: "groq.chat" },
    { provider: "acme.chat", supportsStructuredOutputs: true },
  ])("is lowered for %j, whose strict mode takes none", async (script) => {
    const { responseFormat } = await ask({ output }, script);
    expect(responseFormat).toMatchObject({
      schema: { required: ["a"], additionalProperties: false },
    });
  });

  it("is part of the prompt for models that say that they cannot be held to one", async () => {
    const { prompt, responseFormat } = await ask({ output }, { supportsStructuredOutputs: false });
    expect(responseFormat).toEqual({ type: "json" });
    expect(prompt).toMatchObject([
      { role: "system", content: expect.stringContaining(JSON.stringify(optional)) },
      { role: "user" },
    ]);
  });

  it("may be told in words alone", async () => {
    const asked = await ask({ output }, {}, { structuredOutput: "none" });
    expect(asked).not.toHaveProperty("responseFormat");
    expect(asked["prompt"]).toMatchObject([{ role: "system" }, { role: "user" }]);
  });

  it("may be handed to models that say nothing good of themselves", async () => {
    const options = { structuredOutput: "json_schema" } as const;
    const asked = await ask({ output }, { supportsStructuredOutputs: false }, options);
    expect(asked).toMatchObject({ responseFormat: { schema: optional } });
    expect(asked["prompt"]).toHaveLength(1);
  });
});

describe("options", () => {
  it("go under the name that is given", async () => {
    const script = { provider: "amazon-bedrock" };
    const options = { optionsName: "bedrock" };
    const asked = await ask({ providerOptions: { guard: 1 } }, script, options);
    expect(asked).toMatchObject({ providerOptions: { bedrock: { guard: 1 } } });
  });

  it("may be settings of the AI SDK alone", async () => {
    const asked = await ask({ providerOptions: { seed: 7, topK: 3 } });
    expect(asked).toMatchObject({ seed: 7, topK: 3 });
    expect(asked).not.toHaveProperty("providerOptions");
  });

  it("have warnings told, one by one", async () => {
    const warnings = [
      { type: "unsupported", feature: "temperature", details: "It thinks." },
      { type: "other", message: "Slow today." },
      { type: "unsupported-setting", setting: "seed" },
    ];
    const told: string[] = [];
    const onWarning = (warning: string) => void told.push(warning);
    await ask({}, { parts: [{ type: "stream-start", warnings }, finish()] }, { onWarning });
    expect(told).toEqual([
      "acme warns: unsupported: temperature. It thinks.",
      "acme warns: other. Slow today.",
      "acme warns: unsupported setting: seed",
    ]);
    told.length = 0;
    const result = { content: [], finishReason: "stop", warnings };
    await ask({ stream: false }, { result }, { onWarning });
    expect(told).toHaveLength(3);
  });

  it("lose no answer when telling a warning throws", async () => {
    const parts = [{ type: "stream-start", warnings: [{ type: "other" }] }, finish()];
    await ask(
      {},
      { parts },
      {
        onWarning() {
          throw new Error("full");
        },
      },
    );
  });
});

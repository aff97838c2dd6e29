import { describe, expect, it } from "vitest";
import { anthropic, openai, type ModelCall, type Provider } from "troupe";
import { toCallOptions } from "../../src/providers/ai-sdk/to-call-options.js";
import { createCall } from "./conformance/bench.js";

const tool = (name: string) => ({ name, description: "", schema: { type: "object" } });
const document = { type: "file", name: "a.pdf", data: "JVBERi0=", mediaType: "application/pdf" };
const user = (...content: readonly object[]) => ({ role: "user", content });

/** A call whose class is marked, with parts of its own. */
const call = (changes: object = {}): Partial<ModelCall> => ({
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hello" },
  ],
  tools: [tool("find"), tool("book")],
  promptCache: { ttl: "5m", key: "story" },
  ...changes,
});

/** The body that a provider would send. */
async function bodyOf(provider: Provider, given: Partial<ModelCall>): Promise<unknown> {
  return (await provider.render?.(createCall(given)))?.body;
}

const ephemeral = { type: "ephemeral" };
const anHour = { type: "ephemeral", ttl: "1h" };

describe("the prompt cache of Anthropic", () => {
  const render = (given: Partial<ModelCall>) =>
    bodyOf(anthropic({ apiKey: "k" }), { model: "claude-sonnet-4-5", ...given });

  it("keeps up to the last tool and the last system block", async () => {
    expect(await render(call())).toMatchObject({
      system: [{ type: "text", text: "Be brief.", cache_control: ephemeral }],
      messages: [{ role: "user", content: "Hello" }],
      tools: [
        expect.not.objectContaining({ cache_control: ephemeral }),
        { cache_control: ephemeral },
      ],
    });
    const parts = [
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ];
    const several = [{ role: "system", content: parts }, user({ type: "text", text: "c" })];
    expect(await render(call({ messages: several, tools: [] }))).toMatchObject({
      system: [
        { type: "text", text: "a" },
        { text: "b", cache_control: ephemeral },
      ],
    });
  });

  it("is told nothing where nobody asks for it", async () => {
    const unmarked = await render(call({ promptCache: undefined }));
    expect(unmarked).toMatchObject({ system: "Be brief." });
    expect(JSON.stringify(unmarked)).not.toContain("cache_control");
  });

  it("keeps up to marked parts of messages and of tools' results", async () => {
    const messages = [
      { role: "system", content: [{ type: "text", text: "Long.", promptCache: "5m" }] },
      user({ ...document, promptCache: "5m" }, { type: "text", text: "Sum it up." }),
      { role: "assistant", content: [{ type: "tool_call", id: "t", name: "find", arguments: "" }] },
      {
        role: "tool",
        toolCallId: "t",
        toolName: "find",
        content: [{ type: "text", text: "A book.", promptCache: "5m" }],
      },
    ];
    expect(await render(call({ messages, promptCache: undefined }))).toMatchObject({
      system: [{ text: "Long.", cache_control: ephemeral }],
      messages: [
        { content: [{ type: "document", cache_control: ephemeral }, { type: "text" }] },
        {},
        {
          content: [{ type: "tool_result", content: [{ type: "text" }], cache_control: ephemeral }],
        },
      ],
    });
  });

  it("has an hour for what stands before something that is kept for an hour", async () => {
    const messages = [
      { role: "system", content: "Be brief." },
      user(
        { ...document, promptCache: "1h" },
        { type: "text", text: "Sum it up.", promptCache: "5m" },
      ),
    ];
    expect(await render(call({ messages }))).toMatchObject({
      tools: [{}, { cache_control: anHour }],
      system: [{ cache_control: anHour }],
      messages: [{ content: [{ cache_control: anHour }, { cache_control: ephemeral }] }],
    });
  });

  it("refuses a fifth mark, and sends nothing", async () => {
    const marked = { type: "text", text: "x", promptCache: "5m" };
    const messages = (count: number) => [
      { role: "system", content: "Be brief." },
      user(...Array.from({ length: count }, () => marked)),
    ];
    await render(call({ messages: messages(2) }));
    await expect(render(call({ messages: messages(3) }))).rejects.toMatchObject({
      code: "provider_rejected",
      retryable: false,
      message: expect.stringMatching(/^The request has 5 marks .* takes 4: .* Nothing was sent/),
    });
  });
});

describe("the prompt cache of OpenAI", () => {
  const marked = call({
    messages: [
      { role: "system", content: "Be brief." },
      user({ type: "text", text: "Long.", promptCache: "1h" }, { type: "text", text: "Why?" }),
    ],
  });

  it("gets the agent's name as its key, and breakpoints where the model takes them", async () => {
    const render = (model: string) => bodyOf(openai({ apiKey: "k" }), { ...marked, model });
    const old = await render("gpt-5.5");
    expect(old).toMatchObject({
      prompt_cache_key: "story",
      input: [{ content: "Be brief." }, { content: [{ text: "Long." }, { text: "Why?" }] }],
    });
    expect(JSON.stringify(old)).not.toContain("breakpoint");
    expect(await render("gpt-5.6-mini")).toMatchObject({
      prompt_cache_key: "story",
      input: [
        { content: [{ text: "Be brief.", prompt_cache_breakpoint: { mode: "explicit" } }] },
        {
          content: [
            { text: "Long.", prompt_cache_breakpoint: { mode: "explicit", ttl: "12h" } },
            { type: "input_text", text: "Why?" },
          ],
        },
      ],
    });
  });

  it.each([
    ["another server's Responses", openai({ baseURL: "http://127.0.0.1:1/v1", api: "responses" })],
    ["Chat Completions", openai({ apiKey: "k", api: "chat" })],
  ])("is not told of to %s, which may refuse it", async (_name, provider) => {
    const body = JSON.stringify(await bodyOf(provider, { ...marked, model: "gpt-5.6" }));
    expect(body).not.toMatch(/prompt_?cache/i);
  });
});

describe("the prompt cache of a model of the AI SDK", () => {
  const write = (provider: string, given: object = {}) => {
    const facts = { specificationVersion: "v4", provider, supportedUrls: {} } as const;
    return toCallOptions(createCall(call(given)), facts, {}, new AbortController().signal);
  };

  it("is told of where the model is Anthropic's", () => {
    const told = { providerOptions: { anthropic: { cacheControl: anHour } } };
    const messages = [
      { role: "system", content: "Be brief." },
      user({ type: "text", text: "Long.", promptCache: "1h" }, { type: "text", text: "Why?" }),
    ];
    for (const provider of ["anthropic.messages", "vertex.anthropic.messages"]) {
      const options = write(provider, { messages });
      expect(options, provider).toMatchObject({
        tools: [{ name: "find" }, { name: "book", ...told }],
        prompt: [
          { role: "system", ...told },
          {
            content: [
              { text: "Long.", ...told },
              { type: "text", text: "Why?" },
            ],
          },
        ],
      });
    }
  });

  it("is not told of elsewhere", () => {
    expect(JSON.stringify(write("google.generative-ai"))).not.toContain("cacheControl");
  });
});

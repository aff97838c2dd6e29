import { afterEach, describe, expect, test, vi } from "vitest";
import {
  anthropic,
  complete,
  defineConfig,
  fake,
  openai,
  type AgentsConfig,
  type CachedAnswer,
  type Message,
  type Provider,
} from "troupe";
import { wholeStory } from "../support/callers.js";
import { jsonReply, startWireServer } from "../support/wire-server.js";

// What pages say of requests, beside what the conformance suites hold for every wire.

const chatReply = jsonReply({
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "hi" } }],
});

const messagesReply = jsonReply({
  type: "message",
  role: "assistant",
  model: "m",
  stop_reason: "end_turn",
  content: [{ type: "text", text: "hi" }],
  usage: { input_tokens: 1, output_tokens: 1 },
});

const question: Message = { role: "user", content: "Why?" };

afterEach(() => vi.unstubAllEnvs());

function configOf(provider: Provider): AgentsConfig {
  return { agents: [], providers: { test: provider } };
}

function ask(provider: Provider, messages: readonly Message[] = [question], model = "m") {
  const config = defineConfig(configOf(provider));
  return complete({ model: `test/${model}`, messages, config });
}

describe("docs/providers.md", () => {
  test("a server without a key is sent no-key, and nothing of the environment", async () => {
    vi.stubEnv("OPENAI_API_KEY", "sk-from-environment");
    vi.stubEnv("OPENAI_ORG_ID", "org-from-environment");
    vi.stubEnv("OPENAI_PROJECT_ID", "project-from-environment");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-mine: from-environment");
    vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "token-from-environment");
    await using server = await startWireServer(({ path }) =>
      path.endsWith("/messages") ? messagesReply : chatReply,
    );
    await ask(openai({ baseURL: server.url }));
    await ask(anthropic({ baseURL: server.url }));
    const sent = server.requests.map(({ headers }) => headers);
    expect(sent.map(({ authorization }) => authorization)).toEqual([
      "Bearer no-key",
      "Bearer no-key",
    ]);
    expect(JSON.stringify(sent)).not.toContain("from-environment");
  });

  test("organization, project and headers of the options are sent to any server", async () => {
    await using server = await startWireServer(chatReply);
    const headers = { Authorization: "Basic mine", "X-Mine": "1" };
    await ask(
      openai({ baseURL: server.url, organization: "org-1", project: "project-1", headers }),
    );
    expect(server.requests[0]?.headers).toMatchObject({
      "openai-organization": "org-1",
      "openai-project": "project-1",
      authorization: "Basic mine",
      "x-mine": "1",
    });
  });

  test("the server of OPENAI_BASE_URL gets the environment's key and headers, not its organization", async () => {
    await using server = await startWireServer(chatReply);
    vi.stubEnv("OPENAI_API_KEY", "sk-from-environment");
    vi.stubEnv("OPENAI_BASE_URL", server.url);
    vi.stubEnv("OPENAI_ORG_ID", "org-1");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-mine: 1\nx-yours: 2");
    await ask(openai());
    const headers = server.requests[0]?.headers;
    expect(headers).toMatchObject({ "x-mine": "1", "x-yours": "2" });
    expect(headers).toMatchObject({ authorization: "Bearer sk-from-environment" });
    expect(headers).not.toHaveProperty("openai-organization");
  });

  test.each([
    ["claude-3-haiku-20240307", 4_096],
    ["claude-3-5-sonnet-latest", 8_192],
    ["claude-opus-4-1", 32_000],
    ["claude-sonnet-4-5", 64_000],
    ["claude-opus-4-6", 128_000],
    ["another", 8_192],
  ])("%s is sent max_tokens %d where nothing says it", async (model, tokens) => {
    await using server = await startWireServer(messagesReply);
    await ask(anthropic({ baseURL: server.url }), [question], model);
    expect(server.requests[0]?.body).toMatchObject({ max_tokens: tokens });
  });

  test("other servers are sent no limit of tokens, and the field that the options name", async () => {
    await using server = await startWireServer(chatReply);
    await ask(openai({ baseURL: server.url }));
    const provider = openai({ baseURL: server.url, maxTokensField: "max_completion_tokens" });
    const config = defineConfig(configOf(provider));
    await complete({ model: "test/m", messages: [question], maxTokens: 5, config });
    const [first, second] = server.requests.map(({ body }) => JSON.stringify(body));
    expect(first).not.toContain("tokens");
    expect(second).toContain('"max_completion_tokens":5');
  });
});

describe("docs/prompts.md", () => {
  test("a prefill is no part of the text, and loses its last white space at Anthropic alone", async () => {
    await using server = await startWireServer(({ path }) =>
      path.endsWith("/messages") ? messagesReply : chatReply,
    );
    const prefilled: readonly Message[] = [question, { role: "assistant", content: "Because " }];
    expect(await ask(openai({ baseURL: server.url }), prefilled)).toBe("hi");
    expect(await ask(anthropic({ baseURL: server.url }), prefilled)).toBe("hi");
    const said = (content: string) => ({ messages: [question, { role: "assistant", content }] });
    const [chat, messages] = server.requests.map(({ body }) => body);
    expect(chat).toMatchObject(said("Because "));
    expect(messages).toMatchObject(said("Because"));
  });
});

describe("docs/retries.md", () => {
  test("a call's model is asked first, then the fallbacks that are left, and the agent's own never", async () => {
    const provider = fake({
      script: () => ({ fault: { kind: "error", error: "authentication" } }),
    });
    const story = wholeStory(provider, {
      model: "test/own",
      fallback: ["test/second", "test/third"],
    });
    const { attempts } = await story({ topic: "AI" }, { model: "test/third" }).record;
    expect(attempts.map(({ model }) => model)).toEqual(["test/third", "test/second"]);
  });
});

describe("docs/cache.md", () => {
  const answer = JSON.stringify({ title: "A", content: "B" });
  const spec = { cache: { ttlMs: 3_600_000 } };

  test("a store is given a hash, the text with its end, and how long to keep it", async () => {
    const set = vi.fn(async (_key: string, _answer: CachedAnswer, _ttlMs: number) => {});
    const cache = { get: async () => undefined, set };
    await wholeStory(fake({ script: answer }), spec, { cache })({ topic: "AI" });
    expect(set.mock.calls).toEqual([
      [expect.stringMatching(/^[0-9a-f]{64}$/), { text: answer, finishReason: "stop" }, 3_600_000],
    ]);
  });

  test("a hit has no attempts and no usage; what does not validate any more is asked for again", async () => {
    const provider = fake({ script: answer });
    const kept = (text: string) => ({
      get: async () => ({ text, finishReason: "stop" as const }),
      set: async () => {},
    });
    const hit = await wholeStory(provider, spec, { cache: kept(answer) })({ topic: "AI" }).record;
    expect(hit).toMatchObject({ cacheStatus: "hit", attempts: [] });
    expect(hit).not.toHaveProperty("usage");
    expect(provider.calls).toHaveLength(0);
    const old = wholeStory(provider, spec, { cache: kept('{"title":"A"}') })({ topic: "AI" });
    expect(await old.record).toMatchObject({ status: "success", cacheStatus: "miss" });
    expect(provider.calls).toHaveLength(1);
  });
});

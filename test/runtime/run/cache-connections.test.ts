import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  aiSdk,
  anthropic,
  fake,
  openai,
  type CachedAnswer,
  type CacheStore,
  type Provider,
} from "troupe";
import { answer, stream } from "../../faults/fault.js";
import { handMade } from "../../providers/ai-sdk/hand-made.js";
import { wholeStory } from "../../support/callers.js";
import { startFaultServer, type FaultServer } from "../../support/fault-server.js";
import { faultWires, type FaultWire } from "../../support/fault-wires.js";
import { createPushProvider } from "../../support/push-provider.js";

const hour = { cache: { ttlMs: 3_600_000 } };
const text = JSON.stringify({ title: "A", content: "B" });
const apiKey = "sk-test-1234567890";

/** A store that several configs share, with what is in it. */
function createStore(): CacheStore & { readonly entries: Map<string, CachedAnswer> } {
  const entries = new Map<string, CachedAnswer>();
  return {
    entries,
    get: async (key) => entries.get(key),
    set: async (key, kept) => void entries.set(key, kept),
  };
}

/** What the cache had to do with one call of an agent in a config of its own. */
async function ask(provider: Provider, cache: CacheStore): Promise<string> {
  const record = await wholeStory(provider, hour, { cache })({ topic: "AI" }).record;
  expect(record.status).toBe("success");
  return record.cacheStatus;
}

describe("one store of two configs", () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(() => server.close());

  const open = (wire: FaultWire): string => server.open([stream(wire, answer(wire, [text]))]).url;

  test.each(faultWires)("answers from each base URL what was said there: $name", async (wire) => {
    const cache = createStore();
    const [here, there] = [open(wire), open(wire)];
    expect(await ask(wire.create(here), cache)).toBe("miss");
    expect(await ask(wire.create(there), cache)).toBe("miss");
    expect(await ask(wire.create(here), cache)).toBe("hit");
    expect(await ask(wire.create(there), cache)).toBe("hit");
    expect(JSON.stringify([...cache.entries])).not.toContain(apiKey);
  });

  test("tells accounts and settings of one server apart, and knows each again", async () => {
    const cache = createStore();
    const [wire] = faultWires;
    if (!wire) throw new Error("there is no wire");
    const baseURL = open(wire);
    const same = { baseURL, apiKey };
    const others = [
      same,
      { ...same, apiKey: "sk-other-1234567890" },
      { ...same, organization: "org-2" },
      { ...same, project: "proj-2" },
      { ...same, headers: { "x-tenant": "b" } },
      { ...same, structuredOutput: "none" },
      { ...same, maxTokensField: "max_completion_tokens" },
    ] as const;
    for (const options of others) expect(await ask(openai(options), cache)).toBe("miss");
    for (const options of others) expect(await ask(openai({ ...options }), cache)).toBe("hit");
    expect(cache.entries.size).toBe(others.length);
  });

  test("goes by the environment as it is at the time of a call", async () => {
    const cache = createStore();
    const [wire] = faultWires;
    if (!wire) throw new Error("there is no wire");
    vi.stubEnv("OPENAI_API_KEY", apiKey);
    vi.stubEnv("OPENAI_BASE_URL", open(wire));
    const provider = openai();
    expect(await ask(provider, cache)).toBe("miss");
    expect(await ask(provider, cache)).toBe("hit");
    vi.stubEnv("OPENAI_BASE_URL", open(wire));
    expect(await ask(provider, cache)).toBe("miss");
  });

  test("tells a provider that speaks another way apart", async () => {
    const [, , wire] = faultWires;
    if (!wire) throw new Error("there is no wire");
    const cache = createStore();
    const baseURL = open(wire);
    expect(await ask(anthropic({ baseURL, apiKey }), cache)).toBe("miss");
    expect(await ask(anthropic({ baseURL, apiKey, tools: "plain" }), cache)).toBe("miss");
    expect(await ask(anthropic({ baseURL, apiKey }), cache)).toBe("hit");
  });
});

test("concurrent calls of two connections make a request each", async () => {
  const [here, there] = [createPushProvider(), createPushProvider()];
  const cache = createStore();
  const calls = [here, there].map((provider) =>
    wholeStory(provider, hour, { cache })({ topic: "AI" }),
  );
  for (const provider of [here, there]) {
    const request = await provider.request();
    request.text(text);
    request.finish();
  }
  expect(await Promise.all(calls)).toHaveLength(2);
});

test("two tenants never get each other's answers, also at once", async () => {
  const provider = createPushProvider();
  const caller = wholeStory(provider, hour, { cache: createStore() });
  const calls = ["a", "b", undefined].map((tenant) => caller({ topic: "AI" }, { tenant }));
  for (const n of [0, 1, 2]) {
    const request = await provider.request(n);
    request.text(text);
    request.finish();
  }
  await Promise.all(calls);
  const again = caller({ topic: "AI" }, { tenant: "b" });
  expect((await again.record).cacheStatus).toBe("hit");
  expect(provider.answers).toHaveLength(3);
});

test("a provider that does not say its connection finds its own answers alone", async () => {
  const cache = createStore();
  const create = (): Provider => ({
    kind: "own",
    async *stream() {
      yield [
        { type: "text_delta", text },
        { type: "finish", reason: "stop" },
      ];
    },
  });
  const [one, other] = [create(), create()];
  expect(await ask(one, cache)).toBe("miss");
  expect(await ask(one, cache)).toBe("hit");
  expect(await ask(other, cache)).toBe("miss");
  const named = (): Provider => ({ ...create(), connection: async () => "eu" });
  expect(await ask(named(), cache)).toBe("miss");
  expect(await ask(named(), cache)).toBe("hit");
});

test("two scripts of the fake are two connections, and one seed is one", async () => {
  const cache = createStore();
  expect(await ask(fake({ script: text }), cache)).toBe("miss");
  expect(await ask(fake({ script: text }), cache)).toBe("miss");
  expect(await ask(fake({ seed: 1 }), cache)).toBe("miss");
  expect(await ask(fake({ seed: 2 }), cache)).toBe("miss");
  expect(await ask(fake({ seed: 1 }), cache)).toBe("hit");
});

test("two sources of the AI SDK are two connections, unless they have one name", async () => {
  const cache = createStore();
  const create = (connection?: string): Provider => {
    const result = { content: [{ type: "text", text }], finishReason: "stop", usage: {} };
    return aiSdk(handMade({ result }), { connection });
  };
  expect(await ask(create(), cache)).toBe("miss");
  expect(await ask(create(), cache)).toBe("miss");
  expect(await ask(create("eu"), cache)).toBe("miss");
  expect(await ask(create("us"), cache)).toBe("miss");
  expect(await ask(create("eu"), cache)).toBe("hit");
});

test("a fallback is asked as before when the first provider has no key", async () => {
  const provider = openai({ apiKey: () => undefined });
  const other = createPushProvider();
  const execution = wholeStory(
    provider,
    { ...hour, fallback: ["other/model-a"] },
    { providers: { test: provider, other } },
  )({ topic: "AI" });
  const request = await other.request();
  request.text(text);
  request.finish();
  expect(await execution).toEqual({ title: "A", content: "B" });
});

import { describe, expect, test } from "vitest";
import { AgentError, fake, type CachedAnswer, type CacheStore } from "troupe";
import { streamingStory, streamingText, wholeStory } from "../../support/callers.js";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider, type PushedAnswer } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import { double, toolAgent, toolStory } from "../../support/tool-callers.js";

const hour = { cache: { ttlMs: 3_600_000 } };

function tell(answer: PushedAnswer, title = "A"): void {
  answer.text(JSON.stringify({ title, content: "B" }));
  answer.finish();
}

describe("the cache", () => {
  test("answers the same call again without a request, as a new object", async () => {
    const provider = createPushProvider();
    const caller = wholeStory(provider, hour);
    const first = caller({ topic: "AI" });
    tell(await provider.request());
    const output = await first;
    const second = caller({ topic: "AI" });
    expect(await second).toEqual(output);
    expect(await second).not.toBe(output);
    expect(provider.answers).toHaveLength(1);
    expect(await first.record).toMatchObject({ cacheStatus: "miss" });
    expect(await second.record).toMatchObject({
      cacheStatus: "hit",
      status: "success",
      text: '{"title":"A","content":"B"}',
      attempts: [],
    });
    expect((await collect(second.events())).values.map((event) => event.type)).toEqual([
      "start",
      "prompt",
      "cache",
      "message_start",
      "text_delta",
      "message_end",
      "complete",
    ]);
  });

  test("forgets after its time", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = wholeStory(provider, { cache: { ttlMs: 1_000 } }, { clock });
    const first = caller({ topic: "AI" });
    tell(await provider.request(0));
    await first;
    clock.advance(1_000);
    const second = caller({ topic: "AI" });
    tell(await provider.request(1), "C");
    expect(await second).toMatchObject({ title: "C" });
  });

  test("whatever shapes the answer makes another entry", async () => {
    const provider = createPushProvider();
    const shared = { cache: createMapCache() };
    const calls = [
      wholeStory(provider, hour, shared)({ topic: "AI" }),
      wholeStory(provider, hour, shared)({ topic: "tea" }),
      wholeStory(provider, hour, shared)({ topic: "AI" }, { model: "test/model-2" }),
      wholeStory(provider, { ...hour, temperature: 0 }, shared)({ topic: "AI" }),
      wholeStory(provider, { ...hour, maxTokens: 9 }, shared)({ topic: "AI" }),
      wholeStory(provider, { cache: { ttlMs: 3_600_000, key: "v2" } }, shared)({ topic: "AI" }),
    ];
    for (let n = 0; n < calls.length; n += 1) tell(await provider.request(n));
    await Promise.all(calls);
    expect(provider.answers).toHaveLength(calls.length);
  });

  test.each(["length", "content_filter", "other"] as const)(
    "is asked past an answer of another program that ended with %s",
    async (finishReason) => {
      const provider = fake({ script: '{"title":"asked","content":"B"}' });
      const text = '{"title":"kept","content":"B"}';
      const cache: CacheStore = { get: async () => ({ text, finishReason }), set: async () => {} };
      const call = wholeStory(provider, hour, { cache })({ topic: "AI" });
      expect(await call).toMatchObject({ title: "asked" });
    },
  );

  test("concurrent identical calls make one request", async () => {
    const provider = createPushProvider();
    const caller = wholeStory(provider, hour);
    const calls = [caller({ topic: "AI" }), caller({ topic: "AI" }), caller({ topic: "AI" })];
    tell(await provider.request());
    expect(await Promise.all(calls)).toEqual(calls.map(() => ({ title: "A", content: "B" })));
    expect(provider.answers).toHaveLength(1);
    const statuses = await Promise.all(calls.map(async (call) => (await call.record).cacheStatus));
    expect(statuses.sort()).toEqual(["hit", "hit", "miss"]);
  });

  test("when the one that asks is cancelled, the next one asks", async () => {
    const provider = createPushProvider();
    const cache = createMapCache();
    const caller = wholeStory(provider, hour, { cache });
    const leader = caller({ topic: "AI" });
    await provider.request(0);
    const follower = caller({ topic: "AI" });
    await cache.asked(2);
    leader.cancel();
    tell(await provider.request(1));
    expect(await follower).toMatchObject({ title: "A" });
    await expect(leader).rejects.toMatchObject({ code: "cancelled" });
  });

  test("when the one that asks runs into its own limit, the next one asks", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const cache = createMapCache();
    const caller = wholeStory(provider, hour, { cache, clock });
    const leader = caller({ topic: "AI" }, { timeout: "1s" });
    await provider.request(0);
    const follower = caller({ topic: "AI" });
    await cache.asked(2);
    clock.advance(1_000);
    await expect(leader).rejects.toMatchObject({ code: "timeout", limit: "total" });
    tell(await provider.request(1));
    expect(await follower).toMatchObject({ title: "A" });
  });

  test("a failure is shared by those who wait, and never kept", async () => {
    const provider = createPushProvider();
    const cache = createMapCache();
    const caller = wholeStory(provider, { ...hour, retry: false }, { cache });
    const calls = [caller({ topic: "AI" }), caller({ topic: "AI" })];
    const answer = await provider.request(0);
    await cache.asked(2);
    answer.fail(new AgentError("provider_unavailable", "down"));
    for (const call of calls)
      await expect(call).rejects.toMatchObject({ code: "provider_unavailable" });
    const again = caller({ topic: "AI" });
    tell(await provider.request(1));
    expect(await again).toMatchObject({ title: "A" });
  });

  test("an invalid output is never kept", async () => {
    const provider = createPushProvider();
    const caller = wholeStory(provider, hour);
    const bad = caller({ topic: "AI" });
    const first = await provider.request(0);
    first.text("{}");
    first.finish();
    await expect(bad).rejects.toMatchObject({ code: "invalid_output" });
    const good = caller({ topic: "AI" });
    tell(await provider.request(1));
    expect(await good).toMatchObject({ title: "A" });
  });

  test("streaming bypasses it in both directions, and the record says so", async () => {
    const provider = createPushProvider();
    const cache = createMapCache();
    const streaming = streamingStory(provider, hour, { cache });
    const whole = wholeStory(provider, hour, { cache });
    const streamed = streaming({ topic: "AI" });
    tell(await provider.request(0), "streamed");
    expect(await streamed.record).toMatchObject({
      cacheStatus: "bypass_streaming",
      streamed: true,
    });
    expect(cache.size).toBe(0);
    const kept = whole({ topic: "AI" });
    tell(await provider.request(1), "kept");
    await kept;
    expect(cache.size).toBe(1);
    const again = streaming({ topic: "AI" });
    tell(await provider.request(2), "streamed again");
    expect(await again).toMatchObject({ title: "streamed again" });
    const wholeAgain = streaming({ topic: "AI" }, { streaming: false });
    expect(await wholeAgain).toMatchObject({ title: "kept" });
    expect(await wholeAgain.record).toMatchObject({ cacheStatus: "hit", streamed: false });
  });

  test("cache: false leaves it alone", async () => {
    const provider = createPushProvider();
    const cache = createMapCache();
    const execution = wholeStory(provider, hour, { cache })({ topic: "AI" }, { cache: false });
    tell(await provider.request());
    expect(await execution.record).toMatchObject({ cacheStatus: "off" });
    expect(cache.size).toBe(0);
  });

  test("a cache that fails is reported and costs nothing but the request", async () => {
    const provider = createPushProvider();
    const failures: unknown[] = [];
    const broken: CacheStore = {
      get: () => Promise.reject(new Error("down")),
      set: () => Promise.reject(new Error("still down")),
    };
    const caller = wholeStory(provider, hour, {
      cache: broken,
      onSubscriberError: ({ error }) => failures.push(error),
    });
    const execution = caller({ topic: "AI" });
    tell(await provider.request());
    expect(await execution).toMatchObject({ title: "A" });
    await settle();
    expect(failures).toMatchObject([{ message: "down" }, { message: "still down" }]);
  });

  test("an entry that does not validate any more is as good as none", async () => {
    const provider = createPushProvider();
    const cache = createMapCache();
    const first = wholeStory(provider, hour, { cache })({ topic: "AI" });
    tell(await provider.request(0));
    await first;
    cache.spoil("{}");
    const second = wholeStory(provider, hour, { cache })({ topic: "AI" });
    tell(await provider.request(1), "again");
    expect(await second).toMatchObject({ title: "again" });
    expect(await second.record).toMatchObject({ cacheStatus: "miss" });
  });

  test.each([
    { text: 5, finishReason: "stop" },
    { text: "Hi." },
    { finishReason: "stop" },
    "Hi.",
    5,
    false,
  ])("an entry that is no answer, as %j, never becomes an output", async (entry) => {
    const provider = createPushProvider();
    const failures: unknown[] = [];
    const foreign = {
      get: async () => entry,
      set: async () => {},
    } as unknown as CacheStore;
    const execution = streamingText(provider, hour, {
      cache: foreign,
      onSubscriberError: ({ error }) => failures.push(error),
    })({ topic: "AI" }, { streaming: false });
    const answer = await provider.request();
    answer.text("From the model.");
    answer.finish();
    expect(await execution).toBe("From the model.");
    expect(await execution.record).toMatchObject({ cacheStatus: "miss" });
    expect(failures).toMatchObject([{ message: expect.stringContaining("text, finishReason") }]);
  });

  test("a store that says null has nothing", async () => {
    const provider = createPushProvider();
    const failures: unknown[] = [];
    const store = { get: async () => null, set: async () => {} } as unknown as CacheStore;
    const execution = wholeStory(provider, hour, {
      cache: store,
      onSubscriberError: ({ error }) => failures.push(error),
    })({ topic: "AI" });
    tell(await provider.request());
    expect(await execution.record).toMatchObject({ cacheStatus: "miss" });
    expect(failures).toEqual([]);
  });

  test("who comes while the cache still stores finds the answer all the same", async () => {
    const provider = createPushProvider();
    const stored = Promise.withResolvers<void>();
    const slow: CacheStore = { get: async () => undefined, set: () => stored.promise };
    const caller = wholeStory(provider, hour, { cache: slow });
    const first = caller({ topic: "AI" });
    tell(await provider.request(0));
    await first;
    expect(await caller({ topic: "AI" }).record).toMatchObject({ cacheStatus: "hit" });
    expect(provider.answers).toHaveLength(1);
    stored.resolve();
  });

  test("a store that takes an answer much later disturbs nobody who asks by then", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const cache = createMapCache();
    const taken = Promise.withResolvers<void>();
    const slow: CacheStore = { get: cache.get, set: () => taken.promise };
    const caller = wholeStory(provider, hour, { cache: slow, clock });
    const first = caller({ topic: "AI" });
    tell(await provider.request(0));
    await first;
    clock.advance(5_000);
    const second = caller({ topic: "AI" });
    await provider.request(1);
    taken.resolve();
    await settle();
    const third = caller({ topic: "AI" });
    await cache.asked(3);
    tell(await provider.request(1));
    expect(await Promise.all([second, third])).toHaveLength(2);
    expect(provider.answers).toHaveLength(2);
  });

  test("a shared failure brings the text that there was", async () => {
    const provider = createPushProvider();
    const cache = createMapCache();
    const caller = wholeStory(provider, hour, { cache });
    const calls = [caller({ topic: "AI" }), caller({ topic: "AI" })];
    const answer = await provider.request(0);
    await cache.asked(2);
    answer.text("no JSON");
    answer.finish();
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({ code: "invalid_output", partialText: "no JSON" });
    }
  });
});

interface MapCache extends CacheStore {
  readonly size: number;
  /** Replaces the text of every entry. */
  spoil(text: string): void;
  /** Resolves when the cache has been asked so often. */
  asked(times: number): Promise<void>;
}

function createMapCache(): MapCache {
  const kept = new Map<string, CachedAnswer>();
  let gets = 0;
  return {
    async get(key) {
      gets += 1;
      return kept.get(key);
    },
    async set(key, answer) {
      kept.set(key, answer);
    },
    get size() {
      return kept.size;
    },
    spoil(text) {
      for (const [key, answer] of kept) kept.set(key, { ...answer, text });
    },
    async asked(times) {
      // oxlint-disable-next-line no-unmodified-loop-condition -- get() above changes it meanwhile.
      while (gets < times) await settle();
      await settle();
    },
  };
}

describe("the cache of an agent with tools", () => {
  const spec = { ...hour, streaming: false };

  test("keeps the last message, and runs no tool on a hit", async () => {
    const provider = createPushProvider();
    let runs = 0;
    const caller = toolAgent(provider, [{ ...double, run: () => (runs += 1) }], { spec });
    const first = caller({});
    const asking = await provider.request(0);
    // Once the first leads: of two keys, which are hashed in threads, either may be there first.
    const waiting = caller({});
    asking.text("Let me see. ");
    asking.ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    second.text("It is 42.");
    second.finish();
    expect(await first).toBe("It is 42.");
    expect(await waiting).toBe("It is 42.");
    expect(await caller({})).toBe("It is 42.");
    expect(runs).toBe(1);
    expect(provider.answers).toHaveLength(2);
    expect(await first.record).toMatchObject({
      cacheStatus: "miss",
      text: "Let me see. It is 42.",
      toolCalls: [{}],
    });
    expect(await waiting.record).toMatchObject({
      cacheStatus: "hit",
      text: "It is 42.",
      steps: [{ finishReason: "stop" }],
      toolCalls: [],
    });
  });

  test("does not keep what a final tool ended, which runs for every call", async () => {
    const provider = createPushProvider();
    let runs = 0;
    const submit = {
      name: "submit",
      final: true,
      run: () => ({ title: `${(runs += 1)}`, content: "" }),
    } as const;
    const config = { cache: createMapCache() };
    const caller = toolStory(provider, [submit], { spec, config });
    const first = caller({});
    const leading = await provider.request(0);
    const waiting = caller({});
    leading.ask(["c1", "submit", "{}"]);
    expect(await first).toMatchObject({ title: "1" });
    (await provider.request(1)).ask(["c1", "submit", "{}"]);
    expect(await waiting).toMatchObject({ title: "2" });
    expect(await waiting.record).toMatchObject({ cacheStatus: "miss", toolCalls: [{}] });
  });

  test("has another entry for other tools, limits and options", async () => {
    const provider = createPushProvider();
    const config = { cache: createMapCache() };
    const halve = { ...double, name: "halve" };
    const calls = [
      toolAgent(provider, [], { spec, config })({}),
      toolAgent(provider, [double], { spec, config })({}),
      toolAgent(provider, [double, halve], { spec, config })({}),
      toolAgent(provider, [double], { spec, config })({}, { maxSteps: 3 }),
      toolAgent(provider, [double], { spec, config })(
        {},
        { maxSteps: { max: 3, atLimit: "fail" } },
      ),
      toolAgent(provider, [{ ...double, final: true }], { spec, config })({}),
      toolAgent(provider, [double], { spec, config })({}, { toolChoice: "required" }),
      toolAgent(provider, [double], { spec, config })({}, { providerOptions: { test: { a: 1 } } }),
      // Of no meaning without tools.
      toolAgent(provider, [], { spec, config })({}, { maxSteps: 3, toolChoice: "required" }),
    ];
    for (let n = 0; n < 8; n += 1) (await provider.request(n)).finish();
    await Promise.all(calls);
    const statuses = await Promise.all(calls.map((call) => call.record));
    expect(statuses.filter(({ cacheStatus }) => cacheStatus === "miss")).toHaveLength(8);
    expect(provider.answers).toHaveLength(8);
  });
});

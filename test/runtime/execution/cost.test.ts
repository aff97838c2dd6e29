import { describe, expect, test } from "vitest";
import { AgentError, fake, type AgentsConfig, type ModelPrices, type Usage } from "troupe";
import { streamingText, type SpecChanges } from "../../support/callers.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";

const model = "test/model-1";

/** What the record of one answer with this usage says. */
async function costOf(
  usage: Usage | undefined,
  prices: ModelPrices | undefined,
  config: Partial<AgentsConfig> = {},
): Promise<string | undefined> {
  const provider = createPushProvider();
  const models = prices ? { [model]: { prices } } : {};
  const execution = streamingText(provider, {}, { models, ...config })({ topic: "AI" });
  const answer = await provider.request();
  answer.text("Once");
  if (usage) answer.push({ type: "usage", usage });
  answer.finish();
  return (await execution.record).costUsd;
}

const tokens = { inputTokens: 1_000, outputTokens: 100 };

describe("the cost of an execution", () => {
  test("is the tokens by their prices, and exact", async () => {
    expect(await costOf(tokens, { input: 0.1, output: 0.2 })).toBe("0.00012");
    expect(await costOf({ inputTokens: 1, outputTokens: 1 }, { input: 0.1, output: 0.2 })).toBe(
      "0.0000003",
    );
  });

  test("has cached and reasoning tokens at prices of their own", async () => {
    const usage = {
      inputTokens: 1_000,
      outputTokens: 100,
      cacheReadTokens: 600,
      cacheWriteTokens: 300,
      reasoningTokens: 40,
    };
    const prices = { input: 10, output: 100, cacheRead: 1, cacheWrite: 12.5, reasoning: 50 };
    // 100 × 10 + 600 × 1 + 300 × 12.5 + 60 × 100 + 40 × 50
    expect(await costOf(usage, prices)).toBe("0.01335");
    expect(await costOf(usage, { input: 10, output: 100 })).toBe("0.02");
  });

  test("has the rates for long requests for the whole of one, from the first token above", async () => {
    const prices = {
      input: 1,
      output: 1,
      except: [{ aboveInputTokens: 1_000, input: 2, output: 4 }],
    };
    expect(await costOf(tokens, prices)).toBe("0.0011");
    expect(await costOf({ inputTokens: 1_001, outputTokens: 100 }, prices)).toBe("0.002402");
  });

  test("has the rates of the day on which it was asked", async () => {
    const prices = {
      input: 1,
      output: 1,
      except: [{ from: "2027-01-01", input: 2, output: 2 }],
    };
    const clockAt = (time: string) => ({
      clock: { ...createTestClock(), now: () => Date.parse(time) },
    });
    expect(await costOf(tokens, prices, clockAt("2026-12-31T23:59:59Z"))).toBe("0.0011");
    expect(await costOf(tokens, prices, clockAt("2027-01-01T00:00:00Z"))).toBe("0.0022");
  });

  test("is zero where the price is", async () => {
    expect(await costOf(tokens, { input: 0, output: 0 })).toBe("0");
  });

  test("is unknown for a model whose price nobody said", async () => {
    expect(await costOf(tokens, undefined)).toBeUndefined();
  });

  test("is unknown where the provider does not say its tokens, or says what cannot be", async () => {
    const prices = { input: 1, output: 1 };
    expect(await costOf(undefined, prices)).toBeUndefined();
    for (const inputTokens of [-1, NaN, 0.5, 1e300]) {
      expect(await costOf({ inputTokens, outputTokens: 1 }, prices)).toBeUndefined();
    }
    expect(await costOf({ ...tokens, cacheReadTokens: 1_001 }, prices)).toBeUndefined();
  });

  test("comes from what this package knows, by the provider's name", async () => {
    const provider = createPushProvider();
    const changes: SpecChanges = { model: "openai/gpt-4o-2024-08-06" };
    const config = { providers: { openai: provider } };
    const execution = streamingText(provider, changes, config)({ topic: "AI" });
    const answer = await provider.request();
    answer.push({ type: "usage", usage: { ...tokens, cacheReadTokens: 400 } });
    answer.finish();
    // 600 × 2.5 + 400 × 1.25 + 100 × 10
    expect(await execution.record).toMatchObject({ costUsd: "0.003" });
  });

  test("is unknown for the fake provider, whose tokens are an estimate", async () => {
    const config = { providers: { openai: fake({ script: "Once" }) } };
    const execution = streamingText(fake(), { model: "openai/gpt-4o" }, config)({ topic: "AI" });
    expect(await execution.record).not.toHaveProperty("costUsd");
  });
});

describe("the cost of several attempts", () => {
  const models = {
    "test/model-1": { prices: { input: 1, output: 1 } },
    "test/model-2": { prices: { input: 3, output: 3 } },
  };

  async function withFallback(
    first: (answer: Awaited<ReturnType<ReturnType<typeof createPushProvider>["request"]>>) => void,
  ): Promise<string | undefined> {
    const provider = createPushProvider();
    const changes: SpecChanges = { retry: false, fallback: ["test/model-2"] };
    const execution = streamingText(provider, changes, { models })({ topic: "AI" });
    first(await provider.request(0));
    const second = await provider.request(1);
    second.text("Once");
    second.push({ type: "usage", usage: tokens });
    second.finish();
    return (await execution.record).costUsd;
  }

  test.each(["rate_limited", "provider_unavailable"] as const)(
    "has nothing for one that failed with %s, and the price of the model that answered",
    async (code) => {
      expect(await withFallback((answer) => answer.fail(new AgentError(code, "no")))).toBe(
        "0.0033",
      );
    },
  );

  test("is unknown when one broke off, also when it had begun to say its tokens", async () => {
    const cost = await withFallback((answer) => {
      answer.push({ type: "usage", usage: tokens });
      answer.end();
    });
    expect(cost).toBeUndefined();
  });

  test("is unknown for one that was refused after it had begun to answer", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { models })({ topic: "AI" });
    const answer = await provider.request();
    answer.text("On");
    answer.fail(new AgentError("rate_limited", "no"));
    const record = await execution.record;
    expect(record).toMatchObject({ attempts: [{ outcome: "rate_limited" }] });
    expect(record).not.toHaveProperty("costUsd");
  });

  test("is nothing when none was taken", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { models })({ topic: "AI" });
    (await provider.request()).fail(new AgentError("authentication", "no"));
    expect(await execution.record).toMatchObject({ status: "error", costUsd: "0" });
  });

  test("is nothing when none was made", async () => {
    const record = await streamingText(createPushProvider())({ topic: "" }).record;
    expect(record).toMatchObject({ error: { code: "invalid_params" }, costUsd: "0" });
  });

  test("is unknown for one that was cancelled", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { models })({ topic: "AI" });
    (await provider.request()).text("On");
    execution.cancel();
    expect(await execution.record).not.toHaveProperty("costUsd");
  });
});

import { describe, expect, test } from "vitest";
import { findModel } from "troupe";
import { describeModel } from "../../src/model-registry/describe-model.js";

describe("findModel", () => {
  test("knows what a model can do, its limits and its prices", async () => {
    expect(await findModel("openai/gpt-4o")).toEqual({
      id: "openai/gpt-4o",
      tools: true,
      structuredOutput: true,
      vision: true,
      files: true,
      reasoning: false,
      temperature: true,
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
      prices: { input: 2.5, output: 10, cacheRead: 1.25 },
    });
  });

  test.each([
    ["openai/gpt-4o-2024-08-06", "openai/gpt-4o"],
    ["openai/gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini"],
    ["anthropic/claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"],
    ["anthropic/claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4-5"],
    ["anthropic/claude-3-5-haiku-latest", "anthropic/claude-3-5-haiku"],
    ["anthropic/claude-sonnet-4-20250514", "anthropic/claude-sonnet-4"],
    ["gemini/gemini-2.5-pro", "google/gemini-2.5-pro"],
    ["x-ai/grok-4", "xai/grok-4"],
  ])("finds %s as %s", async (id, family) => {
    expect(await findModel(id)).toMatchObject({ id: family });
  });

  test("knows a dated model by itself where it is another than its family", async () => {
    expect(await findModel("openai/gpt-4o-2024-05-13")).toMatchObject({
      id: "openai/gpt-4o-2024-05-13",
      structuredOutput: false,
      prices: { input: 5, output: 15 },
    });
  });

  test.each([
    "openai/no-such-model",
    "nobody/gpt-4o",
    "mistral/mistral-large-9912",
    "gpt-4o",
    "",
    "/",
    "__proto__/x",
    "openai/__proto__",
    "constructor",
    "fake/story",
  ])("knows nothing of %o", async (id) => {
    expect(await findModel(id)).toBeUndefined();
  });
});

const registry = {
  date: "2026-01-01",
  sources: [],
  models: {
    "openai/one": { tools: true, contextTokens: 8, prices: { input: 1, output: 2 } },
    "groq/two": { tools: false },
  },
};

describe("a model of a config", () => {
  test("of a provider under a name of its own has the facts of its adapter's models, but no price", () => {
    const info = describeModel("work/one", { registry, kind: "openai" });
    expect(info).toEqual({ id: "openai/one", tools: true, contextTokens: 8 });
  });

  test("of a provider that is listed itself is not taken for its adapter's", () => {
    expect(describeModel("groq/one", { registry, kind: "openai" })).toBeUndefined();
  });

  test("of the fake provider is unknown, whatever it is called", () => {
    expect(describeModel("openai/one", { registry, kind: "fake" })).toBeUndefined();
  });

  test("is what the config says, over what is known, each fact by itself", () => {
    const own = {
      "openai/one": { tools: false, maxOutputTokens: 4 },
      "mine/three": { prices: { input: 0, output: 0 } },
    };
    expect(describeModel("openai/one-2026-01-01", { registry, own })).toEqual({
      id: "openai/one",
      tools: false,
      contextTokens: 8,
      maxOutputTokens: 4,
      prices: { input: 1, output: 2 },
    });
    expect(describeModel("mine/three", { registry, kind: "fake", own })).toEqual({
      id: "mine/three",
      prices: { input: 0, output: 0 },
    });
  });

  test("is what the config says where the registry could not be loaded", () => {
    const own = { "mine/three": { tools: true } };
    expect(describeModel("mine/three", { registry: undefined, own })).toMatchObject({
      tools: true,
    });
    expect(describeModel("openai/one", { registry: undefined, own })).toBeUndefined();
  });
});

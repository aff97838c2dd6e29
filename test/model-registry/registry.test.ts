import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineConfig, type ModelFacts } from "troupe";
import { loadRegistry } from "../../src/model-registry/load-registry.js";

const registry = await loadRegistry();

describe("the registry", () => {
  test("says when it was made and from what, with the licences", () => {
    expect(z.iso.date().safeParse(registry.date).success).toBe(true);
    expect(registry.sources).toHaveLength(2);
    for (const source of registry.sources) expect(source).toMatch(/@\d+\.\d+\.\d+ \(MIT\)$/);
  });

  test("holds what a config could say as well", () => {
    expect(() => defineConfig({ agents: "none", models: registry.models })).not.toThrow();
  });

  test("has no price of nothing: what a provider gives away for a while is not known to be free", () => {
    const free = Object.entries(registry.models).filter(
      ([, { prices }]: [string, ModelFacts]) => prices?.input === 0 && prices.output === 0,
    );
    expect(free).toEqual([]);
  });

  test("has rates above a number of tokens in order, so that the last that applies is the right one", () => {
    for (const { prices } of Object.values(registry.models)) {
      const starts = (prices?.except ?? []).map(
        ({ from = "", aboveInputTokens = 0 }) => `${from} ${String(aboveInputTokens).padStart(9)}`,
      );
      expect(starts).toEqual(starts.toSorted());
    }
  });

  test("knows the providers that people use, each with models that have a price", () => {
    const priced = Object.entries(registry.models).filter(([, { prices }]) => prices);
    const providers = new Set(priced.map(([id]) => id.slice(0, id.indexOf("/"))));
    expect([...providers]).toEqual(
      expect.arrayContaining(["anthropic", "google", "groq", "mistral", "openai", "xai"]),
    );
  });

  test("leaves out prices that depend on the hour", () => {
    expect(registry.models["deepseek/deepseek-v4-flash"]).toMatchObject({ tools: true });
    expect(registry.models["deepseek/deepseek-v4-flash"]).not.toHaveProperty("prices");
  });
});

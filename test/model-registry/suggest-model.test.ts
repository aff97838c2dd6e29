import { describe, expect, test } from "vitest";
import { loadRegistry } from "../../src/model-registry/load-registry.js";
import { suggestModel } from "../../src/model-registry/suggest-model.js";

const registry = await loadRegistry();

describe("a model of which nothing is known", () => {
  test.each([
    ["openai/gpt-4oo", "openai/gpt-4o"],
    ["openai/gpt-40", "openai/gpt-4o"],
    ["openai/gpt4o", "openai/gpt-4o"],
    ["openai/GPT-4o", "openai/gpt-4o"],
    ["openai/gpt-4-trubo", "openai/gpt-4-turbo"],
    ["anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"],
    ["anthropic/claude-sonet-4-5-20250929", "anthropic/claude-sonnet-4-5"],
    ["gemini/gemini-2.5-por", "gemini/gemini-2.5-pro"],
  ])("and is misspelt is taken for the one that is meant: %s", (id, meant) => {
    expect(suggestModel(id, { registry })).toBe(meant);
  });

  test.each(["openai/gpt-9", "openai/gpt-5-max", "anthropic/claude-opus-9-1", "openai/o9-mini"])(
    "and may be new is taken for none: %s",
    (id) => {
      expect(suggestModel(id, { registry })).toBeUndefined();
    },
  );

  test.each(["acme/gpt-4oo", "fake/x", "gpt-4oo", "/", ""])(
    "of a provider that the registry does not know is taken for none: %j",
    (id) => {
      expect(suggestModel(id, { registry })).toBeUndefined();
    },
  );

  test("may be one that the config knows", () => {
    const own = { "acme/large": {} };
    expect(suggestModel("acme/lage", { own, registry: undefined })).toBe("acme/large");
  });

  test("is seldom taken for another one, of those that exist", () => {
    const { models } = registry;
    const mistaken = Object.keys(models).filter((id) => {
      const others = Object.fromEntries(Object.entries(models).filter(([other]) => other !== id));
      const meant = suggestModel(id, { registry: { ...registry, models: others } });
      return meant !== undefined && !id.startsWith(meant);
    });
    expect(mistaken.length / Object.keys(models).length).toBeLessThan(0.04);
  });
});

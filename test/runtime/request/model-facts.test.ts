import { describe, expect, test } from "vitest";
import { AgentError, type AgentsConfig, type Attachment } from "troupe";
import { streamingText, type SpecChanges } from "../../support/callers.js";
import { createPushProvider } from "../../support/push-provider.js";

const image: Attachment = { data: "AAAA", mediaType: "image/png" };
const pdf: Attachment = { data: "AAAA", mediaType: "application/pdf" };

function ask(models: NonNullable<AgentsConfig["models"]>, fallback?: readonly string[]) {
  const provider = createPushProvider();
  const spec = fallback && { fallback };
  return { provider, story: streamingText(provider, { ...spec }, { models }) };
}

describe("what a model is known not to take", () => {
  test.each([
    ["an image", { vision: false }, image],
    ["a file", { files: false }, pdf],
  ])("%s is refused before anything is sent", async (_, facts, attachment) => {
    const { provider, story } = ask({ "test/model-1": facts });
    const execution = story({ topic: "AI" }, { attachments: [attachment] });
    await expect(execution).rejects.toMatchObject({
      code: "invalid_attachment",
      message: expect.stringContaining('The model "test/model-1" does not accept'),
      attempts: [],
    });
    expect(provider.answers).toHaveLength(0);
  });

  test("is asked of a fallback that takes it", async () => {
    const { provider, story } = ask({ "test/model-1": { vision: false } }, ["test/model-2"]);
    const execution = story({ topic: "AI" }, { attachments: [image] });
    const answer = await provider.request();
    expect(answer.call.model).toBe("model-2");
    answer.text("a");
    answer.finish();
    expect(await execution).toBe("a");
    expect((await execution.record).attempts).toMatchObject([{ model: "test/model-2" }]);
  });

  test("is allowed where nothing is known, and where the config says that it takes it", async () => {
    for (const models of [{}, { "test/model-1": { vision: true } }]) {
      const { provider, story } = ask(models);
      const execution = story({ topic: "AI" }, { attachments: [image] });
      expect((await provider.request()).call.model).toBe("model-1");
      execution.cancel();
    }
  });

  test("a prompt that surely has no room is refused, and one that may have is sent", async () => {
    const models = { "test/model-1": { contextTokens: 1_000 } };
    const refused = ask(models);
    const topic = "word ".repeat(10_000);
    await expect(refused.story({ topic })).rejects.toMatchObject({
      code: "provider_rejected",
      message: expect.stringMatching(/at least \d+ tokens.*has room for 1000/),
    });
    expect(refused.provider.answers).toHaveLength(0);
    for (const mayFit of ["word ".repeat(2_500), " ".repeat(100_000)]) {
      const { provider, story } = ask(models);
      const execution = story({ topic: mayFit });
      await provider.request();
      execution.cancel();
    }
  });
});

describe("what a call asks of a model that is known to refuse it", () => {
  const models = { "test/model-1": { temperature: false, maxOutputTokens: 100 } } as const;

  test("is refused with the option that says it", async () => {
    const { provider, story } = ask(models);
    const execution = story({ topic: "AI" }, { maxTokens: 101 });
    await expect(execution).rejects.toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["maxTokens"] }],
    });
    expect(provider.answers).toHaveLength(0);
  });

  test("is the model's fault where the call names the model, and the class the rest", async () => {
    const provider = createPushProvider();
    const facts = { models: { "test/other": { maxOutputTokens: 100 } } };
    const story = streamingText(provider, { maxTokens: 101 }, facts);
    for (const [option, path] of [
      [{ model: "test/other" }, "model"],
      [{ fallback: ["test/other"] }, "fallback"],
    ] as const) {
      await expect(story({ topic: "AI" }, option)).rejects.toMatchObject({
        code: "invalid_params",
        issues: [{ path: [path] }],
      });
    }
  });
});

describe("a temperature that a model is known to refuse", () => {
  const models = { "test/refuses": { temperature: false } } as const;
  const leftOut = { code: "parameter_left_out", message: expect.stringContaining("test/refuses") };

  test.each<[string, SpecChanges, { model?: string; temperature?: number }]>([
    ["of the class, where the call chose the model", { temperature: 1 }, { model: "test/refuses" }],
    ["of the call", { model: "test/refuses" }, { temperature: 1 }],
    ["of both", { temperature: 1, model: "test/refuses" }, { temperature: 0 }],
  ])("is left out with a warning: %s", async (_, spec, options) => {
    const provider = createPushProvider();
    const execution = streamingText(provider, spec, { models })({ topic: "AI" }, options);
    const answer = await provider.request();
    expect(answer.call).not.toHaveProperty("temperature");
    answer.finish();
    await execution;
    expect((await execution.record).warnings).toEqual([leftOut]);
  });

  test("is left out for that fallback alone", async () => {
    const provider = createPushProvider();
    const spec = { temperature: 0.5, fallback: ["test/refuses"] };
    const story = streamingText(provider, spec, { models });
    const execution = story({ topic: "AI" }, { retry: false });
    const first = await provider.request(0);
    expect(first.call.temperature).toBe(0.5);
    first.fail(new AgentError("provider_rejected", "no"));
    const second = await provider.request(1);
    expect(second.call).not.toHaveProperty("temperature");
    second.finish();
    await execution;
    expect((await execution.record).warnings).toEqual([leftOut]);
  });
});

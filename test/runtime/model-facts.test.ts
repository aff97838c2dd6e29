import { describe, expect, test } from "vitest";
import type { AgentsConfig, Attachment } from "troupe";
import { streamingText } from "../support/callers.js";
import { createPushProvider } from "../support/push-provider.js";

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
      message: expect.stringContaining('The model "test/model-1" takes no'),
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
    const execution = story({ topic: "AI" }, { temperature: 1, maxTokens: 101 });
    await expect(execution).rejects.toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["temperature"] }, { path: ["maxTokens"] }],
    });
    expect(provider.answers).toHaveLength(0);
  });

  test("is the model's fault where the call names the model, and the class the rest", async () => {
    const provider = createPushProvider();
    const facts = { models: { "test/other": { temperature: false } } };
    const story = streamingText(provider, { temperature: 1 }, facts);
    await expect(story({ topic: "AI" }, { model: "test/other" })).rejects.toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["model"] }],
    });
  });
});

import { describe, expect, it } from "vitest";
import { aiSdk } from "../../../src/providers/ai-sdk/ai-sdk.js";
import { streamingStory, wholeStory } from "../../support/callers.js";
import { finish, handMade } from "./hand-made.js";

const story = { title: "Low Tide", content: "The sea went out." };
const text = JSON.stringify(story);
const deltas = [text.slice(0, 9), text.slice(9)].map((delta) => ({
  type: "text-delta",
  id: "0",
  delta,
}));

describe("an execution on a model of the AI SDK", () => {
  it("streams its text and ends in the validated output", async () => {
    const ids: string[] = [];
    const provider = aiSdk((id: string) => {
      ids.push(id);
      return handMade({ parts: [...deltas, finish()] });
    });
    const execution = streamingStory(provider)({ topic: "the sea" });
    let streamed = "";
    for await (const chunk of execution) streamed += chunk;
    expect(streamed).toBe(text);
    expect(await execution).toEqual(story);
    expect(ids).toEqual(["model-1"]);
    expect(await execution.record).toMatchObject({
      status: "success",
      finishReason: "stop",
      usage: { inputTokens: 12, outputTokens: 5 },
    });
  });

  it("is the same without streaming", async () => {
    const result = { content: [{ type: "text", text }], finishReason: "stop", usage: {} };
    expect(await wholeStory(aiSdk(handMade({ result })))({ topic: "the sea" })).toEqual(story);
  });

  it("that is cut short is no success, though its text is whole", async () => {
    const provider = aiSdk(handMade({ parts: [...deltas, finish("interrupted", "")] }));
    await expect(streamingStory(provider)({ topic: "the sea" })).rejects.toMatchObject({
      code: "interrupted",
      partialText: text,
    });
  });

  it("is tried again by this library alone", async () => {
    const error = Object.assign(new Error("Slow down"), {
      name: "AI_APICallError",
      statusCode: 429,
    });
    const models = [handMade({ error }), handMade({ parts: [...deltas, finish()] })];
    const provider = aiSdk((_id: string) => models.shift() ?? handMade());
    const retry = { maxAttempts: 2, initialDelayMs: 1, maxDelayMs: 5 };
    const execution = streamingStory(provider, { retry })({ topic: "the sea" });
    expect(await execution).toEqual(story);
    expect((await execution.record).attempts).toMatchObject([
      { outcome: "rate_limited", httpStatus: 429 },
      { outcome: "success" },
    ]);
  });

  it("closes the model's stream when the loop is left", async () => {
    const model = handMade({ parts: deltas, then: "hang" });
    const execution = streamingStory(aiSdk(model))({ topic: "the sea" });
    for await (const _ of execution) break;
    expect((await execution.record).status).toBe("disconnected");
    await expect.poll(() => model.cancelled).toBe(true);
  });
});

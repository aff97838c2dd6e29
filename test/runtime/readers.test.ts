import { describe, expect, test } from "vitest";
import { streamingStory, streamingText } from "../support/callers.js";
import { collect, settle } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";

const story = '{"title":"A","content":"Ünï 🎭"}';

describe("readers of an execution", () => {
  test("the chunks are the model's, as they came", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider)({ topic: "AI" });
    const chunks = collect(execution);
    const answer = await provider.request();
    answer.text('{"title":', '"A",');
    answer.text('"content":"Ünï 🎭"}');
    answer.finish();
    expect((await chunks).values).toEqual(['{"title":', '"A",', '"content":"Ünï 🎭"}']);
    expect(await execution).toEqual({ title: "A", content: "Ünï 🎭" });
    expect(await execution.text).toBe(story);
  });

  test("any number of readers, begun at any time, see the whole, over one request", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider)({ topic: "AI" });
    const early = collect(execution);
    const answer = await provider.request();
    answer.text(story.slice(0, 10));
    await settle();
    const middle = collect(execution);
    answer.text(story.slice(10));
    answer.finish();
    await execution;
    const late = collect(execution);
    for (const reading of [early, middle, late]) {
      expect((await reading).values.join("")).toBe(story);
    }
    expect(provider.answers).toHaveLength(1);
  });

  test("a chunk is there before the model is done", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const first = chunks.next();
    (await provider.request()).text("Once");
    expect(await first).toEqual({ value: "Once", done: false });
    execution.cancel();
  });

  test("the last reader that breaks ends the execution as disconnected and closes the request", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text("Once", " upon");
    for await (const chunk of execution) {
      expect(chunk).toBe("Once");
      break;
    }
    expect(answer.closed).toBe(true);
    const record = await execution.record;
    expect(record).toMatchObject({ status: "disconnected", text: "Once upon" });
    await expect(execution).rejects.toMatchObject({
      code: "disconnected",
      partialText: "Once upon",
    });
  });

  test("one reader's break ends only that reader while others remain", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const other = collect(execution);
    const answer = await provider.request();
    answer.text("a");
    for await (const _chunk of execution) break;
    answer.text("b");
    answer.finish();
    expect((await other).values).toEqual(["a", "b"]);
    expect(await execution).toBe("ab");
  });

  test("a break does not end what somebody awaits", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const output = execution.then((text) => text);
    const answer = await provider.request();
    answer.text("a");
    for await (const _chunk of execution) break;
    answer.text("b");
    answer.finish();
    expect(await output).toBe("ab");
  });

  test("an iterator that was made and never used holds nothing back", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { highWaterMark: 1 })({ topic: "AI" });
    execution[Symbol.asyncIterator]();
    execution.events();
    const answer = await provider.request();
    answer.text("a long text");
    answer.text("and another");
    answer.finish();
    expect(await execution).toBe("a long textand another");
  });

  test("the provider is read no further ahead of the slowest reader than the high-water mark", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { highWaterMark: 10 })({ topic: "AI" });
    const fast = collect(execution);
    const slow = execution[Symbol.asyncIterator]();
    const answer = await provider.request();
    answer.text("0123");
    expect(await slow.next()).toMatchObject({ value: "0123" });
    for (let i = 0; i < 10; i += 1) answer.text("abcdef");
    answer.finish();
    await settle();
    // 4 are read, 12 lie ahead of the slow reader, and 10 may.
    expect(answer.taken).toBe(3);
    await slow.next();
    await settle();
    expect(answer.taken).toBe(4);
    await slow.return?.();
    await fast;
    expect(await execution.text).toBe("0123" + "abcdef".repeat(10));
  });

  test("events come to every reader in order, numbered, and end with the terminal one", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const events = collect(execution.events());
    const answer = await provider.request();
    answer.push({ type: "reasoning_delta", text: "Hm." });
    answer.text("a", "b");
    answer.push({ type: "usage", usage: { inputTokens: 3, outputTokens: 2 } });
    answer.finish();
    await execution;
    const { values } = await events;
    expect(values.map((event) => event.type)).toEqual([
      "start",
      "message_start",
      "reasoning_delta",
      "text_delta",
      "text_delta",
      "message_end",
      "complete",
    ]);
    expect(values.map((event) => event.sequence)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(values[3]).toMatchObject({ text: "a", step: 1, attempt: 1, agent: "story" });
    expect(new Set(values.map((event) => event.executionId))).toEqual(new Set([execution.id]));
    expect(JSON.parse(JSON.stringify(values))).toEqual(values);
    expect((await collect(execution.events())).values).toEqual(values);
  });

  test("partials grow towards the output, and a slow reader gets the newest", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider)({ topic: "AI" });
    const partials = execution.partials();
    const first = partials.next();
    const answer = await provider.request();
    answer.text('{"title":"A t');
    expect(await first).toEqual({ value: { title: "A t" }, done: false });
    answer.text('ale","con');
    answer.text('tent":"On');
    answer.text('ce"}');
    answer.finish();
    await settle();
    const rest = await collect({ [Symbol.asyncIterator]: () => partials });
    expect(rest.values).toEqual([{ title: "A tale", content: "Once" }]);
    expect(await execution).toEqual({ title: "A tale", content: "Once" });
  });

  test("sentences come whole, the rest at the end", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const sentences = collect(execution.sentences());
    const answer = await provider.request();
    for (const chunk of ["It ra", "ined. The la", "mp was on. And", " then"]) answer.text(chunk);
    answer.finish();
    expect((await sentences).values).toEqual(["It rained. ", "The lamp was on. ", "And then"]);
  });
});

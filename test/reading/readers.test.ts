import { describe, expect, test } from "vitest";
import { optionalStory, streamingStory, streamingText, wholeStory } from "../support/callers.js";
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

  test("a reader that waited takes what is there by its next call at once", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const first = chunks.next();
    (await provider.request()).text("Once", " upon");
    await first;
    let second: unknown;
    void chunks.next().then((result) => (second = result));
    await Promise.resolve();
    expect(second).toEqual({ value: " upon", done: false });
    execution.cancel();
  });

  test("several calls at once are answered in their order, and a later one behind them", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const given: (string | undefined)[] = [];
    const take = () => chunks.next().then(({ value }) => given.push(value));
    const takes = [take(), take(), take()];
    const answer = await provider.request();
    answer.text("Once", " upon", " a", " time");
    await takes[0];
    takes.push(take());
    answer.finish();
    await Promise.all(takes);
    expect(given).toEqual(["Once", " upon", " a", " time"]);
    expect(await chunks.next()).toEqual({ value: undefined, done: true });
  });

  test("a call that fails before anybody waits for it causes no unhandled rejection", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const first = chunks.next();
    await provider.request();
    execution.cancel();
    await settle();
    await expect(first).rejects.toMatchObject({ code: "cancelled" });
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

  test("return() ends a next() that waits, also where the execution goes on", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const awaiting = execution.then((text) => text);
    const chunks = execution[Symbol.asyncIterator]();
    const pending = chunks.next();
    const answer = await provider.request();
    // Nothing more comes that would wake it.
    await settle();
    await chunks.return?.();
    expect(await Promise.race([pending, settle()])).toEqual({ value: undefined, done: true });
    answer.finish();
    expect(await awaiting).toBe("Done.");
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
      "prompt",
      "message_start",
      "attempt_start",
      "reasoning_delta",
      "text_delta",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect(values.map((event) => event.sequence)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(values[5]).toMatchObject({ text: "a", step: 1, attempt: 1, agent: "story" });
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

  test.each(["sentences", "partials"] as const)(
    "%s() that take text and give nothing yet do not block the provider",
    async (way) => {
      const provider = createPushProvider();
      const caller = streamingStory(provider, {}, { highWaterMark: 10 });
      const reading = collect<unknown>(caller({ topic: "AI" })[way]());
      const answer = await provider.request();
      answer.text('{"title":');
      for (let n = 0; n < 20; n += 1) answer.text("          ");
      answer.text('"A","content":"B"}');
      answer.finish();
      expect((await reading).error).toBeUndefined();
      expect(answer.taken).toBe(23);
    },
  );

  test("a stopped reader holds reasoning back, too", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { highWaterMark: 10 })({ topic: "AI" });
    const events = execution.events();
    await events.next();
    const answer = await provider.request();
    for (let n = 0; n < 10; n += 1) answer.push({ type: "reasoning_delta", text: "abcdefgh" });
    await settle();
    expect(answer.taken).toBe(2);
    execution.cancel();
  });

  test("a complete answer does not wait for a reader that stopped", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, {}, { highWaterMark: 10 })({ topic: "AI" });
    await execution.events().next();
    const answer = await provider.request();
    answer.push(
      { type: "text_delta", text: JSON.stringify({ title: "A", content: "B".repeat(100) }) },
      { type: "finish", reason: "stop" },
    );
    expect(await execution).toMatchObject({ title: "A" });
  });

  test("several next() at once are answered in their order", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const answers = [chunks.next()];
    let asked = false;
    execution.on("text_delta", () => {
      if (!asked) answers.push(chunks.next());
      asked = true;
    });
    const answer = await provider.request();
    answer.text("one", "two");
    answer.finish();
    await execution;
    expect(await Promise.all(answers)).toMatchObject([{ value: "one" }, { value: "two" }]);
  });

  test("start is there at once, however long the prompt takes", async () => {
    const execution = streamingText(createPushProvider())({ topic: "AI" });
    const { value } = await execution.events().next();
    expect(value).toMatchObject({ type: "start", sequence: 0 });
    execution.cancel();
  });

  test("a break does not end what an on() subscriber watches", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const seen: string[] = [];
    execution.on("text_delta", (event) => seen.push(event.text));
    const answer = await provider.request();
    answer.text("a");
    for await (const _chunk of execution) break;
    answer.text("b");
    answer.finish();
    expect(await execution.record).toMatchObject({ status: "success" });
    expect(seen).toEqual(["a", "b"]);
  });

  test("the last partial equals the output when strict mode sends null for what is optional", async () => {
    const provider = createPushProvider();
    const execution = optionalStory(provider)({ topic: "AI" });
    const partials = collect(execution.partials());
    const answer = await provider.request();
    answer.text('{"title":"A","subtitle":null,"tags":[{"name":"x","note":null}],"extra":null}');
    answer.finish();
    const output = { title: "A", tags: [{ name: "x" }], extra: null };
    expect(await execution).toEqual(output);
    expect((await partials).values.at(-1)).toEqual(output);
  });
});

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { complete, defineConfig, fake, type CachedAnswer, type FinishReason } from "troupe";
import { streamingText, wholeStory } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { double, toolAgent } from "../../support/tool-callers.js";

const once = { retry: false as const };
const wholeText: typeof streamingText = (provider, changes, config) =>
  streamingText(provider, { streaming: false, ...changes }, config);
const empty = { code: "empty_answer", retryable: true, status: "error" };

describe("an answer that says nothing", () => {
  test.each<FinishReason>(["stop", "tool_calls", "other"])(
    "is empty_answer however it ends (%s), and the promise of its text rejects too",
    async (reason) => {
      for (const agent of [streamingText, wholeText]) {
        const provider = createPushProvider();
        const execution = agent(provider, once)({ topic: "AI" });
        const answer = await provider.request();
        answer.push({ type: "finish", reason });
        answer.end();
        await expect(execution).rejects.toMatchObject(empty);
        await expect(execution.text).rejects.toMatchObject(empty);
        const record = await execution.record;
        expect(record).toMatchObject({ status: "error", attempts: [{ outcome: "empty_answer" }] });
        expect(record.error?.message).toContain("test/model-1");
      }
    },
  );

  test("is so for thoughts alone, which were delivered, so it is not asked for again", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.push({ type: "reasoning_delta", text: "Hm." }, { type: "finish", reason: "stop" });
    answer.end();
    await expect(execution).rejects.toMatchObject({ ...empty, attempts: [{}] });
  });

  test("is so for thoughts alone up to the token limit: output_truncated", async () => {
    const provider = createPushProvider();
    const execution = wholeText(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.push({ type: "reasoning_delta", text: "Hm." }, { type: "finish", reason: "length" });
    answer.end();
    await expect(execution).rejects.toMatchObject({ code: "output_truncated", retryable: false });
    expect((await execution.record).error?.message).toContain("before it wrote anything");
  });

  test("is asked for again, and of a fallback", async () => {
    const provider = createPushProvider();
    const spec = { retry: false as const, fallback: ["test/model-2"] };
    const execution = wholeText(provider, spec)({ topic: "AI" });
    const first = await provider.request(0);
    first.push({ type: "finish", reason: "stop" });
    first.end();
    const second = await provider.request(1);
    expect(second.call.model).toBe("model-2");
    second.text("Hi");
    second.finish();
    expect(await execution).toBe("Hi");
  });

  test("is refused where the model declined, and filtered where a filter stopped it", async () => {
    for (const [reason, code] of [
      ["refusal", "refused"],
      ["content_filter", "content_filtered"],
    ] as const) {
      const provider = createPushProvider();
      const execution = wholeText(provider)({ topic: "AI" });
      (await provider.request()).finish(reason);
      await expect(execution).rejects.toMatchObject({ code });
    }
  });

  test("is none in a step that asks for tools alone", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    second.text("42");
    second.finish();
    expect(await execution).toBe("42");
  });

  test("is so of every provider, the fake one too", async () => {
    const config = defineConfig({ agents: "none", providers: { fake: fake({ script: "" }) } });
    const call = complete({
      model: "fake/x",
      messages: [{ role: "user", content: "Hi" }],
      retry: false,
      config,
    });
    await expect(call).rejects.toMatchObject(empty);
  });
});

test("an answer that was to call a tool, and calls none, has a warning", async () => {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [double])({});
  const events = collect(execution.events());
  const answer = await provider.request();
  answer.text("Let me see.");
  answer.finish("tool_calls");
  expect(await execution).toBe("Let me see.");
  expect((await execution.record).warnings).toMatchObject([{ code: "missing_tool_call" }]);
  expect((await events).values.map(({ type }) => type).slice(-4)).toEqual([
    "warning",
    "attempt_end",
    "message_end",
    "complete",
  ]);
});

describe("the cache", () => {
  const hour = { cache: { ttlMs: 3_600_000 } };

  test.each<FinishReason>(["length", "other", "tool_calls"])(
    "keeps no answer that ended with %s",
    async (reason) => {
      const provider = createPushProvider();
      const caller = wholeText(provider, hour);
      for (const n of [0, 1]) {
        const execution = caller({ topic: "AI" });
        const answer = await provider.request(n);
        answer.text("Once upon");
        answer.finish(reason);
        expect(await execution).toBe("Once upon");
      }
      expect(provider.answers).toHaveLength(2);
    },
  );

  test.each<CachedAnswer>([
    { text: "", finishReason: "stop" },
    { text: "\n", finishReason: "stop" },
    { text: '{"title":"A","content":"B"}', finishReason: "length" },
    { text: '{"title":"A","content":"B"}', finishReason: "content_filter" },
  ])("of another version gives no answer for %j", async (kept) => {
    const provider = createPushProvider();
    const cache = { get: () => Promise.resolve(kept), set: () => Promise.resolve() };
    const execution = wholeStory(provider, hour, { cache })({ topic: "AI" });
    const answer = await provider.request();
    answer.text('{"title":"C","content":"D"}');
    answer.finish();
    expect(await execution).toMatchObject({ title: "C" });
  });
});

test("arguments that end otherwise than they were streamed are those that the tool gets", async () => {
  const provider = createPushProvider();
  const seen: unknown[] = [];
  const tool = {
    name: "note",
    input: z.object({ city: z.string() }),
    run: (input: unknown) => seen.push(input),
  };
  const execution = toolAgent(provider, [tool])({});
  const first = await provider.request(0);
  first.push(
    { type: "tool_call_start", id: "c1", name: "note" },
    { type: "tool_call_delta", id: "c1", text: '{"city":"Ro' },
    { type: "tool_call_end", id: "c1", arguments: '{ "city": "Rome" }' },
  );
  first.finish("tool_calls");
  const second = await provider.request(1);
  expect(second.call.messages.at(-2)).toMatchObject({
    content: [{ type: "tool_call", arguments: '{ "city": "Rome" }' }],
  });
  second.finish();
  await execution;
  expect(seen).toEqual([{ city: "Rome" }]);
});

import { describe, expect, test } from "vitest";
import { AgentError, type ExecutionEvent } from "troupe";
import { streamingStory, wholeStory } from "../../support/callers.js";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider, type PushedAnswer } from "../../support/push-provider.js";
import { double, toolStory } from "../../support/tool-callers.js";

const retry = { maxAttempts: 3, initialDelayMs: 0, maxDelayMs: 1, invalidOutput: true } as const;
const wrong = '{"title":1}';
const right = '{"title":"A","content":"B"}';
const models = { "test/model-1": { prices: { input: 1_000_000, output: 1_000_000 } } };

function say(answer: PushedAnswer, text: string): void {
  answer.push(
    { type: "text_delta", text },
    { type: "usage", usage: { inputTokens: 1, outputTokens: 1 } },
    { type: "finish", reason: "stop" },
  );
  answer.end();
}

function typesOf(events: readonly ExecutionEvent[]): string[] {
  return events.map(({ type }) => type);
}

describe("an answer that is not valid, under @retry({ invalidOutput: true })", () => {
  test("is asked for again at once, the model being told it and every issue", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, { retry }, { models })({ topic: "AI" });
    say(await provider.request(0), wrong);
    const second = await provider.request(1);
    expect(second.call.messages).toEqual([
      { role: "user", content: "Write about AI." },
      { role: "assistant", content: [{ type: "text", text: wrong }] },
      {
        role: "user",
        content: expect.stringMatching(/^Your answer is not valid:\n {2}title: .*\n {2}content: /),
      },
    ]);
    say(second, right);
    expect(await execution).toEqual({ title: "A", content: "B" });
    expect(await execution.text).toBe(right);
    expect(await execution.record).toMatchObject({
      status: "success",
      text: right,
      chunks: 1,
      usage: { inputTokens: 2, outputTokens: 2 },
      costUsd: "4",
      attempts: [
        { step: 1, outcome: "invalid_output" },
        { step: 1, outcome: "success" },
      ],
      steps: [{ usage: { inputTokens: 2 } }],
    });
    const { values } = await collect(execution.events());
    expect(typesOf(values)).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "reset",
      "retry",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect(values[7]).toMatchObject({
      attempt: 1,
      delayMs: 0,
      nextModel: "test/model-1",
      error: { code: "invalid_output", issues: [{ path: ["title"] }, { path: ["content"] }] },
    });
    expect(values[11]).toMatchObject({ step: 1, attempt: 2 });
  });

  test("is counted in maxAttempts, and the last one fails as it always did", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, { retry })({ topic: "AI" });
    for (const n of [0, 1, 2]) say(await provider.request(n), wrong);
    await expect(execution).rejects.toMatchObject({ code: "invalid_output", partialText: wrong });
    expect(provider.answers).toHaveLength(3);
    // The model is told of each answer in its turn.
    expect(provider.answers[2]?.call.messages).toHaveLength(5);
    expect(await execution.text).toBe(wrong);
    expect(await execution.record).toMatchObject({ finishReason: "stop", steps: [{}] });
  });

  test("counts together with requests that failed", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, { retry })({ topic: "AI" });
    (await provider.request(0)).fail(new AgentError("provider_unavailable", "503"));
    say(await provider.request(1), wrong);
    say(await provider.request(2), wrong);
    await expect(execution).rejects.toMatchObject({ code: "invalid_output" });
    expect(provider.answers).toHaveLength(3);
  });

  test("that is no JSON is asked for again", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, { retry })({ topic: "AI" });
    say(await provider.request(0), "Sure! {");
    const second = await provider.request(1);
    expect(second.call.messages.at(-1)?.content).toContain("is not valid JSON");
    say(second, right);
    expect(await execution).toMatchObject({ title: "A" });
  });

  test.each([
    ["is off by default", undefined],
    ["is off with one attempt", { ...retry, maxAttempts: 1 }],
  ])("%s", async (_, options) => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, options ? { retry: options } : {})({ topic: "AI" });
    say(await provider.request(0), wrong);
    await expect(execution).rejects.toMatchObject({ code: "invalid_output" });
    expect(provider.answers).toHaveLength(1);
  });

  test("is not what a truncated answer, a filtered one or a refusal is", async () => {
    for (const reason of ["length", "content_filter", "refusal"] as const) {
      const provider = createPushProvider();
      const execution = wholeStory(provider, { retry })({ topic: "AI" });
      const answer = await provider.request(0);
      answer.text('{"title":');
      answer.finish(reason);
      await execution.record;
      expect(provider.answers).toHaveLength(1);
    }
  });

  test("while streaming stands, because its text was shown", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider, { retry })({ topic: "AI" });
    say(await provider.request(0), wrong);
    await expect(execution).rejects.toMatchObject({ code: "invalid_output", partialText: wrong });
    expect(provider.answers).toHaveLength(1);
  });

  test("while streaming is begun again with restart, reset first", async () => {
    const provider = createPushProvider();
    const spec = { retry: { ...retry, restart: true } } as const;
    const execution = streamingStory(provider, spec)({ topic: "AI" });
    const chunks = collect(execution);
    const partials = collect(execution.partials());
    const first = await provider.request(0);
    first.text(wrong);
    await settle();
    first.finish();
    say(await provider.request(1), right);
    expect(await execution).toMatchObject({ title: "A" });
    expect(await chunks).toMatchObject({ values: [wrong], error: { code: "interrupted" } });
    expect((await partials).values.at(-1)).toEqual({ title: "A", content: "B" });
    expect((await collect(execution)).values.join("")).toBe(right);
  });

  test("of a call is asked for by a call's own option", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider)({ topic: "AI" }, { retry: { invalidOutput: true } });
    say(await provider.request(0), wrong);
    say(await provider.request(1), right);
    expect(await execution).toMatchObject({ title: "A" });
  });

  test("leaves a conversation with the answer that counts", async () => {
    const provider = createPushProvider();
    const conversation = wholeStory(provider, { retry }).conversation();
    const turn = conversation.ask({ topic: "AI" });
    say(await provider.request(0), wrong);
    say(await provider.request(1), right);
    await turn;
    expect(conversation.messages).toEqual([
      { role: "user", content: "Write about AI." },
      { role: "assistant", content: [{ type: "text", text: right }] },
    ]);
  });

  test("is kept by no cache; the one that counts is", async () => {
    const provider = createPushProvider();
    const caller = wholeStory(provider, { retry, cache: { ttlMs: 60_000 } });
    const first = caller({ topic: "AI" });
    say(await provider.request(0), wrong);
    say(await provider.request(1), right);
    await first;
    const second = caller({ topic: "AI" });
    expect(await second).toMatchObject({ title: "A" });
    expect(await second.record).toMatchObject({ cacheStatus: "hit", text: right });
  });

  test("may be corrected with a tool, and the next step still knows what was wrong", async () => {
    const provider = createPushProvider();
    const spec = { retry, streaming: false };
    const execution = toolStory(provider, [double], { spec })({});
    say(await provider.request(0), wrong);
    (await provider.request(1)).ask(["c1", "double", '{"n":1}']);
    const third = await provider.request(2);
    expect(third.call.messages.slice(-4).map(({ role }) => role)).toEqual([
      "assistant",
      "user",
      "assistant",
      "tool",
    ]);
    say(third, right);
    expect(await execution).toMatchObject({ title: "A" });
    expect((await execution.record).attempts.map(({ step, outcome }) => [step, outcome])).toEqual([
      [1, "invalid_output"],
      [1, "success"],
      [2, "success"],
    ]);
  });

  test("is not asked for again once the execution was cancelled", async () => {
    const provider = createPushProvider();
    const execution = wholeStory(provider, { retry })({ topic: "AI" });
    execution.on("retry", () => execution.cancel());
    say(await provider.request(0), wrong);
    expect(await execution.record).toMatchObject({ status: "cancelled" });
    await settle();
    expect(provider.answers).toHaveLength(1);
  });
});

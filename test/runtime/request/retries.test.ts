import { describe, expect, test } from "vitest";
import { AgentError, fake, type AgentErrorCode, type Execution, type ExecutionEvent } from "troupe";
import { streamingStory, streamingText, wholeStory } from "../../support/callers.js";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { retried } from "../../support/retried.js";
import { createTestClock } from "../../support/test-clock.js";

const retry = { maxAttempts: 3, initialDelayMs: 100, maxDelayMs: 10_000 };

function failure(code: AgentErrorCode, options: { retryAfterMs?: number } = {}): AgentError {
  return new AgentError(code, `made to fail with ${code}`, options);
}

function typesOf(events: readonly ExecutionEvent[]): string[] {
  return events.map((event) => event.type);
}

describe("@retry", () => {
  test("asks again after a failure that may pass, and the record lists every attempt", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, { retry }, { clock })({ topic: "AI" });
    const first = await provider.request(0);
    first.push({ type: "usage", usage: { inputTokens: 5, outputTokens: 0 } });
    first.fail(failure("provider_unavailable"));
    await retried(clock, execution);
    const second = await provider.request(1);
    expect(first.closed).toBe(true);
    second.text("Once");
    second.push({ type: "usage", usage: { inputTokens: 5, outputTokens: 2 } });
    second.finish();
    expect(await execution).toBe("Once");
    expect(await execution.record).toMatchObject({
      status: "success",
      usage: { inputTokens: 10, outputTokens: 2 },
      attempts: [
        { model: "test/model-1", outcome: "provider_unavailable" },
        { model: "test/model-1", outcome: "success", usage: { outputTokens: 2 } },
      ],
    });
    const { values } = await collect(execution.events());
    expect(typesOf(values)).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "attempt_end",
      "retry",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect(values[5]).toMatchObject({
      attempt: 1,
      model: "test/model-1",
      nextModel: "test/model-1",
      error: { code: "provider_unavailable" },
    });
    expect(values[7]).toMatchObject({ step: 1, attempt: 2 });
  });

  test("waits with jitter, within its bounds, and never shorter than the provider asks", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, { retry }, { clock })({ topic: "AI" });
    (await provider.request(0)).fail(failure("rate_limited", { retryAfterMs: 7_000 }));
    await retried(clock, execution, 6_999);
    expect(provider.answers).toHaveLength(1);
    clock.advance(1);
    (await provider.request(1)).fail(failure("rate_limited"));
    await retried(clock, execution, 10_000, 2);
    await provider.request(2);
    const delays = (await collectRetries(execution)).map((event) => event.delayMs);
    expect(delays[0]).toBe(7_000);
    expect(delays[1]).toBeGreaterThan(0);
    expect(delays[1]).toBeLessThanOrEqual(10_000);
    execution.cancel();
  });

  test("does not ask again when the provider asks for more patience than there is", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, { retry })({ topic: "AI" });
    (await provider.request(0)).fail(failure("rate_limited", { retryAfterMs: 60_000 }));
    await expect(execution).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 60_000 });
  });

  test("gives up after maxAttempts with the last error", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = wholeStory(provider, { retry }, { clock })({ topic: "AI" });
    for (let n = 0; n < 3; n += 1) {
      (await provider.request(n)).fail(failure("provider_unavailable"));
      if (n < 2) await retried(clock, execution, 10_000, n + 1);
    }
    await expect(execution).rejects.toMatchObject({
      code: "provider_unavailable",
      attempts: [{}, {}, {}],
    });
  });

  test.each(["authentication", "provider_rejected"] as const)(
    "does not ask again after %s, which will not pass",
    async (code) => {
      const provider = createPushProvider();
      const execution = streamingText(provider, { retry })({ topic: "AI" });
      (await provider.request(0)).fail(failure(code));
      await expect(execution).rejects.toMatchObject({ code, attempts: [{ outcome: code }] });
    },
  );

  test("never repeats what was delivered: after the first delta the failure stands", async () => {
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry, fallback: ["test/model-2"] });
    const execution = caller({ topic: "AI" });
    const first = await provider.request(0);
    first.push({ type: "reasoning_delta", text: "Hm." });
    first.fail(failure("provider_unavailable"));
    await expect(execution).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(provider.answers).toHaveLength(1);
  });

  test("a first token that does not come is a failure of the attempt, and the next one may answer", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry, timeout: { firstTokenMs: 1_000 } }, { clock });
    const execution = caller({ topic: "AI" });
    const first = await provider.request(0);
    clock.advance(1_000);
    await retried(clock, execution);
    expect(first.closed).toBe(true);
    const second = await provider.request(1);
    second.text("Once");
    second.finish();
    expect(await execution).toBe("Once");
    expect((await execution.record).attempts).toMatchObject([
      { outcome: "timeout" },
      { outcome: "success" },
    ]);
  });

  test("the total limit holds over all attempts and waits", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry, timeout: { totalMs: 5_000 } }, { clock });
    const execution = caller({ topic: "AI" });
    (await provider.request(0)).fail(failure("rate_limited", { retryAfterMs: 8_000 }));
    await settle();
    clock.advance(5_000);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
    await settle();
    expect(clock.pending).toBe(0);
    expect(provider.answers).toHaveLength(1);
  });

  test("cancelling during a wait ends it at once", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, { retry }, { clock })({ topic: "AI" });
    (await provider.request(0)).fail(failure("provider_unavailable"));
    await retried(clock, execution, 0);
    execution.cancel();
    expect(await execution.record).toMatchObject({ status: "cancelled", attempts: [{}] });
    expect(clock.pending).toBe(0);
  });
});

test("text that comes with a refusal counts as delivered", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider, { retry })({ topic: "AI" });
  const first = await provider.request(0);
  first.push({ type: "refusal_delta", text: "I" }, { type: "text_delta", text: "Hello" });
  await settle();
  first.fail(failure("rate_limited"));
  await expect(execution).rejects.toMatchObject({ code: "rate_limited", partialText: "Hello" });
});

describe("@fallback", () => {
  test("asks the next model at once when no attempt is left, in order", async () => {
    const provider = createPushProvider();
    const other = createPushProvider();
    const caller = streamingText(
      provider,
      { fallback: ["other/model-a", "other/model-b"] },
      { providers: { test: provider, other } },
    );
    const execution = caller({ topic: "AI" });
    (await provider.request(0)).fail(failure("authentication"));
    (await other.request(0)).fail(failure("provider_rejected"));
    const last = await other.request(1);
    expect(last.call.model).toBe("model-b");
    last.text("Once");
    last.finish();
    expect(await execution).toBe("Once");
    const record = await execution.record;
    expect(record.model).toBe("test/model-1");
    expect(record.attempts).toMatchObject([
      { model: "test/model-1", outcome: "authentication" },
      { model: "other/model-a", outcome: "provider_rejected" },
      { model: "other/model-b", outcome: "success" },
    ]);
    const { values } = await collect(execution.events());
    expect(values.at(-2)).toMatchObject({
      type: "message_end",
      model: "other/model-b",
      attempt: 3,
    });
  });

  test("has as many attempts as the model that was asked first", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const other = createPushProvider();
    const twice = { ...retry, maxAttempts: 2 };
    const caller = streamingText(
      provider,
      { retry: twice, fallback: ["other/model-a"] },
      { clock, providers: { test: provider, other } },
    );
    const execution = caller({ topic: "AI" });
    (await provider.request(0)).fail(failure("provider_unavailable"));
    await retried(clock, execution);
    (await provider.request(1)).fail(failure("provider_unavailable"));
    (await other.request(0)).fail(failure("provider_unavailable"));
    await retried(clock, execution, 10_000, 3);
    (await other.request(1)).finish();
    expect(await execution).toBe("Done.");
  });

  test("that fails too leaves the error of the model that was asked first, and is told after it", async () => {
    const provider = createPushProvider();
    const fallback = ["test/model-2", "openai/gpt-4o", "test/model-3"];
    const openai = { kind: "openai", stream: () => noKey() };
    const config = { providers: { test: provider, openai } };
    const execution = streamingText(provider, { retry: false, fallback }, config)({ topic: "AI" });
    (await provider.request(0)).fail(failure("rate_limited", { retryAfterMs: 7_000 }));
    (await provider.request(1)).fail(failure("provider_rejected"));
    (await provider.request(2)).fail(failure("content_filtered"));
    const error = await execution.then(
      () => undefined,
      (reason: unknown) => reason as AgentError,
    );
    expect(error).toMatchObject({
      code: "rate_limited",
      retryable: true,
      retryAfterMs: 7_000,
      message:
        "made to fail with rate_limited Then test/model-2 failed: made to fail with provider_rejected Then openai/gpt-4o failed: There is no API key. Then test/model-3 failed: made to fail with content_filtered",
      attempts: [
        { model: "test/model-1", outcome: "rate_limited" },
        { model: "test/model-2", outcome: "provider_rejected" },
        { model: "openai/gpt-4o", outcome: "config_invalid" },
        { model: "test/model-3", outcome: "content_filtered" },
      ],
    });
    const { error: recorded, attempts } = await execution.record;
    expect(recorded).toMatchObject({ code: "rate_limited", message: error?.message });
    expect(attempts).toEqual(error?.attempts);
  });

  test("whose code cannot be loaded is an attempt, told after the error of the first model", async () => {
    const provider = createPushProvider();
    const load = () =>
      Promise.reject(new AgentError("config_invalid", "There is no such package."));
    const config = { providers: { test: provider, other: { ...provider, load } } };
    const execution = streamingText(provider, { fallback: ["other/x"] }, config)({ topic: "AI" });
    (await provider.request(0)).fail(failure("authentication"));
    await expect(execution).rejects.toMatchObject({
      code: "authentication",
      message: expect.stringContaining("Then other/x failed: There is no such package."),
      attempts: [{ outcome: "authentication" }, { model: "other/x", outcome: "config_invalid" }],
    });
  });

  test("is asked at once what a filter refuses, which is not asked again", async () => {
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry, fallback: ["test/model-2"] });
    const execution = caller({ topic: "AI" });
    const filtered = new AgentError("content_filtered", "No.", { httpStatus: 400 });
    (await provider.request(0)).fail(filtered);
    const second = await provider.request(1);
    expect(second.call.model).toBe("model-2");
    second.text("Once");
    second.finish();
    expect(await execution).toBe("Once");
  });

  test("that breaks off after text leaves its own error, whose text it is", async () => {
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry: false, fallback: ["test/model-2"] });
    const execution = caller({ topic: "AI" });
    (await provider.request(0)).fail(failure("rate_limited"));
    const second = await provider.request(1);
    second.text("Once");
    second.end();
    await expect(execution).rejects.toMatchObject({ code: "interrupted", partialText: "Once" });
  });

  test("is not asked for what the caller or the answer did wrong", async () => {
    const provider = createPushProvider();
    const caller = streamingStory(provider, { fallback: ["test/model-2"] });
    const invalid = caller({ topic: "AI" });
    const first = await provider.request(0);
    first.text("{}");
    first.finish();
    await expect(invalid).rejects.toMatchObject({ code: "invalid_output" });
    const refused = caller({ topic: "AI" });
    (await provider.request(1)).finish("refusal");
    await expect(refused).rejects.toMatchObject({ code: "refused" });
    expect(provider.answers).toHaveLength(2);
  });
});

describe("the restart policy", () => {
  const restart = { ...retry, restart: true } as const;

  test("says reset, and what comes after it is the answer", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingStory(provider, { retry: restart }, { clock })({ topic: "AI" });
    const partials = execution.partials();
    const first = await provider.request(0);
    first.text('{"title":"Old');
    expect((await partials.next()).value).toEqual({ title: "Old" });
    first.fail(failure("interrupted"));
    await retried(clock, execution);
    const second = await provider.request(1);
    second.text('{"title":"New","content":"B"}');
    second.finish();
    expect(await execution).toEqual({ title: "New", content: "B" });
    expect((await partials.next()).value).toEqual({ title: "New", content: "B" });
    expect(await execution.record).toMatchObject({
      text: '{"title":"New","content":"B"}',
      chunks: 1,
    });
    expect(typesOf((await collect(execution.events())).values)).toEqual([
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
  });

  test("ends a loop over text that gave what is void, and spares one that begins later", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, { retry: restart }, { clock })({ topic: "AI" });
    const early = collect(execution);
    const sentences = collect(execution.sentences());
    const first = await provider.request(0);
    first.text("Old. And");
    await settle();
    first.fail(failure("interrupted"));
    await retried(clock, execution);
    const second = await provider.request(1);
    second.text("New.");
    second.finish();
    expect(await execution).toBe("New.");
    expect(await early).toMatchObject({ values: ["Old. And"], error: { code: "interrupted" } });
    expect(await sentences).toMatchObject({ error: { code: "interrupted" } });
    expect(await collect(execution)).toEqual({ values: ["New."], error: undefined });
    expect((await collect(execution.sentences())).values).toEqual(["New."]);
  });

  test("time to first token is the answering attempt's", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, { retry: restart }, { clock })({ topic: "AI" });
    const first = await provider.request(0);
    clock.advance(10);
    first.text("Old");
    await settle();
    first.fail(failure("interrupted"));
    await retried(clock, execution);
    const second = await provider.request(1);
    clock.advance(250);
    second.text("New");
    second.finish();
    await execution;
    expect(await execution.record).toMatchObject({ timeToFirstTokenMs: 250 });
  });
});

test("a scripted fake fails and then answers", async () => {
  const provider = fake({
    script: [{ fault: { kind: "error", error: "rate_limited" } }, "Once"],
  });
  const spec = { retry: { maxAttempts: 2, initialDelayMs: 1, maxDelayMs: 2 } };
  expect(await streamingText(provider, spec)({ topic: "AI" })).toBe("Once");
});

async function collectRetries(
  execution: Execution<unknown>,
): Promise<Extract<ExecutionEvent, { type: "retry" }>[]> {
  const retries = [];
  for await (const event of execution.events()) {
    if (event.type === "retry") retries.push(event);
    if (retries.length === 2) break;
  }
  return retries;
}

// oxlint-disable-next-line require-yield -- it fails before there is anything.
async function* noKey(): AsyncGenerator<never> {
  await Promise.resolve();
  throw new AgentError("config_invalid", "There is no API key.");
}

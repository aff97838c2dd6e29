import { describe, expect, test } from "vitest";
import type { Clock } from "troupe";
import { streamingText, wholeStory } from "../../support/callers.js";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";

describe("limits of time", () => {
  test("total bounds the whole execution by aborting, and the error names it", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = wholeStory(provider, { timeout: { totalMs: 5_000 } }, { clock });
    const execution = caller({ topic: "AI" });
    const answer = await provider.request();
    clock.advance(4_999);
    expect(answer.closed).toBe(false);
    clock.advance(1);
    expect(answer.closed).toBe(true);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
    expect(await execution.record).toMatchObject({ status: "timeout", durationMs: 5_000 });
  });

  test("total of a call holds while the provider hangs", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { clock })({ topic: "AI" }, { timeout: "1s" });
    await provider.request();
    clock.advance(1_000);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
  });

  test("firstToken bounds the wait for the first delta", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const spec = { retry: false, timeout: { firstTokenMs: 1_000 } } as const;
    const execution = streamingText(provider, spec, { clock })({ topic: "AI" });
    const answer = await provider.request();
    answer.push({ type: "response_start", requestId: "r1" });
    await settle();
    clock.advance(1_000);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "firstToken" });
    expect((await execution.record).attempts).toMatchObject([{ requestId: "r1" }]);
    expect(answer.closed).toBe(true);
  });

  test("idle bounds each gap after the first delta, and only a gap", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(provider, { timeout: { idleMs: 1_000 } }, { clock });
    const execution = caller({ topic: "AI" });
    const answer = await provider.request();
    for (let i = 0; i < 5; i += 1) {
      answer.text("a");
      await settle();
      clock.advance(900);
    }
    clock.advance(100);
    await expect(execution).rejects.toMatchObject({
      code: "timeout",
      limit: "idle",
      partialText: "aaaaa",
    });
  });

  test("both are on by default", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry: false }, { clock });
    const silent = caller({ topic: "AI" });
    await provider.request(0);
    clock.advance(120_000);
    await expect(silent).rejects.toMatchObject({ limit: "firstToken" });
    const stalled = caller({ topic: "AI" });
    (await provider.request(1)).text("a");
    await settle();
    clock.advance(60_000);
    await expect(stalled).rejects.toMatchObject({ limit: "idle" });
  });

  test("a slow reader's time is not charged to idle", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(
      provider,
      { timeout: { idleMs: 1_000 } },
      { clock, highWaterMark: 2 },
    );
    const execution = caller({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const first = chunks.next();
    const answer = await provider.request();
    answer.text("abc");
    await first;
    answer.text("defg");
    answer.finish();
    await settle();
    clock.advance(10_000);
    expect(await chunks.next()).toMatchObject({ value: "defg" });
    expect(await execution).toBe("abcdefg");
  });

  test("idle begins anew when a reader goes on after a pause", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(
      provider,
      { timeout: { idleMs: 1_000 } },
      { clock, highWaterMark: 2 },
    );
    const execution = caller({ topic: "AI" });
    const chunks = execution[Symbol.asyncIterator]();
    const first = chunks.next();
    const answer = await provider.request();
    answer.text("abc");
    await first;
    answer.text("defg");
    await settle();
    clock.advance(5_000);
    await chunks.next();
    const next = chunks.next();
    await settle();
    clock.advance(999);
    await settle();
    expect(answer.closed).toBe(false);
    clock.advance(1);
    await expect(next).rejects.toMatchObject({ code: "timeout", limit: "idle" });
  });

  test("limits of a call replace the agent's, each by itself", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(
      provider,
      { retry: false, timeout: { totalMs: 60_000, firstTokenMs: 1_000 } },
      { clock },
    );
    const execution = caller({ topic: "AI" }, { timeout: { firstToken: "2s" } });
    await provider.request();
    clock.advance(1_500);
    await settle();
    const events = collect(execution.events());
    clock.advance(500);
    await expect(execution).rejects.toMatchObject({ limit: "firstToken" });
    expect((await events).values.at(-1)).toMatchObject({ error: { limit: "firstToken" } });
  });

  test("no timer is left behind, however it ends", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const caller = streamingText(provider, { retry: false }, { clock });
    const done = caller({ topic: "AI" });
    const first = await provider.request(0);
    first.text("a");
    first.finish();
    await done;
    const cancelled = caller({ topic: "AI" });
    await provider.request(1);
    cancelled.cancel();
    await cancelled.record;
    const broken = caller({ topic: "AI" });
    (await provider.request(2)).end();
    await broken.record;
    await settle();
    expect(clock.pending).toBe(0);
  });

  test("a process that was busy is not taken for a provider that was silent", async () => {
    let nowMs = 0;
    const timers = new Map<number, () => void>();
    const clock: Clock = {
      now: () => nowMs,
      monotonicMs: () => nowMs,
      setTimer(ms, callback) {
        timers.set(ms, callback);
        return () => timers.delete(ms);
      },
    };
    const provider = createPushProvider();
    const caller = streamingText(provider, { timeout: { idleMs: 100 } }, { clock });
    const execution = caller({ topic: "AI" });
    const answer = await provider.request();
    answer.text("a");
    await settle();
    // After a busy stretch the timers run first, and only then what the socket brought meanwhile.
    nowMs = 250;
    timers.get(100)?.();
    answer.text("b");
    await settle();
    nowMs = 400;
    timers.get(0)?.();
    answer.finish();
    expect(await execution).toBe("ab");
  });

  test("what is not a duration is refused before anything is sent", async () => {
    const provider = createPushProvider();
    const timeout = { idle: "soon" } as unknown as { idle: "1s" };
    await expect(wholeStory(provider)({ topic: "AI" }, { timeout })).rejects.toMatchObject({
      code: "invalid_params",
    });
    expect(provider.answers).toHaveLength(0);
  });
});

import { describe, expect, test } from "vitest";
import type { ExecutionEvent, SubscriberFailure } from "troupe";
import { streamingText } from "../support/callers.js";
import { settle } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";
import { createTestClock } from "../support/test-clock.js";

describe("the second argument of a caller", () => {
  test("a function is called with each chunk", async () => {
    const provider = createPushProvider();
    const chunks: string[] = [];
    const execution = streamingText(provider)({ topic: "AI" }, (chunk) => chunks.push(chunk));
    const answer = await provider.request();
    answer.text("a", "b");
    answer.finish();
    expect(await execution).toBe("ab");
    expect(chunks).toEqual(["a", "b"]);
  });

  test("an object with call is called with each event, as itself", async () => {
    class Screen {
      readonly seen: string[] = [];
      call(event: ExecutionEvent): void {
        this.seen.push(event.type);
      }
    }
    const provider = createPushProvider();
    const screen = new Screen();
    const execution = streamingText(provider)({ topic: "AI" }, screen);
    const answer = await provider.request();
    answer.text("a");
    answer.finish();
    await execution;
    expect(screen.seen).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
  });

  test("options take both, beside metadata for the record", async () => {
    const provider = createPushProvider();
    const chunks: string[] = [];
    const types: string[] = [];
    const execution = streamingText(provider)(
      { topic: "AI" },
      {
        onChunk: (chunk) => chunks.push(chunk),
        onEvent: (event) => types.push(event.type),
        metadata: { user: "u1" },
      },
    );
    const answer = await provider.request();
    answer.text("a");
    answer.finish();
    expect(await execution.record).toMatchObject({ metadata: { user: "u1" } });
    expect(chunks).toEqual(["a"]);
    expect(types).toContain("complete");
  });
});

describe("subscribers", () => {
  test("on() is typed, additive, and ends with what it returns", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const first: string[] = [];
    const second: string[] = [];
    const started: string[] = [];
    execution.on("start", (event) => started.push(event.model ?? "none"));
    const stop = execution.on("text_delta", (event) => first.push(event.text));
    execution.on("text_delta", (event) => second.push(event.text));
    const answer = await provider.request();
    answer.text("a");
    await settle();
    stop();
    answer.text("b");
    answer.finish();
    await execution;
    expect({ first, second, started }).toEqual({
      first: ["a"],
      second: ["a", "b"],
      started: ["test/model-1"],
    });
  });

  test("one that throws, or rejects, is reported once and ends nothing", async () => {
    const failures: SubscriberFailure[] = [];
    const provider = createPushProvider();
    const caller = streamingText(
      provider,
      {},
      { onSubscriberError: (failure) => failures.push(failure) },
    );
    const execution = caller({ topic: "AI" }, () => {
      throw new Error("thrown");
    });
    execution.on("text_delta", async () => {
      throw new Error("rejected");
    });
    const answer = await provider.request();
    answer.text("a", "b", "c");
    answer.finish();
    expect(await execution).toBe("abc");
    await settle();
    const messages = failures.map(({ error }) => (error as Error).message);
    expect(messages.sort()).toEqual(["rejected", "thrown"]);
    expect(failures[0]).toMatchObject({ agent: "story", executionId: execution.id });
  });

  test("a reporter that throws ends nothing either", async () => {
    const provider = createPushProvider();
    const caller = streamingText(
      provider,
      {},
      {
        onSubscriberError() {
          throw new Error("reporter");
        },
      },
    );
    const execution = caller({ topic: "AI" }, () => {
      throw new Error("subscriber");
    });
    const answer = await provider.request();
    answer.text("a");
    answer.finish();
    expect(await execution).toBe("a");
  });
});

describe("subscribers that cause events", () => {
  test("see them in order, and nothing after the last", async () => {
    const provider = createPushProvider();
    const types: string[] = [];
    const sequences: number[] = [];
    const execution = streamingText(provider)(
      { topic: "AI" },
      {
        onEvent(event) {
          types.push(event.type);
          sequences.push(event.sequence);
        },
      },
    );
    execution.on("text_delta", () => execution.cancel());
    const answer = await provider.request();
    answer.text("a", "b");
    await execution.record;
    expect(types).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "error",
    ]);
    expect(sequences).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("unsubscribing twice takes nobody else's place", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const stop = execution.on("text_delta", () => {});
    stop();
    const seen: string[] = [];
    execution.on("text_delta", (event) => seen.push(event.text));
    stop();
    const answer = await provider.request();
    answer.text("a");
    answer.finish();
    await execution;
    expect(seen).toEqual(["a"]);
  });

  test("an async reporter that rejects raises no unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const provider = createPushProvider();
      const onSubscriberError = (): Promise<void> => Promise.reject(new Error("reporter"));
      const caller = streamingText(provider, {}, { onSubscriberError });
      const execution = caller({ topic: "AI" }, () => {
        throw new Error("subscriber");
      });
      const answer = await provider.request();
      answer.text("a");
      answer.finish();
      await execution;
      await settle();
      await settle();
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });
});

describe("the record", () => {
  test("holds what happened, time to first token first of all", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    let ids = 0;
    const caller = streamingText(provider, {}, { clock, createId: () => `e${(ids += 1)}` });
    const execution = caller({ topic: "AI" });
    await settle();
    const answer = await provider.request();
    clock.advance(245);
    answer.push({ type: "response_start", requestId: "r1" });
    answer.push({ type: "reasoning_delta", text: "Hm." });
    await settle();
    clock.advance(55);
    answer.text("Once", " upon");
    await settle();
    clock.advance(2_200);
    answer.push({ type: "usage", usage: { inputTokens: 12, outputTokens: 3, reasoningTokens: 1 } });
    answer.finish();
    expect(await execution.record).toEqual({
      id: "e1",
      agent: "story",
      kind: "agent",
      params: { topic: "AI" },
      messages: [{ role: "user", content: "Write about AI." }],
      model: "test/model-1",
      provider: "test",
      status: "success",
      output: "Once upon",
      streamed: true,
      cacheStatus: "off",
      text: "Once upon",
      finishReason: "stop",
      usage: { inputTokens: 12, outputTokens: 3, reasoningTokens: 1 },
      startedAt: Date.UTC(2026, 0, 1),
      durationMs: 2_500,
      timeToFirstTokenMs: 300,
      timeToFirstTokenFromStartMs: 300,
      chunks: 2,
      attempts: [
        {
          step: 1,
          model: "test/model-1",
          outcome: "success",
          startedAt: Date.UTC(2026, 0, 1),
          durationMs: 2_500,
          timeToFirstTokenMs: 300,
          usage: { inputTokens: 12, outputTokens: 3, reasoningTokens: 1 },
          requestId: "r1",
        },
      ],
      steps: [
        {
          model: "test/model-1",
          finishReason: "stop",
          usage: { inputTokens: 12, outputTokens: 3, reasoningTokens: 1 },
        },
      ],
      tags: [],
      toolCalls: [],
      children: [],
      hostedToolCalls: [],
      sources: [],
      warnings: [],
      metadata: {},
    });
  });

  test("has the time to first token of a failure, too", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { clock })({ topic: "AI" });
    const answer = await provider.request();
    clock.advance(10);
    answer.text("Once");
    await settle();
    execution.cancel();
    expect(await execution.record).toMatchObject({ status: "cancelled", timeToFirstTokenMs: 10 });
    await expect(execution).rejects.toMatchObject({ timeToFirstTokenMs: 10 });
  });
});

import { describe, expect, test } from "vitest";
import type { SubscriberFailure } from "troupe";
import { streamingText } from "../../support/callers.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";

describe("a signal whose removeEventListener throws", () => {
  function lookalike(): AbortSignal {
    const listeners = new AbortController().signal;
    return {
      aborted: false,
      reason: undefined,
      addEventListener: listeners.addEventListener.bind(listeners),
      removeEventListener() {
        throw new Error("not removable");
      },
    } as unknown as AbortSignal;
  }

  test.each(["success", "cancelled"] as const)(
    "is reported, and keeps no timer and no request alive: %s",
    async (status) => {
      const clock = createTestClock();
      const provider = createPushProvider();
      const failures: SubscriberFailure[] = [];
      const onSubscriberError = (failure: SubscriberFailure): void => void failures.push(failure);
      const caller = streamingText(provider, {}, { clock, onSubscriberError });
      const execution = caller({ topic: "AI" }, { signal: lookalike() });
      const answer = await provider.request();
      answer.text("Once");
      if (status === "success") answer.finish();
      else execution.cancel();
      expect(await execution.record).toMatchObject({ status });
      expect(answer.closed).toBe(true);
      expect(clock.pending).toBe(0);
      expect(failures).toMatchObject([{ error: { message: "not removable" }, agent: "story" }]);
    },
  );
});

test("a signal that cannot be left is refused", async () => {
  const signal = { aborted: false, addEventListener() {} } as unknown as AbortSignal;
  const execution = streamingText(createPushProvider())({ topic: "AI" }, { signal });
  await expect(execution).rejects.toMatchObject({
    code: "invalid_params",
    issues: [{ path: ["signal"] }],
  });
});

describe("a createId that makes no id fails the execution and not the call", () => {
  test.each([
    [
      "throws",
      () => {
        throw new Error("no entropy");
      },
      "no entropy",
    ],
    ["gives nothing", () => undefined, undefined],
    ["gives an empty text", () => "", undefined],
    ["gives a promise", async () => "id", undefined],
  ])("when it %s", async (_, createId, cause) => {
    const provider = createPushProvider();
    const caller = streamingText(provider, {}, { createId: createId as () => string });
    const execution = caller({ topic: "AI" });
    await expect(execution).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("createId"),
      executionId: execution.id,
      ...(cause !== undefined && { cause: { message: cause } }),
    });
    expect(execution.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(provider.answers).toHaveLength(0);
  });
});

import { describe, expect, test } from "vitest";
import { AgentError, type AgentErrorCode } from "troupe";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { retried } from "../../support/retried.js";
import { createTestClock } from "../../support/test-clock.js";
import { double, toolAgent } from "../../support/tool-callers.js";

describe("retries in a later step", () => {
  const retry = { maxAttempts: 2, initialDelayMs: 100, maxDelayMs: 1_000 };

  test("ask for that step again, and run no tool twice", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    let runs = 0;
    const count = { ...double, run: () => (runs += 1) };
    const execution = toolAgent(provider, [count], { spec: { retry }, config: { clock } })({});
    const first = await provider.request(0);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    (await provider.request(1)).fail(failure("provider_unavailable"));
    await retried(clock, execution, 1_000);
    const third = await provider.request(2);
    expect(third.call.messages).toEqual(provider.answers[1]?.call.messages);
    third.text("Done.");
    third.finish();
    expect(await execution).toBe("Done.");
    expect(runs).toBe(1);
    const { values } = await collect(execution.events());
    expect(values.find((event) => event.type === "retry")).toMatchObject({ step: 2, attempt: 1 });
    expect(values.at(-2)).toMatchObject({ type: "message_end", step: 2, attempt: 2 });
    expect((await execution.record).attempts).toMatchObject([
      { step: 1, outcome: "success" },
      { step: 2, outcome: "provider_unavailable" },
      { step: 2, outcome: "success" },
    ]);
  });

  test("under restart void that step alone", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], {
      spec: { retry: { ...retry, restart: true } },
      config: { clock },
    })({});
    const first = await provider.request(0);
    clock.advance(10);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    const early = collect(execution);
    const sentences = execution.sentences();
    expect((await sentences.next()).value).toBe("Let me see. ");
    const second = await provider.request(1);
    second.text("It is 4");
    await settle();
    second.fail(failure("interrupted"));
    await retried(clock, execution, 1_000);
    const third = await provider.request(2);
    third.text("It is 42.");
    third.finish();
    expect(await execution).toBe("It is 42.");
    expect(await execution.text).toBe("Let me see. It is 42.");
    expect(await early).toMatchObject({
      values: ["Let me see. ", "It is 4"],
      error: { code: "interrupted" },
    });
    // It was in step 1 when step 2 was begun again, so it has nothing to take back.
    expect((await collect(sentences)).values).toEqual(["It is 42."]);
    expect((await collect(execution)).values).toEqual(["Let me see. ", "It is 42."]);
    expect(await execution.record).toMatchObject({ chunks: 2, timeToFirstTokenMs: 10 });
  });

  test("the text of a step that failed does not resolve, though the one before ended well", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { spec: { retry: false } })({});
    const first = await provider.request(0);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    (await provider.request(1)).end();
    await expect(execution).rejects.toMatchObject({
      code: "interrupted",
      partialText: "Let me see. ",
    });
    await expect(execution.text).rejects.toMatchObject({ code: "interrupted" });
    expect((await execution.record).finishReason).toBeUndefined();
  });

  test("each step begins with the first model again, but for one that failed for good", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], {
      spec: { retry: false, fallback: ["test/model-2", "test/model-3"] },
    })({});
    (await provider.request(0)).fail(failure("authentication"));
    (await provider.request(1)).fail(failure("rate_limited"));
    (await provider.request(2)).ask(["c1", "double", '{"n":1}']);
    (await provider.request(3)).ask(["c2", "double", '{"n":1}']);
    (await provider.request(4)).finish();
    await execution;
    const record = await execution.record;
    expect(record.attempts.map(({ step, model }) => [step, model])).toEqual([
      [1, "test/model-1"],
      [1, "test/model-2"],
      [1, "test/model-3"],
      [2, "test/model-2"],
      [3, "test/model-2"],
    ]);
    expect(record.steps.map(({ model }) => model)).toEqual([
      "test/model-3",
      "test/model-2",
      "test/model-2",
    ]);
  });
});

function failure(code: AgentErrorCode): AgentError {
  return new AgentError(code, `made to fail with ${code}`);
}

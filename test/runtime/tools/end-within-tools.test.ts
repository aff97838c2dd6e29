import { describe, expect, test } from "vitest";
import { FatalToolError } from "troupe";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import { double, hangingTool, toolAgent, type MethodTool } from "../../support/tool-callers.js";

test("the end of an execution aborts neither a tool nor a request that has ended before", async () => {
  const provider = createPushProvider();
  const signals: AbortSignal[] = [];
  const look: MethodTool = {
    name: "look",
    run: (_, { signal }) => void signals.push(signal),
  };
  const execution = toolAgent(provider, [look])({});
  const first = await provider.request(0);
  first.ask(["c1", "look", ""]);
  const second = await provider.request(1);
  execution.cancel();
  await expect(execution).rejects.toMatchObject({ code: "cancelled" });
  const all = [...signals, first.call.signal, second.call.signal];
  expect(all.map(({ aborted }) => aborted)).toEqual([false, false, true]);
});

describe("the end of an execution while tools run", () => {
  test("a FatalToolError ends it, and aborts the others", async () => {
    const provider = createPushProvider();
    const hang = hangingTool();
    const cause = new FatalToolError("The account is locked.");
    const pay: MethodTool = {
      name: "pay",
      async run() {
        throw cause;
      },
    };
    const execution = toolAgent(provider, [hang, pay, double])({});
    (await provider.request(0)).ask(
      ["c1", "hang", ""],
      ["c2", "pay", ""],
      ["c3", "double", '{"n":21}'],
    );
    const error = await execution.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "tool_failed",
      status: "error",
      message: "The tool pay threw a FatalToolError; see the cause.",
      retryable: false,
    });
    expect(Reflect.get(error as object, "cause")).toBe(cause);
    expect(hang.signals[0]?.aborted).toBe(true);
    expect(await execution.record).toMatchObject({
      status: "error",
      toolCalls: [{ outcome: "cancelled" }, { outcome: "failed" }, {}],
    });
    expect((await execution.record).toolCalls[1]).not.toHaveProperty("output");
    await settle();
    expect(provider.answers).toHaveLength(1);
  });

  test("cancel aborts the tool's signal at once, waits for nothing, and begins nothing", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const hang = hangingTool();
    const config = { clock, tools: { concurrency: 1 } };
    const execution = toolAgent(provider, [hang, double], { config })({});
    const first = await provider.request(0);
    first.text("Let me see.");
    first.ask(["c1", "hang", ""], ["c2", "double", '{"n":1}']);
    await settle();
    clock.advance(40);
    execution.cancel("changed my mind");
    expect(hang.signals[0]?.aborted).toBe(true);
    expect(hang.signals[0]?.reason).toMatchObject({ code: "cancelled" });
    expect(await execution.record).toMatchObject({
      status: "cancelled",
      text: "Let me see.",
      toolCalls: [{ id: "c1", outcome: "cancelled", durationMs: 40 }],
    });
    // More would have come.
    await expect(execution.text).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    expect((await execution.record).toolCalls).toHaveLength(1);
    expect(provider.answers).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test("so do a signal, a limit, and the last reader that leaves", async () => {
    const clock = createTestClock();
    const ends = {
      cancelled: (controller: AbortController) => controller.abort(),
      timeout: () => clock.advance(5_000),
      disconnected: (_: AbortController, leave: () => void) => leave(),
    };
    for (const [status, end] of Object.entries(ends)) {
      const provider = createPushProvider();
      const hang = hangingTool(60_000);
      const controller = new AbortController();
      const { signal } = controller;
      const execution = toolAgent(provider, [hang], { config: { clock } })(
        {},
        { signal, timeout: "5s" },
      );
      const reader = execution[Symbol.asyncIterator]();
      const first = await provider.request(0);
      first.text("Let me see.");
      first.ask(["c1", "hang", ""]);
      await reader.next();
      await settle();
      end(controller, () => void reader.return?.());
      expect(hang.signals[0]?.aborted).toBe(true);
      expect(await execution.record).toMatchObject({ status });
    }
    expect(clock.pending).toBe(0);
  });

  test("a subscriber that cancels at tool_call keeps the tool from running", async () => {
    const provider = createPushProvider();
    let runs = 0;
    const execution = toolAgent(provider, [{ ...double, run: () => (runs += 1) }])({});
    execution.on("tool_call", () => execution.cancel());
    (await provider.request(0)).ask(["c1", "double", '{"n":1}']);
    expect(await execution.record).toMatchObject({ toolCalls: [{ outcome: "cancelled" }] });
    await settle();
    expect(runs).toBe(0);
  });

  test("what a tool does after it is nobody's: no event, no unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): number => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const provider = createPushProvider();
    const late: MethodTool = {
      name: "late",
      run: (_input, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(new FatalToolError("too late")));
        }),
    };
    const execution = toolAgent(provider, [late])({});
    (await provider.request(0)).ask(["c1", "late", ""], ["c2", "late", ""]);
    await settle();
    execution.cancel();
    await execution.record;
    const { values } = await collect(execution.events());
    await settle();
    process.off("unhandledRejection", note);
    expect(values.at(-1)).toMatchObject({ type: "error", error: { code: "cancelled" } });
    expect((await collect(execution.events())).values).toEqual(values);
    expect(unhandled).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AgentError, complete, defineConfig, type Execution, type RetryOptions } from "troupe";
import { toRetrySpec } from "../../../src/config/to-retry-spec.js";
import { toRetryDelay } from "../../../src/runtime/request/retry-delay.js";
import { answer, page, stream } from "../../faults/fault.js";
import { streamingText, type SpecChanges } from "../../support/callers.js";
import { settle } from "../../support/collect.js";
import { startFaultServer, type FaultServer } from "../../support/fault-server.js";
import { faultWires } from "../../support/fault-wires.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock, type TestClock } from "../../support/test-clock.js";
import type { WireReply } from "../../support/wire-server.js";

const unavailable = new AgentError("provider_unavailable", "made to fail");

describe("an agent that says nothing of retries", () => {
  let server: FaultServer;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(() => server.close());

  const passing: readonly (number | "no connection")[] = [429, 408, 409, 500, 503, 529];

  describe.each(faultWires)("over $name", (wire) => {
    test.each([...passing, "no connection" as const])("is asked again after %s", async (what) => {
      const clock = createTestClock();
      const failed: WireReply =
        what === "no connection"
          ? { then: "cut_before_headers" }
          : page(wire, wire.error("made_up", "Later."), { status: what, type: "application/json" });
      const room = server.open([failed, failed, stream(wire, answer(wire, ["Once"]))]);
      const execution = streamingText(wire.create(room.url), {}, { clock })({ topic: "AI" });
      skipWaits(execution, clock);
      expect(await execution).toBe("Once");
      expect((await execution.record).attempts).toHaveLength(3);
    });

    test("is not asked again for what will not pass", async () => {
      const refused = page(wire, wire.error("made_up", "No."), {
        status: 400,
        type: "application/json",
      });
      const room = server.open([refused]);
      const execution = streamingText(wire.create(room.url))({ topic: "AI" });
      await expect(execution).rejects.toMatchObject({ code: "provider_rejected" });
      expect((await execution.record).attempts).toHaveLength(1);
    });
  });

  test("is asked three times in all, after waits that double", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { clock })({ topic: "AI" });
    const delays: number[] = [];
    execution.on("retry", ({ delayMs }) => delays.push(delayMs));
    for (let n = 0; n < 3; n += 1) {
      (await provider.request(n)).fail(unavailable);
      await settle();
      clock.advance(1_000);
    }
    await expect(execution).rejects.toMatchObject({ code: "provider_unavailable" });
    expect(delays).toHaveLength(2);
    expect(delays[0]).toSatisfy((ms: number) => ms >= 375 && ms <= 500);
    expect(delays[1]).toSatisfy((ms: number) => ms >= 750 && ms <= 1_000);
  });

  test("keeps the failure once anything was delivered", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const first = await provider.request();
    first.text("Once");
    first.fail(unavailable);
    await expect(execution).rejects.toMatchObject({ partialText: "Once", attempts: [{}] });
  });
});

describe("retries are turned off", () => {
  async function countAttempts(spec: SpecChanges, retry?: RetryOptions | false): Promise<number> {
    const provider = createPushProvider();
    const clock = createTestClock();
    const caller = streamingText(provider, spec, { clock });
    const execution = caller({ topic: "AI" }, retry === undefined ? {} : { retry });
    for (let n = 0; n < 9 && !(await hasEnded(execution.record)); n += 1) {
      provider.answers[n]?.fail(unavailable);
      await settle();
      clock.advance(30_000);
    }
    return (await execution.record).attempts.length;
  }

  test("by the agent, and a call turns them on again", async () => {
    expect(await countAttempts({ retry: false })).toBe(1);
    expect(await countAttempts({ retry: false }, {})).toBe(3);
    expect(await countAttempts({ retry: false }, { maxAttempts: 2 })).toBe(2);
  });

  test("by a call, whatever the agent says", async () => {
    const retry = { maxAttempts: 5, initialDelayMs: 1, maxDelayMs: 2 };
    expect(await countAttempts({ retry })).toBe(5);
    expect(await countAttempts({ retry }, false)).toBe(1);
    expect(await countAttempts({}, false)).toBe(1);
  });

  test("by the config of a plain call, and by its own option", async () => {
    const attemptsOf = async (
      defaults: { readonly retry?: false },
      retry?: RetryOptions | false,
    ): Promise<number> => {
      const provider = createPushProvider();
      const execution = complete({
        model: "test/any",
        messages: [{ role: "user", content: "Hi" }],
        config: defineConfig({ agents: [], providers: { test: provider }, defaults }),
        ...(retry !== undefined && { retry }),
      });
      for (let n = 0; n < 9 && !(await hasEnded(execution.record)); n += 1) {
        provider.answers[n]?.fail(unavailable);
        await settle();
      }
      return (await execution.record).attempts.length;
    };
    expect(await attemptsOf({ retry: false })).toBe(1);
    expect(await attemptsOf({}, false)).toBe(1);
    expect(await attemptsOf({ retry: false }, { initialDelayMs: 0 })).toBe(3);
  });
});

test("a shorter longest wait alone is no fault: the first one is not longer", async () => {
  const provider = createPushProvider();
  const clock = createTestClock();
  const caller = streamingText(provider, {}, { clock });
  const execution = caller({ topic: "AI" }, { retry: { maxDelayMs: 100 } });
  (await provider.request()).fail(unavailable);
  await settle();
  clock.advance(100);
  (await provider.request(1)).text("Once");
  provider.answers[1]?.finish();
  expect(await execution).toBe("Once");
});

test("a shorter longest wait shortens the first one with it, so that both may be compiled", () => {
  expect(toRetrySpec({ maxDelayMs: 100 })).toMatchObject({ initialDelayMs: 100, maxDelayMs: 100 });
  expect(toRetrySpec({ maxDelayMs: 60_000 })).toMatchObject({ initialDelayMs: 500 });
});

test("each wait is twice the one before and up to a quarter shorter, and none is too long", () => {
  const retry = { maxAttempts: 20, initialDelayMs: 100, maxDelayMs: 1_000 };
  const longest = [1, 2, 3, 4, 5, 19].map((nth) => toRetryDelay(retry, nth, () => 0));
  expect(longest).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  const shortest = [1, 2, 3, 4, 5, 19].map((nth) => toRetryDelay(retry, nth, () => 1));
  expect(shortest).toEqual([75, 150, 300, 600, 750, 750]);
  expect(toRetryDelay({ ...retry, initialDelayMs: 0 }, 7, () => 0.5)).toBe(0);
});

/** Lets the wait for each next attempt pass as soon as it begins. */
function skipWaits(execution: Execution<unknown>, clock: TestClock): void {
  execution.on("retry", () => setImmediate(() => clock.advance(1_000)));
}

async function hasEnded(record: Promise<unknown>): Promise<boolean> {
  await settle();
  return Promise.race([record.then(() => true), Promise.resolve(false)]);
}

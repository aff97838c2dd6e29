import { expect, test } from "vitest";
import { AgentError } from "troupe";
import { AttemptLog } from "../../../src/runtime/execution/attempt-log.js";
import { Cleanups } from "../../../src/runtime/execution/cleanups.js";
import { Decisions } from "../../../src/runtime/execution/decisions.js";
import { createTestClock } from "../../support/test-clock.js";

const at = (step: number, attempt = 1) => ({ step, attempt });

test("the first text counts from its own attempt, until its step is void", () => {
  const clock = createTestClock();
  const log = new AttemptLog(clock);
  clock.advance(100);
  log.open("a/b", at(1), 0);
  clock.advance(20);
  log.sawText();
  clock.advance(5);
  log.sawText();
  expect([log.timeToFirstTokenMs, log.firstTextAtMs]).toEqual([20, 120]);
  expect(log.close()?.attempt).toMatchObject({ timeToFirstTokenMs: 20, durationMs: 25 });
  log.open("a/b", at(2), 0);
  clock.advance(7);
  log.sawText();
  log.forgetText(2);
  expect(log.firstTextAtMs).toBe(120);
  log.forgetText(1);
  expect([log.timeToFirstTokenMs, log.firstTextAtMs]).toEqual([undefined, undefined]);
});

test("an attempt has what it was told, and a failure fills in the rest", () => {
  const log = new AttemptLog(createTestClock());
  const failure = new AgentError("rate_limited", "slow down", {
    httpStatus: 429,
    requestId: "of-error",
  });
  log.open("a/b", at(1), 5);
  expect(log.close(failure)).toMatchObject({
    position: at(1),
    attempt: {
      model: "a/b",
      outcome: "rate_limited",
      startedAt: 5,
      httpStatus: 429,
      requestId: "of-error",
    },
  });
  log.open("a/b", at(1, 2), 6);
  log.setRequestId(() => "of-answer");
  log.setUsage({ inputTokens: 1, outputTokens: 2 });
  expect(log.usage).toEqual({ inputTokens: 1, outputTokens: 2 });
  expect(log.usageOf(1)).toBeUndefined();
  expect(log.close(failure)?.attempt).toMatchObject({ requestId: "of-answer" });
  expect(log.usageOf(1)).toEqual({ inputTokens: 1, outputTokens: 2 });
  expect(log.usageOf(2)).toBeUndefined();
  expect(log.close()).toBeUndefined();
});

test("whether anything was delivered is of the open attempt alone", () => {
  const log = new AttemptLog(createTestClock());
  log.sawText();
  log.sawDelta();
  expect([log.delivered, log.settled]).toEqual([false, false]);
  log.open("a/b", at(1), 0);
  log.sawDelta();
  log.settled = true;
  expect([log.delivered, log.settled]).toEqual([true, true]);
  log.close();
  log.open("a/b", at(1, 2), 0);
  expect([log.delivered, log.settled]).toEqual([false, false]);
});

test("cleanups are done once, in their order, and at once after the end", () => {
  const done: unknown[] = [];
  const cleanups = new Cleanups((error) => done.push(error));
  const failure = new Error("not quite a signal");
  const forget = cleanups.add(() => done.push("forgotten"));
  cleanups.add(() => {
    throw failure;
  });
  cleanups.add(() => done.push("second"));
  forget();
  cleanups.run();
  cleanups.run();
  expect(done).toEqual([failure, "second"]);
  cleanups.add(() => done.push("late"));
  cleanups.run();
  expect(done).toEqual([failure, "second", "late"]);
});

const call = (toolCallId: string, waitsFor: "approval" | "output" = "approval") =>
  ({ step: 1, toolCallId, tool: "book", input: {}, waitsFor }) as const;
const refused = expect.objectContaining({ code: "invalid_params" });

test("a decision that was given before counts once, and not after its turn", async () => {
  const decisions = new Decisions(
    new Map([
      ["c1", { approved: true }],
      ["c2", { approved: true }],
    ]),
  );
  const wait = (id: string) => decisions.wait(call(id), () => false);
  expect(await wait("c1")).toEqual({ approved: true });
  expect(await wait("c1")).toBe("pending");
  decisions.forgetGiven();
  expect(await wait("c2")).toBe("pending");
  expect(decisions.pending.map(({ toolCallId }) => toolCallId)).toEqual(["c1", "c2"]);
  expect(() => decisions.decide("c2", { approved: true })).toThrow(refused);
});

test("a call that waits takes one decision of its kind, until it is forgotten", async () => {
  const decisions = new Decisions();
  const waits = decisions.wait(call("c1", "output"), () => true);
  expect(() => decisions.decide("c1", { approved: true })).toThrow(refused);
  decisions.decide("c1", { output: 5 });
  expect(await waits).toEqual({ output: 5 });
  expect(() => decisions.decide("c1", { output: 6 })).toThrow(refused);
  void decisions.wait(call("c2"), () => true);
  expect(() => decisions.decide("c2", { output: 5 })).toThrow(refused);
  decisions.forget("c2");
  expect(() => decisions.decide("c2", { approved: true })).toThrow(refused);
  expect(() => decisions.decide("x".repeat(200), { approved: true })).toThrow(
    `"${"x".repeat(100)}":`,
  );
});

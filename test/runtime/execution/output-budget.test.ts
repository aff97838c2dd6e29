import { expect, test } from "vitest";
import { OutputBudget } from "../../../src/runtime/execution/output-budget.js";
import { EventLog } from "../../../src/reading/event-log.js";

const exceeded = expect.objectContaining({ code: "output_limit" });

/** A log with these texts, and a budget of so many bytes. */
function begin(maxBytes: number, ...texts: readonly string[]) {
  const log = new EventLog({ executionId: "e", agent: "a" });
  const budget = new OutputBudget(log, maxBytes);
  log.beginAttempt({ step: 1, attempt: 1 });
  const say = (text: string): void => void log.appendText(text, 0);
  texts.forEach(say);
  return { budget, say };
}

test("a text fits up to the last byte of UTF-8, whatever was counted before", () => {
  const { budget, say } = begin(10, "aaaa");
  expect([budget.fits("bbbbbb"), budget.fits("bbbbbbb")]).toEqual([true, false]);
  expect([budget.fits("éé€".slice(0, 2)), budget.fits("€€")]).toEqual([true, true]);
  say("€€");
  expect([budget.fits(""), budget.fits("b")]).toEqual([true, false]);
  expect(() => budget.assertFits("b")).toThrow(exceeded);
});

test("units fit for certain up to a third of what is left", () => {
  const { budget, say } = begin(30);
  expect(budget.sureUnits).toBe(10);
  say("aaaa");
  expect(budget.sureUnits).toBe(6);
  // Counted exactly, which makes room again.
  expect(budget.fits("a".repeat(26))).toBe(true);
  expect(budget.sureUnits).toBe(8);
});

test("of a text that is too long the beginning is given that fits", () => {
  const { budget } = begin(6, "aa");
  expect(budget.cut("b€€")).toEqual({ head: "b€", error: exceeded });
});

test("what is kept beside the log counts as well", () => {
  const { budget } = begin(6, "aa");
  budget.keep("€");
  expect([budget.fits("b"), budget.fits("bb")]).toEqual([true, false]);
  expect(() => budget.keep("bb")).toThrow(exceeded);
});

test("what comes along may be as much again, and takes nothing from the texts", () => {
  const { budget } = begin(6, "aaaaaa");
  budget.keepAlong("€€");
  expect(() => budget.keepAlong("b")).toThrow(exceeded);
  expect(begin(6).budget.fits("aaaaaa")).toBe(true);
});

test("an answer may come in one piece for each sixteen bytes, or in 65,536", () => {
  for (const [maxBytes, pieces] of [
    [1_000, 65_536],
    [65_537 * 16, 65_537],
  ] as const) {
    const { budget } = begin(maxBytes);
    for (let count = 0; count < pieces; count++) budget.keepAlong("");
    budget.assertPieces();
    budget.keepAlong("");
    expect(() => budget.assertPieces()).toThrow(exceeded);
  }
});

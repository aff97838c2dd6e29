import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AgentError, type PacedOptions } from "troupe";
import { streamingText } from "../support/callers.js";
import { collect } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** Lets everything that is ready run; time stands still. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function begin(options?: PacedOptions, config = {}) {
  const provider = createPushProvider();
  const execution = streamingText(provider, { retry: false }, config)({ topic: "AI" });
  const given: string[] = [];
  const reading = (async () => {
    for await (const piece of execution.paced(options)) given.push(piece);
  })();
  reading.catch(() => {});
  const answer = await provider.request();
  return { execution, answer, given, reading };
}

describe("paced()", () => {
  test("gives a piece at a time, with a pause after each", async () => {
    const { answer, given, execution } = await begin({ delayMs: 50 });
    answer.text("one two three ", "four ");
    await settle();
    expect(given).toEqual(["one "]);
    for (const n of [2, 3, 4]) {
      await vi.advanceTimersByTimeAsync(49);
      await settle();
      expect(given).toHaveLength(n - 1);
      await vi.advanceTimersByTimeAsync(1);
      await settle();
      expect(given).toHaveLength(n);
    }
    execution.cancel();
  });

  test("gives the rest at once when the execution ends", async () => {
    const { answer, given, reading } = await begin({ delayMs: 60_000 });
    answer.text("one two three");
    await settle();
    expect(given).toEqual(["one "]);
    answer.finish();
    await reading;
    expect(given).toEqual(["one ", "two ", "three"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends at once when the execution is stopped, with all that came before and the error", async () => {
    const { answer, given, reading, execution } = await begin({ delayMs: 60_000 });
    answer.text("one two three");
    await settle();
    execution.cancel("enough");
    await expect(reading).rejects.toMatchObject({
      code: "cancelled",
      partialText: "one two three",
    });
    expect(given.join("")).toBe("one two three");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves no timer behind when its loop is left, and ends the execution as any last reader", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const reading = (async () => {
      for await (const piece of execution.paced({ delayMs: 60_000 })) return piece;
      return "";
    })();
    (await provider.request()).text("one two");
    expect(await reading).toBe("one ");
    await settle();
    expect(vi.getTimerCount()).toBe(0);
    expect((await execution.record).status).toBe("disconnected");
  });

  test("does not hold the model back", async () => {
    const { answer, execution, reading } = await begin({ delayMs: 60_000 }, { highWaterMark: 4 });
    for (let n = 0; n < 50; n += 1) answer.text("word ");
    answer.finish();
    await reading;
    expect((await execution.record).chunks).toBe(50);
  });

  test("answers several calls of next() in their order, each after its pause", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const pieces = execution.paced({ by: "line", delayMs: 10 });
    const given: string[] = [];
    for (let n = 0; n < 3; n += 1) void pieces.next().then(({ value }) => given.push(value));
    (await provider.request()).text("a\nb\nc\n");
    await settle();
    expect(given).toEqual(["a\n"]);
    await vi.advanceTimersByTimeAsync(10);
    await settle();
    expect(given).toEqual(["a\n", "b\n"]);
    execution.cancel();
    await execution.catch(() => {});
  });

  test("is the text to the byte, by any pattern, with no pause at all", async () => {
    const { answer, given, reading, execution } = await begin({ by: /[aeiou]/, delayMs: 0 });
    for (const text of ["Once up", "on a ti", "me ", "\u{1f600}"]) answer.text(text);
    answer.finish();
    await vi.advanceTimersByTimeAsync(1_000);
    await reading;
    expect(given.join("")).toBe(await execution.text);
    expect(given.length).toBeGreaterThan(5);
  });

  test("throws what the execution failed with, after the last piece", async () => {
    const { answer, given, reading } = await begin({ delayMs: 60_000 });
    answer.text("one two");
    await settle();
    answer.fail(new AgentError("interrupted", "cut"));
    await expect(reading).rejects.toMatchObject({ code: "interrupted" });
    expect(given).toEqual(["one ", "two"]);
  });

  test.each([
    [{ by: "sentence" }, "by: expected"],
    [{ by: /a*/ }, "by: expected"],
    [{ delayMs: -1 }, "delayMs: expected milliseconds from 0 to 60,000"],
    [{ delayMs: "10ms" }, "delayMs: expected milliseconds"],
    [{ delayMS: 3 }, 'Did you mean "delayMs"?'],
  ])("refuses %j", async (options, message) => {
    const execution = streamingText(createPushProvider())({ topic: "AI" });
    const paced = execution.paced.bind(execution) as (options: unknown) => unknown;
    expect(() => paced(options)).toThrow(message);
    execution.cancel();
    await collect(execution.events());
  });
});

import { describe, expect, test } from "vitest";
import { streamingText } from "../support/callers.js";
import { collect, settle } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";

describe("events()", () => {
  test("go on after the last one that is known, before the end and after it", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)({ topic: "AI" });
    const answer = await provider.request();
    answer.text("a", "b");
    await settle();
    const late = collect(execution.events({ after: 4 }));
    answer.text("c");
    answer.finish();
    await execution;
    const { values: all } = await collect(execution.events());
    expect(all[4]).toMatchObject({ type: "text_delta", text: "a" });
    expect((await late).values).toEqual(all.slice(5));
    for (const after of [0, 4, all.length - 2]) {
      const { values } = await collect(execution.events({ after }));
      expect(values).toEqual(all.slice(after + 1));
    }
    for (const after of [all.length - 1, 1_000_000]) {
      expect((await collect(execution.events({ after }))).values).toEqual([]);
    }
  });

  test("hold nothing back with throttle: false, and miss nothing", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { highWaterMark: 4 })({ topic: "AI" });
    const slow = execution.events({ throttle: false });
    await slow.next();
    const answer = await provider.request();
    for (let n = 0; n < 20; n += 1) answer.text("0123456789");
    answer.finish();
    await settle();
    expect((await execution.record).chunks).toBe(20);
    const { values } = await collect(slow);
    expect(values.filter(({ type }) => type === "text_delta")).toHaveLength(20);
  });

  test("after some text, are held back by what they have not taken alone", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { highWaterMark: 15 })({ topic: "AI" });
    const answer = await provider.request();
    answer.text("0123456789", "0123456789");
    await settle();
    const reader = execution.events({ after: 5 });
    const next = reader.next();
    answer.text("a");
    expect(await next).toMatchObject({ value: { text: "a" } });
    for (let n = 0; n < 5; n += 1) answer.text("0123456789");
    await settle();
    expect(answer.taken).toBeLessThan(8);
    const rest = collect(reader);
    answer.finish();
    expect((await rest).values.filter(({ type }) => type === "text_delta")).toHaveLength(5);
  });

  test.each([
    [{ after: -1 }, "after: expected a whole number, 0 or more"],
    [{ after: 1.5 }, "after: expected a whole number, 0 or more"],
    [{ after: "3" }, "after: expected a whole number, 0 or more"],
    [{ throttle: 0 }, "throttle: expected true or false"],
    [{ affter: 3 }, 'Did you mean "after"?'],
  ])("refuse %j", (options, message) => {
    const execution = streamingText(createPushProvider())({ topic: "AI" });
    const events = execution.events.bind(execution) as (options: unknown) => unknown;
    expect(() => events(options)).toThrow(message);
    execution.cancel();
    execution.catch(() => {});
  });
});

import { expect, test } from "vitest";
import type { ModelStreamPart } from "troupe";
import { streamingText, wholeStory } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { assertGrammar } from "../../support/event-grammar.js";
import { createPushProvider } from "../../support/push-provider.js";

const warning = { code: "unknown_finish_reason", message: 'It stopped for "tired".' } as const;
const part: ModelStreamPart = { type: "warning", ...warning };

test("what a provider warns of is an event where it came, and on the record", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" });
  const events = collect(execution.events());
  const heard: string[] = [];
  execution.on("warning", ({ message }) => heard.push(message));
  const answer = await provider.request();
  answer.text("One. ");
  answer.push(part);
  answer.finish();
  expect(await execution).toBe("One. ");
  expect((await execution.record).warnings).toEqual([warning]);
  expect(heard).toEqual([warning.message]);
  const { values } = await events;
  assertGrammar(values);
  expect(values.map(({ type }) => type)).toEqual([
    "start",
    "prompt",
    "message_start",
    "attempt_start",
    "text_delta",
    "warning",
    "attempt_end",
    "message_end",
    "complete",
  ]);
  expect(values[5]).toMatchObject({ ...warning, step: 1, attempt: 1 });
});

test("a warning that every attempt gives comes once, and stays when an attempt fails", async () => {
  const provider = createPushProvider();
  const retry = { maxAttempts: 2, initialDelayMs: 0, maxDelayMs: 0 };
  const execution = streamingText(provider, { retry })({ topic: "AI" });
  const first = await provider.request();
  first.push(part);
  first.end();
  const second = await provider.request(1);
  second.push(part);
  second.text("One.");
  second.finish();
  await execution;
  expect((await execution.record).warnings).toEqual([warning]);
});

test("of a server that warns in every event, a hundred warnings are told and no more", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" });
  const answer = await provider.request();
  const parts = Array.from({ length: 150 }, (_, n) => ({ ...part, message: `Warning ${n}.` }));
  answer.push(...parts);
  answer.finish();
  await execution;
  const { warnings } = await execution.record;
  expect(warnings).toHaveLength(100);
  expect(warnings.at(-1)?.message).toBe("Warning 99.");
});

test("without a warning the record has an empty list", async () => {
  const provider = createPushProvider();
  const execution = wholeStory(provider)({ topic: "AI" });
  const answer = await provider.request();
  answer.text('{"title":"A","content":"B"}');
  answer.finish();
  expect((await execution.record).warnings).toEqual([]);
});

import { expect, test } from "vitest";
import type { ModelStreamPart } from "troupe";
import { ChatStreamReader } from "../../src/providers/openai/chat/read-stream.js";
import { readResponse } from "../../src/providers/openai/responses/read-response.js";
import { ResponseStreamReader } from "../../src/providers/openai/responses/read-stream.js";
import type { ErrorContext } from "../../src/providers/wire/error-context.js";
import { describeInCi } from "../support/describe-in-ci.js";

/** At this number, quadratic time is longer than a test may take. */
const count = 100_000;

const errors: ErrorContext = {
  label: "test",
  keyAdvice: "",
  requestIdHeader: "x-request-id",
  secrets: [],
};

type Items = Readonly<Record<string, (n: number) => object>>;

const items: Items = {
  "tools of OpenAI's own": (n) => ({ type: "web_search_call", id: `w${n}` }),
  calls: (n) => ({ type: "function_call", call_id: `c${n}`, name: "a", arguments: "{}" }),
  messages: (n) => ({
    type: "message",
    id: `m${n}`,
    content: [{ type: "output_text", text: "x" }],
  }),
};

const done = (item: object, n: number) => ({
  type: "response.output_item.done",
  output_index: n,
  item,
});
const added = (item: object, n: number) => ({
  ...done(item, n),
  type: "response.output_item.added",
});

function readAll(events: readonly object[]): readonly ModelStreamPart[] {
  const reader = new ResponseStreamReader(errors, undefined);
  const parts: ModelStreamPart[] = [];
  for (const event of events) reader.readFrame(JSON.stringify(event), undefined, parts);
  return parts;
}

function many<Value>(create: (n: number) => Value): readonly Value[] {
  return Array.from({ length: count }, (_, n) => create(n));
}

describeInCi("an answer of 100,000 items is read in linear time", () => {
  test.each(Object.entries(items))("%s that end", (_, create) => {
    expect(readAll(many((n) => done(create(n), n))).length).toBeGreaterThan(count);
  });

  test.each(Object.entries(items))("%s that begin, and end in another order", (_, create) => {
    const begun = many((n) => added(create(n), n));
    const ended = many((n) => done(create(n), n)).toReversed();
    expect(readAll([...begun, ...ended]).length).toBeGreaterThan(count);
  });

  test.each(Object.entries(items))("%s of a whole answer", (_, create) => {
    const parts = readResponse({ status: "completed", output: many(create) }, errors, undefined);
    expect(parts.length).toBeGreaterThan(count);
  });

  test.each(Object.entries(items))("%s that come again with the end", (_, create) => {
    const output = many(create);
    const end = { type: "response.completed", response: { output } };
    const parts = readAll([...output.map((item) => added(item, 0)), end]);
    expect(parts.length).toBeGreaterThan(count);
  });

  test("deltas of items that come later, under other names", () => {
    const deltas = many((n) => ({
      type: "response.function_call_arguments.delta",
      output_index: -n,
      item_id: `d${n}`,
      delta: `{"n":${n}}`,
    }));
    const ended = many((n) => ({ type: "function_call", call_id: `c${n}`, name: "a" }));
    const parts = readAll([...deltas, ...ended.map(done)]);
    expect(parts.filter(({ type }) => type === "tool_call_end")).toHaveLength(count);
  });
});

test("a thought whose details have 100,000 names is read in linear time", () => {
  const reader = new ChatStreamReader(errors, undefined);
  const parts: ModelStreamPart[] = [];
  const read = (delta: object, reason: string | null = null): void => {
    const frame = { id: "r", choices: [{ index: 0, delta, finish_reason: reason }] };
    reader.readFrame(JSON.stringify(frame), undefined, parts);
  };
  for (let n = 0; n < count; n += 1) read({ reasoning_details: [{ [`k${n}`]: n }] });
  read({ content: "x" }, "stop");
  const end = parts.find(({ type }) => type === "reasoning_end");
  const details = { 0: { k0: 0, [`k${count - 1}`]: count - 1 } };
  expect(end).toMatchObject({ replay: { data: { details } } });
});

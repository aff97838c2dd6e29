import { describe, expect, test } from "vitest";
import type { AgentError, StreamingExecution } from "troupe";
import { streamingText } from "../support/callers.js";
import { measureHeap } from "../support/collect-garbage.js";
import { collect, settle } from "../support/collect.js";
import { createPushProvider, type PushedAnswer } from "../support/push-provider.js";
import { createTestClock } from "../support/test-clock.js";

const topic = "AI";
const pieces = Array.from({ length: 10 }, () => "abcdef");
const whole = pieces.join("");

/** A call whose provider is read at most 10 units ahead of the slowest reader. */
function begin() {
  const clock = createTestClock();
  const provider = createPushProvider();
  const caller = streamingText(provider, {}, { clock, highWaterMark: 10 });
  return { clock, provider, execution: caller({ topic }) };
}

function sendAll(answer: PushedAnswer): void {
  for (const piece of pieces) answer.text(piece);
  answer.finish();
}

const ways: readonly (readonly [
  string,
  (execution: StreamingExecution<string>) => AsyncIterator<unknown>,
])[] = [
  ["events()", (execution) => execution.events()],
  ["a loop over chunks", (execution) => execution[Symbol.asyncIterator]()],
  ["deltas()", (execution) => execution.deltas()],
  ["partials()", (execution) => execution.partials()],
];

describe.each(ways)("an iterator of %s that is dropped", (_, iterate) => {
  test("holds the provider back for ten seconds and no longer", async () => {
    const { clock, provider, execution } = begin();
    const iterator = iterate(execution);
    const first = iterator.next();
    const answer = await provider.request();
    sendAll(answer);
    await first;
    await settle();
    expect(answer.taken).toBeLessThan(pieces.length);
    clock.advance(9_999);
    await settle();
    expect(answer.taken).toBeLessThan(pieces.length);
    clock.advance(1);
    expect(await execution.record).toMatchObject({ status: "success", text: whole });
    expect(clock.pending).toBe(0);
  });

  test("holds nothing back at all once somebody awaits the execution", async () => {
    const { provider, execution } = begin();
    const iterator = iterate(execution);
    const first = iterator.next();
    sendAll(await provider.request());
    await first;
    expect(await execution).toBe(whole);
  });

  test("is given all the rest when it is read on after that", async () => {
    const { provider, execution } = begin();
    const iterator = execution.events();
    const first = await iterator.next();
    sendAll(await provider.request());
    await execution;
    const { values } = await collect({ [Symbol.asyncIterator]: () => iterator });
    expect([first.value, ...values]).toEqual((await collect(execution.events())).values);
  });
});

test.each([
  ["the execution", (execution: StreamingExecution<string>) => execution.then(() => {})],
  ["its output", async (execution: StreamingExecution<string>) => void (await execution.output)],
  ["its text", async (execution: StreamingExecution<string>) => void (await execution.text)],
  ["its record", async (execution: StreamingExecution<string>) => void (await execution.record)],
])("awaiting %s inside its own loop does not stop the run", async (_, wait) => {
  const { provider, execution } = begin();
  const looping = (async () => {
    const chunks: string[] = [];
    for await (const chunk of execution) {
      if (chunks.length === 0) await wait(execution);
      chunks.push(chunk);
    }
    return chunks;
  })();
  sendAll(await provider.request());
  expect(await looping).toEqual(pieces);
});

test("awaiting while the provider is held back already lets it go", async () => {
  const { provider, execution } = begin();
  const iterator = execution.events();
  await iterator.next();
  const answer = await provider.request();
  sendAll(answer);
  await settle();
  expect(answer.taken).toBe(2);
  expect(await execution).toBe(whole);
});

test("a slow reader holds the provider back also while somebody awaits the execution", async () => {
  const { clock, provider, execution } = begin();
  const awaiting = execution.then((text) => text);
  const iterator = execution[Symbol.asyncIterator]();
  const first = iterator.next();
  const answer = await provider.request();
  sendAll(answer);
  await first;
  for (let n = 1; n < 8; n += 1) {
    await settle();
    // 6 are read with each piece, 10 more may be there, and the piece that passes them.
    expect(answer.taken).toBeLessThanOrEqual(n + 2);
    clock.advance(9_000);
    await iterator.next();
  }
  await iterator.return?.();
  expect(await awaiting).toBe(whole);
});

test("a reader that comes back after its rest holds the provider back again", async () => {
  const { clock, provider, execution } = begin();
  const iterator = execution[Symbol.asyncIterator]();
  const first = iterator.next();
  const answer = await provider.request();
  for (const piece of pieces) answer.text(piece);
  await first;
  await settle();
  clock.advance(10_000);
  await settle();
  expect(answer.taken).toBe(pieces.length);
  for (const _ of pieces.slice(1)) await iterator.next();
  for (const piece of pieces) answer.text(piece);
  await settle();
  expect(answer.taken).toBe(pieces.length + 2);
  execution.cancel();
});

test("time in which nothing was there to read is not held against a reader", async () => {
  const { clock, provider, execution } = begin();
  const waiting = collect(execution);
  const slow = execution[Symbol.asyncIterator]();
  const first = slow.next();
  const answer = await provider.request();
  clock.advance(30_000);
  answer.text("abcdef");
  await first;
  for (const piece of pieces) answer.text(piece);
  answer.finish();
  await settle();
  expect(answer.taken).toBe(3);
  await slow.return?.();
  expect((await waiting).values.join("")).toBe(`abcdef${whole}`);
});

test("readerPatience of the config says how long", async () => {
  const clock = createTestClock();
  const provider = createPushProvider();
  const config = { clock, highWaterMark: 10, readerPatience: "1m" } as const;
  const execution = streamingText(provider, {}, config)({ topic });
  await execution.events().next();
  const answer = await provider.request();
  sendAll(answer);
  await settle();
  clock.advance(59_999);
  await settle();
  expect(answer.taken).toBe(2);
  clock.advance(1);
  expect(await execution.record).toMatchObject({ status: "success" });
});

test("an iterator that was collected holds the provider back no longer than another", async () => {
  const { clock, provider, execution } = begin();
  await execution.events().next();
  await measureHeap();
  const answer = await provider.request();
  sendAll(answer);
  await settle();
  clock.advance(10_000);
  expect(await execution.record).toMatchObject({ status: "success", text: whole });
});

test("no timer is left of a provider that was held back", async () => {
  const { clock, provider, execution } = begin();
  await execution.events().next();
  sendAll(await provider.request());
  await settle();
  execution.cancel();
  await execution.record;
  expect(clock.pending).toBe(0);
});

test("a reader that held the provider back lets it go when it leaves an awaited execution", async () => {
  const { provider, execution } = begin();
  const awaiting = execution.then((text) => text);
  const slow = execution.events();
  await slow.next();
  const answer = await provider.request();
  sendAll(answer);
  await settle();
  expect(answer.taken).toBe(2);
  await slow.return?.();
  expect(await awaiting).toBe(whole);
});

describe("a reader that leaves", () => {
  async function leave(look: (execution: StreamingExecution<string>) => unknown) {
    const { provider, execution } = begin();
    const answer = await provider.request();
    answer.text("a");
    await look(execution);
    for await (const _chunk of execution) break;
    answer.text("b");
    answer.finish();
    return (await execution.record).status;
  }

  test.each([
    [
      "its output was read",
      (execution: StreamingExecution<string>) => execution.output.constructor,
    ],
    ["its text was read", (execution: StreamingExecution<string>) => execution.text.constructor],
    [
      "a logger looked at both",
      ({ id, output, text, record }: StreamingExecution<string>) =>
        JSON.stringify({ id, output, text, record }),
    ],
    [
      "its record is awaited",
      (execution: StreamingExecution<string>) => void execution.record.then(String),
    ],
  ])("ends the execution as disconnected though %s", async (_, look) => {
    expect(await leave(look)).toBe("disconnected");
  });

  test.each([
    ["the execution", (execution: StreamingExecution<string>) => void execution.then(String)],
    ["its output", (execution: StreamingExecution<string>) => void execution.output.then(String)],
    ["its text", (execution: StreamingExecution<string>) => void execution.text.finally(() => {})],
    ["its failure", (execution: StreamingExecution<string>) => void execution.catch(() => "")],
    [
      "all of it",
      (execution: StreamingExecution<string>) => void Promise.all([execution, execution.output]),
    ],
  ])("does not end the execution when somebody waits for %s", async (_, look) => {
    expect(await leave(look)).toBe("success");
  });
});

test("a property gives the same promise each time, and what is made of it is plain", async () => {
  const { provider, execution } = begin();
  expect(execution.output).toBe(execution.output);
  expect(execution.text).toBeInstanceOf(Promise);
  expect(execution.output.catch(() => {}).constructor).toBe(Promise);
  (await provider.request()).fail(new Error("gone"));
  await expect(execution.output).rejects.toMatchObject({
    code: "provider_unavailable",
  } satisfies Partial<AgentError>);
});

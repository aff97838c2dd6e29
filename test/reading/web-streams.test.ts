import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { streamingStory, streamingText } from "../support/callers.js";
import { collect } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";

const story = '{"title":"A","content":"Ünï 🎭"}';

test("a response of a stream of bytes is the model's text, also over a socket", async () => {
  const provider = createPushProvider();
  const execution = streamingStory(provider)({ topic: "AI" });
  const server = createServer((_, response) => {
    void (async () => {
      for await (const bytes of execution.toReadableStream()) response.write(bytes);
      response.end();
    })();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const answering = provider.request().then((answer) => {
    answer.text(story.slice(0, 9));
    answer.text(story.slice(9));
    answer.finish();
  });
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe(story);
  expect(await new Response(execution.toReadableStream()).json()).toEqual(JSON.parse(story));
  await answering;
});

test("a character that comes in two chunks is whole in the bytes, and half a one at the end is replaced", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" });
  const bytes = collect(execution.toReadableStream().values());
  const answer = await provider.request();
  answer.text("a\uD83C", "\uDFAD", "\uD83C", "b", "c\uD83C");
  answer.finish();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const texts = (await bytes).values.map((chunk) => decoder.decode(chunk));
  expect(texts).toEqual(["a", "🎭", "\uFFFDb", "c", "\uFFFD"]);
});

test("a stream of text gives the chunks as they came", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" });
  const chunks = collect(execution.toReadableStream("text").values());
  const answer = await provider.request();
  answer.text("Once", " upon");
  answer.finish();
  expect((await chunks).values).toEqual(["Once", " upon"]);
});

test("cancelling the stream ends the execution as disconnected and closes the request", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" });
  const reader = execution.toReadableStream().getReader();
  const answer = await provider.request();
  answer.text("Once");
  await reader.read();
  const waiting = reader.read();
  await reader.cancel();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(answer.closed).toBe(true);
  expect(await execution.record).toMatchObject({ status: "disconnected" });
});

test("the stream fails with the execution's error after the last chunk", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" });
  const { values, error } = await (async () => {
    const chunks = collect(execution.toReadableStream("text").values());
    (await provider.request()).text("Once");
    await new Promise(setImmediate);
    execution.cancel();
    return chunks;
  })();
  expect({ values, error }).toMatchObject({ values: ["Once"], error: { code: "cancelled" } });
});

test("one that is never read holds the provider back no more than a loop that never began", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider, {}, { highWaterMark: 16 })({ topic: "AI" });
  execution.toReadableStream();
  const answer = await provider.request();
  for (let index = 0; index < 100; index += 1) answer.text("0123456789");
  answer.finish();
  expect((await execution).length).toBe(1_000);
});

test("a form that does not exist is refused at once", async () => {
  const execution = streamingText(createPushProvider())({ topic: "AI" });
  // @ts-expect-error -- tsc says so too.
  expect(() => execution.toReadableStream("lines")).toThrow(
    expect.objectContaining({ code: "invalid_params" }),
  );
  execution.cancel();
});

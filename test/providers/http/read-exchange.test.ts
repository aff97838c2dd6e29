import { afterEach, expect, test, vi } from "vitest";
import { openai } from "../../../src/providers/openai/openai.js";
import { collect, createCall, toSse } from "../conformance/bench.js";
import { chunk } from "../openai/chat/chunk.js";

afterEach(() => void vi.useRealTimers());

/** A provider whose server sends these events and no end, and whether its body was let go. */
function serverWithoutEnd(events: readonly string[]) {
  const state = { isCancelled: false };
  const fetch = async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(toSse(events))),
      cancel: () => void (state.isCancelled = true),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  return { state, provider: openai({ apiKey: "key", api: "chat", fetch }) };
}

test("a body that does not end after the answer is let go after five seconds", async () => {
  const { state, provider } = serverWithoutEnd([chunk({ content: "Hi" }, "stop"), "[DONE]"]);
  // The SDK is loaded before, because that takes time of its own.
  await provider.load?.();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { text, error } = await collect(provider, createCall());
  expect({ text, error }).toEqual({ text: "Hi", error: undefined });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(state.isCancelled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(state.isCancelled).toBe(true);
});

test("an answer that is cancelled while its usage is waited for ends with the reason", async () => {
  const { state, provider } = serverWithoutEnd([chunk({ content: "Hi" }, "stop")]);
  const controller = new AbortController();
  const reason = new Error("enough");
  const { parts, error } = await collect(
    provider,
    createCall({ signal: controller.signal, onSettled: () => controller.abort(reason) }),
  );
  expect(error).toBe(reason);
  expect(parts.some(({ type }) => type === "finish")).toBe(false);
  expect(state.isCancelled).toBe(true);
});

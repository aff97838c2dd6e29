import { aiSdk, openai, type Execution, type Provider } from "troupe";
import { describe, expect, test, vi } from "vitest";
import { finish, handMade } from "../providers/ai-sdk/hand-made.js";
import { chunk } from "../providers/openai/chat/chunk.js";
import { toSse } from "../providers/conformance/bench.js";
import { streamingText } from "../support/callers.js";
import { settle } from "../support/collect.js";
import { faultWires } from "../support/fault-wires.js";
import { createPushProvider } from "../support/push-provider.js";
import { createTestClock } from "../support/test-clock.js";
import { double, toolAgent } from "../support/tool-callers.js";
import { useWireServer } from "../support/use-wire-server.js";
import { sseReply } from "../support/wire-server.js";

const server = await useWireServer();
const apiKey = "sk-test-1234567890";

/** More than every limit, and less than an answer is given when `total` is over. */
const longMs = 602_000;

/** Calls, and lets every limit be over once the text has come, which brings the signal along. */
async function callLate(provider: Provider): Promise<{ execution: Execution<string> }> {
  const clock = createTestClock();
  const call = streamingText(provider, { retry: false }, { clock });
  const { promise, resolve } = Promise.withResolvers<string>();
  const execution = call(topic, { onChunk: resolve });
  await promise;
  clock.advance(longMs);
  return { execution };
}

const topic = { topic: "AI" };

/** The same answer as one JSON value. */
const wholes: Readonly<Record<(typeof faultWires)[number]["name"], unknown>> = {
  openai: { choices: [{ message: { content: "Hello" }, finish_reason: "stop" }] },
  "openai responses": {
    status: "completed",
    output: [{ type: "message", content: [{ type: "output_text", text: "Hello" }] }],
  },
  anthropic: { content: [{ type: "text", text: "Hello" }], stop_reason: "end_turn" },
};

describe("a socket that stays open after the model said why it stopped", () => {
  describe("does not cost an answer, whichever limit is over meanwhile,", () => {
    test.each(faultWires)("that $name streams", async (wire) => {
      const end = wire.end("stop", true).replace(/data: \[DONE\]\n\n$/, "");
      server.reply = sseReply([wire.opening(true) + wire.text("Hello") + end], "hang");
      const { execution } = await callLate(wire.create(server.url));
      expect(await execution).toBe("Hello");
      expect((await execution.record).usage).toMatchObject({ outputTokens: 5 });
    });

    test.each(faultWires)(
      "that $name gives as a whole, asked for a stream or not",
      async (wire) => {
        const provider = wire.create(server.url);
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify(wholes[wire.name]);
        server.reply = { headers, body: [body], then: "hang" };
        for (const streaming of [true, false]) {
          const clock = createTestClock();
          const call = streamingText(provider, { retry: false }, { clock });
          const asked = server.requests.length;
          const execution = call(topic, { streaming });
          await vi.waitUntil(() => server.requests[asked]?.bytesSent === body.length, 10_000);
          // The client has it a moment later.
          await new Promise((resolve) => setTimeout(resolve, 300));
          clock.advance(longMs);
          expect(await execution).toBe("Hello");
        }
      },
    );

    test("that comes from the AI SDK", async () => {
      const parts = [{ type: "text-delta", id: "1", delta: "Hello" }, finish()];
      const provider = aiSdk(() => handMade({ parts, then: "hang" }));
      const { execution } = await callLate(provider);
      expect(await execution).toBe("Hello");
    });
  });

  test("has its usage, which came after the limit", async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
    const late = JSON.stringify({ id: "chatcmpl-1", choices: [], usage });
    const signal = toSse([chunk({ content: "Hi" }), chunk({}, "stop")]);
    server.reply = sseReply([signal, { pauseMs: 400 }, toSse([late, "[DONE]"])], "hang");
    const { execution } = await callLate(openai({ baseURL: server.url, apiKey }));
    expect(await execution).toBe("Hi");
    expect((await execution.record).usage).toMatchObject({ inputTokens: 3, outputTokens: 4 });
  });

  test("has an idle limit again when the answer goes on", async () => {
    const body = [toSse([chunk({ content: "Hi" }, "stop")]), toSse([chunk({ content: " there" })])];
    server.reply = sseReply(body, "hang");
    const provider = openai({ baseURL: server.url, apiKey });
    const call = streamingText(provider, { retry: false, timeout: { idleMs: 30 } });
    await expect(call(topic)).rejects.toMatchObject({
      code: "timeout",
      limit: "idle",
      partialText: "Hi there",
    });
  });

  test("can still be left: cancelling takes effect at once", async () => {
    const wire = faultWires[0];
    if (!wire) throw new Error("no wire");
    const end = wire.end("stop", false).replace("data: [DONE]\n\n", "");
    server.reply = sseReply([wire.opening(true), wire.text("Hello"), end], "hang");
    const execution = streamingText(wire.create(server.url))(topic);
    for await (const text of execution) {
      expect(text).toBe("Hello");
      execution.cancel();
      break;
    }
    await expect(execution).rejects.toMatchObject({ code: "cancelled", partialText: "Hello" });
    await server.requests.at(-1)?.abandoned;
  });
});

describe("total, when it is over while the details of an answer are waited for", () => {
  const timeout = { totalMs: 1_000 };

  /** Calls, and lets the answer be "Hello", with the signal that it is whole. */
  async function callSettled() {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = streamingText(provider, { timeout }, { clock })(topic);
    const answer = await provider.request();
    answer.call.onSettled?.();
    answer.text("Hello");
    await settle();
    return { clock, execution, answer };
  }

  test("lets the answer stand", async () => {
    const { clock, execution, answer } = await callSettled();
    clock.advance(2_000);
    answer.finish();
    expect(await execution).toBe("Hello");
  });

  test("lets no tool run any more", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    let runs = 0;
    const tool = { ...double, run: () => (runs += 1) };
    const execution = toolAgent(provider, [tool], { spec: { timeout }, config: { clock } })({});
    const answer = await provider.request();
    answer.call.onSettled?.();
    await settle();
    clock.advance(2_000);
    answer.ask(["c1", "double", '{"n":2}']);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
    expect(runs).toBe(0);
  });

  test("ends an answer that goes on all the same", async () => {
    const { clock, execution, answer } = await callSettled();
    clock.advance(2_000);
    answer.text(" there");
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
  });

  test("ends an answer whose details never come", async () => {
    const { clock, execution, answer } = await callSettled();
    clock.advance(1_000);
    clock.advance(60_000);
    await expect(execution).rejects.toMatchObject({
      code: "timeout",
      limit: "total",
      partialText: "Hello",
    });
    expect(answer.closed).toBe(true);
  });
});

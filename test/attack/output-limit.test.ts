import { isAgentError, type AgentError, type ModelStreamPart } from "troupe";
import { describe, expect, test } from "vitest";
import { createMemoryCache } from "../../src/cache/memory-cache.js";
import { streamingStory, streamingText, wholeStory } from "../support/callers.js";
import { settle } from "../support/collect.js";
import { faultWires, type FaultWire } from "../support/fault-wires.js";
import { createPushProvider } from "../support/push-provider.js";
import { createTestClock } from "../support/test-clock.js";
import { double, toolAgent } from "../support/tool-callers.js";
import { useWireServer } from "../support/use-wire-server.js";
import { sseReply } from "../support/wire-server.js";

const topic = { topic: "AI" };
/** What any limit allows. */
const fewestPieces = 65_536;

const server = await useWireServer();

async function failureOf(execution: PromiseLike<unknown>): Promise<AgentError> {
  try {
    await execution;
  } catch (error) {
    if (isAgentError(error)) return error;
    throw error;
  }
  throw new Error("it succeeded");
}

describe("an answer without end", () => {
  describe.each(faultWires)("over $name", (wire) => {
    test("is ended as output_limit, with the text up to there, and the socket is closed", async () => {
      server.reply = sseReply(endless(wire, "x".repeat(100)));
      const maxOutputBytes = 1_234;
      const execution = streamingText(wire.create(server.url), {}, { maxOutputBytes })(topic);
      const error = await failureOf(execution);
      expect(error).toMatchObject({ code: "output_limit", status: "error", retryable: false });
      expect(error.partialText).toBe("x".repeat(1_234));
      expect(error.attempts).toMatchObject([{ outcome: "output_limit" }]);
      expect(await execution.record).toMatchObject({
        status: "error",
        text: error.partialText,
        error: { code: "output_limit" },
      });
      await server.requests.at(-1)?.abandoned;
    });

    test("is ended the same when it comes as a whole", async () => {
      const body = JSON.stringify(wholes[wire.name]("Grüße".repeat(100)));
      server.reply = { headers: { "content-type": "application/json" }, body: [body] };
      const call = streamingText(wire.create(server.url));
      const error = await failureOf(call(topic, { streaming: false, maxOutputBytes: 17 }));
      // "Grüße" has seven bytes: what is cut is never half a character.
      expect(error).toMatchObject({ code: "output_limit", partialText: "GrüßeGrüßeGr" });
    });

    test("is whole at just the limit", async () => {
      const text = "世界🎭é".repeat(10);
      const maxOutputBytes = Buffer.byteLength(text);
      const pieces = [...text].map((piece) => wire.text(piece));
      server.reply = sseReply([wire.opening(true), ...pieces, wire.end("stop", true)]);
      const call = streamingText(wire.create(server.url), { retry: false });
      expect(await call(topic, { maxOutputBytes })).toBe(text);
      const error = await failureOf(call(topic, { maxOutputBytes: maxOutputBytes - 1 }));
      expect(error).toMatchObject({ code: "output_limit", partialText: text.slice(0, -1) });
    });
  });

  const kinds: readonly (readonly [string, (n: number) => readonly ModelStreamPart[]])[] = [
    ["thoughts", () => [{ type: "reasoning_delta", text: "x".repeat(100) }]],
    ["refusals", () => [{ type: "refusal_delta", text: "x".repeat(100) }]],
    [
      "arguments",
      (n) => [
        ...(n === 0 ? [{ type: "tool_call_start", id: "1", name: "double" } as const] : []),
        { type: "tool_call_delta", id: "1", text: "x".repeat(100) },
      ],
    ],
    [
      "arguments that come as a whole",
      (n) => [
        { type: "tool_call_start", id: `${n}`, name: "double" },
        { type: "tool_call_end", id: `${n}`, arguments: "x".repeat(100) },
      ],
    ],
    [
      "calls of tools",
      (n) => [
        { type: "tool_call_start", id: `${n}${"x".repeat(100)}`, name: "double" },
        { type: "tool_call_end", id: `${n}${"x".repeat(100)}` },
      ],
    ],
    [
      "what goes back",
      () => [{ type: "reasoning_end", replay: { wire: "test", data: { a: "x".repeat(100) } } }],
    ],
  ];

  test.each(kinds)("of %s is bounded as text is", async (_, partsOf) => {
    const provider = createPushProvider();
    const config = { maxOutputBytes: 1_000 };
    const execution = toolAgent(provider, [double], { config })({});
    const answer = await provider.request();
    for (let n = 0; n < 12; n += 1) answer.push(...partsOf(n));
    answer.end();
    expect(await failureOf(execution)).toMatchObject({ code: "output_limit", retryable: false });
    expect(answer.closed).toBe(true);
  });

  test("is bounded over all steps of an execution, those that nobody sees too", async () => {
    for (const streamedSteps of ["all", "final"] as const) {
      const provider = createPushProvider();
      const execution = toolAgent(provider, [double], {
        config: { maxOutputBytes: 1_000 },
        spec: { streamedSteps } as never,
      })({});
      for (let n = 0; n < 3; n += 1) {
        const answer = await provider.request(n);
        answer.text("x".repeat(400));
        answer.ask([`c${n}`, "double", '{"n":1}']);
      }
      const error = await failureOf(execution);
      expect(error.code).toBe("output_limit");
      expect(error.partialText.length).toBeLessThanOrEqual(1_000);
    }
  });

  test("of pieces that say next to nothing is bounded by their number", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { maxOutputBytes: 1_000_000 })(topic);
    const answer = await provider.request();
    const pieces = Array.from({ length: 1_024 }, () => "x");
    for (let n = 0; n <= fewestPieces / 1_024; n += 1) answer.text(...pieces);
    const error = await failureOf(execution);
    expect(error).toMatchObject({ code: "output_limit" });
    expect(error.message).toContain("65536 pieces");
  });

  test("is not asked for again, nor of a fallback", async () => {
    const provider = createPushProvider();
    const retry = { maxAttempts: 3, initialDelayMs: 0, maxDelayMs: 0, restart: true } as const;
    const spec = { retry, fallback: ["test/model-2"] as const };
    const execution = streamingText(provider, spec, { maxOutputBytes: 10 })(topic);
    (await provider.request()).text("x".repeat(11));
    expect(await failureOf(execution)).toMatchObject({ code: "output_limit" });
    await settle();
    expect(provider.answers).toHaveLength(1);
  });

  test("does not fail who waits for the same answer under another limit", async () => {
    const provider = createPushProvider();
    const cache = createMemoryCache({ clock: createTestClock(), maxEntries: 10 });
    const call = wholeStory(provider, { cache: { ttlMs: 60_000 } }, { cache });
    const small = call(topic, { maxOutputBytes: 10 });
    const large = call(topic);
    const text = '{"title":"A","content":"B"}';
    for (let n = 0; n < 2; n += 1) {
      const answer = await provider.request(n);
      answer.text(text);
      answer.finish();
    }
    expect(await failureOf(small)).toMatchObject({ code: "output_limit" });
    expect(await large).toEqual({ title: "A", content: "B" });
    // What is kept is given whole, or not at all.
    const kept = await failureOf(call(topic, { maxOutputBytes: 10 }));
    expect(kept.code).toBe("output_limit");
  });

  test("gives a reader of partials what there is, and then the error", async () => {
    const provider = createPushProvider();
    const execution = streamingStory(provider, {}, { maxOutputBytes: 24 })(topic);
    const partials = execution.partials();
    const first = partials.next();
    (await provider.request()).text('{"title":"A","content":"', "Once upon a time");
    expect((await first).value).toEqual({ title: "A", content: "" });
    await expect(partials.next()).rejects.toMatchObject({ code: "output_limit" });
  });
});

const wholes: Readonly<Record<FaultWire["name"], (text: string) => unknown>> = {
  openai: (content) => ({ choices: [{ message: { content }, finish_reason: "stop" }] }),
  "openai responses": (text) => ({
    status: "completed",
    output: [{ type: "message", content: [{ type: "output_text", text }] }],
  }),
  anthropic: (text) => ({ content: [{ type: "text", text }], stop_reason: "end_turn" }),
};

function* endless(wire: FaultWire, text: string): Generator<string> {
  yield wire.opening(true);
  for (;;) yield wire.text(text);
}

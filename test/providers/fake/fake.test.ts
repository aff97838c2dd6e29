import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { AgentError } from "../../../src/errors.js";
import type { JsonObject } from "../../../src/internal/json.js";
import type { ModelCall, ModelStreamPart, Provider } from "../../../src/model/provider.js";
import { fake, type FakeAnswer, type FakeOptions } from "../../../src/providers/fake/fake.js";

function toCall(more: Partial<ModelCall> = {}): ModelCall {
  return {
    model: "any",
    messages: [{ role: "user", content: "Write about the sea." }],
    stream: true,
    signal: new AbortController().signal,
    ...more,
  };
}

async function collect(
  provider: Provider,
  call: ModelCall = toCall(),
): Promise<ModelStreamPart[][]> {
  const batches: ModelStreamPart[][] = [];
  for await (const batch of provider.stream(call)) batches.push([...batch]);
  return batches;
}

/** The parts up to the end or the failure, and the failure. */
async function outcome(
  answer: FakeAnswer,
  more: Partial<ModelCall> = {},
): Promise<{ parts: ModelStreamPart[]; error: unknown }> {
  const parts: ModelStreamPart[] = [];
  try {
    for await (const batch of fake({ script: answer }).stream(toCall(more))) parts.push(...batch);
    return { parts, error: undefined };
  } catch (error) {
    return { parts, error };
  }
}

function toText(parts: readonly ModelStreamPart[]): string {
  return parts.map((part) => (part.type === "text_delta" ? part.text : "")).join("");
}

describe("a script", () => {
  test("is streamed one delta a batch, in chunks, with an end", async () => {
    expect(await collect(fake({ script: "Hello you", chunkLength: 4 }))).toEqual([
      [{ type: "response_start", requestId: "fake_1", model: "any" }],
      [{ type: "text_delta", text: "Hell" }],
      [{ type: "text_delta", text: "o yo" }],
      [{ type: "text_delta", text: "u" }],
      [
        { type: "usage", usage: { inputTokens: 5, outputTokens: 3 } },
        { type: "finish", reason: "stop" },
      ],
    ]);
  });

  test("comes in one batch when the call does not stream", async () => {
    const batches = await collect(fake({ script: "Hello" }), toCall({ stream: false }));
    expect(batches).toHaveLength(1);
    expect(batches[0]?.map((part) => part.type)).toEqual([
      "response_start",
      "text_delta",
      "text_delta",
      "usage",
      "finish",
    ]);
  });

  test("may say its chunks, reasoning, refusal, finish reason and usage", async () => {
    const usage = { inputTokens: 7, outputTokens: 8, cacheReadTokens: 2 };
    const { parts } = await outcome({
      chunks: ["a", "", "bc"],
      reasoning: "Hm.",
      refusal: "No.",
      finishReason: "length",
      usage,
    });
    expect(parts.slice(1)).toEqual([
      { type: "reasoning_delta", text: "Hm." },
      { type: "text_delta", text: "a" },
      { type: "text_delta", text: "bc" },
      { type: "refusal_delta", text: "No." },
      { type: "usage", usage },
      { type: "finish", reason: "length" },
    ]);
  });

  test("that refuses has no text and finishes as a refusal", async () => {
    const { parts } = await outcome({ refusal: "No." });
    expect(toText(parts)).toBe("");
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
  });

  test("of reasoning has it counted among the tokens", async () => {
    const { parts } = await outcome({ text: "abcd", reasoning: "12345678" });
    expect(parts.find((part) => part.type === "usage")).toEqual({
      type: "usage",
      usage: { inputTokens: 5, outputTokens: 3, reasoningTokens: 2 },
    });
  });

  test("of an empty text has no delta", async () => {
    const { parts } = await outcome("");
    expect(parts.map((part) => part.type)).toEqual(["response_start", "usage", "finish"]);
  });

  test("never cuts a surrogate pair", async () => {
    for (const chunkLength of [1, 2, 3]) {
      const batches = await collect(fake({ script: "a😀b😀😀", chunkLength }));
      const texts = batches
        .flat()
        .flatMap((part) => (part.type === "text_delta" ? [part.text] : []));
      expect(texts.join("")).toBe("a😀b😀😀");
      expect(texts.every((text) => text.isWellFormed())).toBe(true);
    }
  });

  test("that is a list answers one call after the other and then fails", async () => {
    const provider = fake({ script: ["one", { text: "two" }] });
    expect(toText((await collect(provider)).flat())).toBe("one");
    expect(toText((await collect(provider)).flat())).toBe("two");
    await expect(collect(provider)).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("has 2 answers, but this is call 3"),
    });
  });

  test("that is a function is asked with the call", async () => {
    const provider = fake({ script: async (call) => `${call.model} says hi` });
    expect(toText((await collect(provider, toCall({ model: "m" }))).flat())).toBe("m says hi");
  });

  test("that throws fails the call, with what it threw as the cause", async () => {
    const thrown = new Error("oops");
    const script = () => {
      throw thrown;
    };
    await expect(collect(fake({ script }))).rejects.toMatchObject({
      code: "config_invalid",
      cause: thrown,
    });
  });

  test("that throws an AgentError fails the call with it", async () => {
    const error = new AgentError("rate_limited", "Slow down.", { retryAfterMs: 5 });
    await expect(collect(fake({ script: () => Promise.reject(error) }))).rejects.toBe(error);
  });

  test("may ask for tools, whose arguments are streamed in chunks after the text", async () => {
    const provider = fake({
      script: {
        text: "Look.",
        toolCalls: [
          { name: "weather", input: { city: "Oslo" } },
          { name: "now", input: "" },
        ],
      },
      chunkLength: 8,
    });
    expect(await collect(provider)).toEqual([
      [{ type: "response_start", requestId: "fake_1", model: "any" }],
      [{ type: "text_delta", text: "Look." }],
      [
        { type: "tool_call_start", id: "call_1_1", name: "weather" },
        { type: "tool_call_delta", id: "call_1_1", text: '{"city":' },
      ],
      [
        { type: "tool_call_delta", id: "call_1_1", text: '"Oslo"}' },
        { type: "tool_call_end", id: "call_1_1" },
      ],
      [
        { type: "tool_call_start", id: "call_1_2", name: "now" },
        { type: "tool_call_end", id: "call_1_2" },
      ],
      [
        { type: "usage", usage: { inputTokens: 5, outputTokens: 9 } },
        { type: "finish", reason: "tool_calls" },
      ],
    ]);
  });

  test("may ask for tools with an id and arguments that are no JSON", async () => {
    const toolCalls = [{ name: "weather", id: "mine", input: '{"city":' }];
    const { parts } = await outcome({ toolCalls, finishReason: "stop" }, { stream: false });
    expect(parts.slice(1)).toEqual([
      { type: "tool_call_start", id: "mine", name: "weather" },
      { type: "tool_call_delta", id: "mine", text: '{"ci' },
      { type: "tool_call_delta", id: "mine", text: 'ty":' },
      { type: "tool_call_end", id: "mine" },
      { type: "usage", usage: { inputTokens: 5, outputTokens: 4 } },
      { type: "finish", reason: "stop" },
    ]);
  });

  test("of several steps answers each of them in turn", async () => {
    const provider = fake({
      script: [{ toolCalls: [{ name: "weather", input: {} }] }, "It rains."],
    });
    expect((await collect(provider)).flat().at(-1)).toEqual({
      type: "finish",
      reason: "tool_calls",
    });
    expect(toText((await collect(provider)).flat())).toBe("It rains.");
  });

  test("has what tools were asked for, and what they gave, counted among the tokens", async () => {
    const { parts } = await outcome("", {
      messages: [
        {
          role: "assistant",
          content: [{ type: "tool_call", id: "c", name: "abcd", arguments: "1234" }],
        },
        {
          role: "tool",
          toolCallId: "c",
          toolName: "abcd",
          content: [
            { type: "text", text: "12345678" },
            { type: "image", data: "AAAA", mediaType: "image/png" },
          ],
        },
      ],
    });
    expect(parts.find((part) => part.type === "usage")).toMatchObject({
      usage: { inputTokens: 4 },
    });
  });

  test.for<[string, unknown]>([
    ["null", null],
    ["a number", 1],
    ["tool calls that are no list", { toolCalls: { name: "t", input: {} } }],
    ["a tool call without a name", { toolCalls: [{ input: {} }] }],
    ["a tool call without an input", { toolCalls: [{ name: "t" }] }],
    ["a tool call with a list as input", { toolCalls: [{ name: "t", input: [] }] }],
    ["a tool call with an id that is no text", { toolCalls: [{ name: "t", input: {}, id: 1 }] }],
    ["no tool call", { toolCalls: [null] }],
    ["both text and chunks", { text: "a", chunks: ["a"] }],
  ])("that answers %s is refused", async ([, answer]) => {
    expect((await outcome(answer as FakeAnswer)).error).toMatchObject({ code: "config_invalid" });
  });
});

describe("a fault", () => {
  test("of the request fails before anything is said, as a provider would", async () => {
    const { parts, error } = await outcome({ fault: { kind: "error", error: "rate_limited" } });
    expect(parts).toEqual([]);
    expect(error).toMatchObject({ code: "rate_limited", httpStatus: 429, retryable: true });
  });

  test.for([0, 1, 2])("after %i chunks leaves what came before", async (afterChunks) => {
    const given = new AgentError("interrupted", "Broken frame.");
    const fault = { kind: "error", error: given, afterChunks } as const;
    const { parts, error } = await outcome({ chunks: ["a", "b", "c"], fault });
    expect(parts[0]?.type).toBe("response_start");
    expect(toText(parts)).toBe("abc".slice(0, afterChunks));
    expect(error).toBe(given);
  });

  test("after more chunks than there are comes after the last", async () => {
    const fault = { kind: "cut", afterChunks: 9 } as const;
    const { parts, error } = await outcome({ chunks: ["a", "b"], fault });
    expect(toText(parts)).toBe("ab");
    expect(parts.some((part) => part.type === "finish")).toBe(false);
    expect(error).toBeUndefined();
  });

  test.for([0, 1, 2, 3, 4])(
    "after %i chunks counts the text first, then arguments",
    async (afterChunks) => {
      const fault = { kind: "cut", afterChunks } as const;
      const toolCalls = [{ name: "t", input: '{"a":12}' }];
      const { parts } = await outcome({ chunks: ["a", "b"], toolCalls, fault });
      const chunks = parts.flatMap((part) => ("text" in part ? [part.text] : []));
      expect(chunks).toEqual(["a", "b", '{"a"', ":12}"].slice(0, afterChunks));
      expect(parts.some((part) => part.type === "tool_call_end")).toBe(afterChunks === 4);
    },
  );

  test("that cuts ends without usage and finish", async () => {
    const fault = { kind: "cut", afterChunks: 1 } as const;
    const { parts, error } = await outcome({ chunks: ["a", "b"], fault });
    expect(parts.map((part) => part.type)).toEqual(["response_start", "text_delta"]);
    expect(error).toBeUndefined();
  });

  test("that stalls goes on only to reject with the reason of the signal", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const provider = fake({
      script: { chunks: ["a", "b"], fault: { kind: "stall", afterChunks: 1 } },
    });
    const iterator = provider.stream(toCall({ signal: controller.signal }))[Symbol.asyncIterator]();
    await iterator.next();
    expect((await iterator.next()).value).toEqual([{ type: "text_delta", text: "a" }]);
    const stalled = iterator.next();
    const first = await Promise.race([
      stalled,
      new Promise((done) => setTimeout(done, 20, "still")),
    ]);
    expect(first).toBe("still");
    controller.abort(reason);
    await expect(stalled).rejects.toBe(reason);
  });

  test("delivers nothing of an answer that does not stream", async () => {
    for (const kind of ["error", "cut"] as const) {
      const fault = { kind, error: "interrupted", afterChunks: 1 } as const;
      const { parts } = await outcome({ chunks: ["a", "b"], fault }, { stream: false });
      expect(parts).toEqual([]);
    }
  });

  test("without a text of its own strikes in the text that is made up", async () => {
    const { parts } = await outcome({ fault: { kind: "cut", afterChunks: 3 } });
    expect(parts.filter((part) => part.type === "text_delta")).toHaveLength(3);
  });
});

describe("an unscripted answer", () => {
  test("is prose that shows the beginning of the question and says that no model was asked", async () => {
    const text = toText((await collect(fake())).flat());
    expect(text).toContain("“Write about the sea.”");
    expect(text).toContain("no model was asked");
  });

  test("shows of a long question whole words only", async () => {
    const content = [{ type: "text", text: "Tell me 😀 ".repeat(30) }] as const;
    const text = toText(
      (await collect(fake(), toCall({ messages: [{ role: "user", content }] }))).flat(),
    );
    expect(text).toMatch(/“(Tell me 😀 )+(Tell|Tell me|Tell me 😀)?…”/u);
  });

  test("satisfies the schema that is asked for", async () => {
    const Story = z.object({ title: z.string(), content: z.string() });
    const output = { name: "story", schema: z.toJSONSchema(Story) as JsonObject };
    const text = toText((await collect(fake(), toCall({ output }))).flat());
    expect(Story.parse(JSON.parse(text)).title).not.toBe("");
  });

  test("fails clearly for a schema that it cannot satisfy", async () => {
    const output = { name: "none", schema: { type: "string", pattern: "^(?!)$" } };
    await expect(collect(fake(), toCall({ output }))).rejects.toMatchObject({
      code: "config_invalid",
    });
  });

  describe("to a call with tools", () => {
    const inputOf = (key: string) => ({
      type: "object",
      properties: { [key]: { type: "string" } },
      required: [key],
      additionalProperties: false,
    });
    const tools = ["city", "title", "email"].map((key) => ({
      name: `find_${key}`,
      description: "",
      schema: inputOf(key),
    }));
    const asked = (parts: readonly ModelStreamPart[]) =>
      parts.flatMap((part) => (part.type === "tool_call_start" ? [part.name] : []));
    const messages = [{ role: "user", content: "Where?" }] as const;
    const answered = [
      ...messages,
      {
        role: "assistant",
        content: [{ type: "tool_call", id: "c", name: "find_city", arguments: "{}" }],
      },
      { role: "tool", toolCallId: "c", toolName: "find_city", content: "Oslo" },
    ] as const;

    test("asks for the first two, with arguments that satisfy their schemas", async () => {
      const parts = (await collect(fake(), toCall({ tools, messages }))).flat();
      expect(asked(parts)).toEqual(["find_city", "find_title"]);
      const ids = parts.flatMap((part) => (part.type === "tool_call_start" ? [part.id] : []));
      const inputs = ids.map((id): unknown =>
        JSON.parse(
          parts
            .map((part) => (part.type === "tool_call_delta" && part.id === id ? part.text : ""))
            .join(""),
        ),
      );
      expect(z.strictObject({ city: z.string().min(1) }).parse(inputs[0])).toBeTruthy();
      expect(z.strictObject({ title: z.string().min(1) }).parse(inputs[1])).toBeTruthy();
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "tool_calls" });
      expect(toText(parts)).toBe("");
    });

    test("answers once it has results, also where it is to use tools", async () => {
      for (const toolChoice of ["auto", "required", { tool: "find_city" }] as const) {
        const call = toCall({ tools, toolChoice, messages: answered });
        const parts = (await collect(fake(), call)).flat();
        expect(asked(parts)).toEqual([]);
        expect(toText(parts)).toContain("“Where?”");
        expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
      }
    });

    test("asks again in the next turn of a conversation", async () => {
      const next = [...answered, { role: "user", content: "And then?" }] as const;
      const parts = (await collect(fake(), toCall({ tools, messages: next }))).flat();
      expect(asked(parts)).toHaveLength(2);
    });

    test("heeds which tools it may use", async () => {
      const ask = async (more: Partial<ModelCall>) =>
        asked((await collect(fake(), toCall({ messages, tools, ...more }))).flat());
      expect(await ask({ toolChoice: "none" })).toEqual([]);
      expect(await ask({ toolChoice: { tool: "find_email" } })).toEqual(["find_email"]);
      expect(await ask({ tools: tools.slice(0, 1) })).toEqual(["find_city"]);
      expect(await ask({ tools: [] })).toEqual([]);
    });

    test("is the same for the same call, ids included", async () => {
      const provider = fake();
      const parts = async (call: ModelCall) => (await collect(provider, call)).flat().slice(1);
      const first = await parts(toCall({ tools, messages }));
      expect(await parts(toCall({ tools, messages }))).toEqual(first);
      const [one] = tools;
      const others = one === undefined ? [] : [{ ...one, description: "Another." }];
      expect(await parts(toCall({ tools: others, messages }))).not.toEqual(first);
    });

    test("says the scripted text, where there is one", async () => {
      const parts = (await collect(fake({ script: "No tools." }), toCall({ tools }))).flat();
      expect(toText(parts)).toBe("No tools.");
    });

    test("fails clearly for arguments that it cannot make up", async () => {
      const schema = { type: "object", properties: { a: { pattern: "^(?!)$" } }, required: ["a"] };
      const call = toCall({ messages, tools: [{ name: "t", description: "", schema }] });
      await expect(collect(fake(), call)).rejects.toMatchObject({ code: "config_invalid" });
    });
  });

  test("depends on the seed and the call alone", async () => {
    const ask = async (options: FakeOptions, call = toCall()) =>
      toText((await collect(fake(options), call)).flat());
    const provider = fake();
    const first = toText((await collect(provider)).flat());
    expect(toText((await collect(provider)).flat())).toBe(first);
    expect(await ask({ chunkLength: 9 }, toCall({ stream: false }))).toBe(first);
    expect(await ask({ seed: 1 })).not.toBe(first);
    expect(await ask({}, toCall({ model: "other" }))).not.toBe(first);
  });
});

describe("pace", () => {
  test("waits before the first delta and between chunks, and varies by the jitter", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const waits = vi.spyOn(globalThis, "setTimeout");
      const options = { script: "abcdefgh", chunkLength: 2, firstTokenMs: 1_000, chunkMs: 100 };
      const steady = collect(fake(options));
      await vi.runAllTimersAsync();
      await steady;
      expect(waits.mock.calls.map(([, ms]) => ms)).toEqual([1_000, 100, 100, 100]);

      waits.mockClear();
      const jittery = collect(fake({ ...options, jitter: 0.5 }));
      await vi.runAllTimersAsync();
      await jittery;
      const [first, ...rest] = waits.mock.calls.map(([, ms]) => ms ?? 0);
      expect(first).toBeGreaterThanOrEqual(500);
      expect(first).toBeLessThanOrEqual(1_500);
      expect(rest.every((ms) => ms >= 50 && ms <= 150)).toBe(true);
      expect(new Set(rest).size).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test("of an answer that does not stream is the whole time at once", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const waits = vi.spyOn(globalThis, "setTimeout");
      const provider = fake({ script: "abcd", chunkLength: 2, firstTokenMs: 1_000, chunkMs: 100 });
      const whole = collect(provider, toCall({ stream: false }));
      await vi.runAllTimersAsync();
      await whole;
      expect(waits.mock.calls.map(([, ms]) => ms)).toEqual([1_100]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("of zero uses no timer, and lets others run between two chunks", async () => {
    const waits = vi.spyOn(globalThis, "setTimeout");
    const order: string[] = [];
    const read = async (name: string) => {
      for await (const batch of fake({ script: "abc", chunkLength: 1 }).stream(toCall())) {
        order.push(`${name} ${batch[0]?.type}`);
      }
    };
    await Promise.all([read("one"), read("two")]);
    expect(waits).not.toHaveBeenCalled();
    expect(
      order.filter((_, index) => index % 2 === 0).every((line) => line.startsWith("one")),
    ).toBe(true);
    waits.mockRestore();
  });

  test("of zero needs no real time when the timers are replaced", async () => {
    vi.useFakeTimers();
    try {
      expect(toText((await collect(fake({ script: "abc" }))).flat())).toBe("abc");
    } finally {
      vi.useRealTimers();
    }
  });

  test.for<[string, FakeOptions]>([
    ["a negative pace", { chunkMs: -1 }],
    ["no number", { firstTokenMs: Number.NaN }],
    ["a jitter beyond the whole", { jitter: 1.5 }],
    ["half a character", { chunkLength: 0.5 }],
    ["a broken chunk", { chunkLength: 2.5 }],
  ])("is refused at once for %s", ([, options]) => {
    expect(() => fake(options)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });
});

describe("an aborted call", () => {
  test("rejects before anything when it was aborted already", async () => {
    const reason = new Error("gone");
    const call = toCall({ signal: AbortSignal.abort(reason) });
    await expect(collect(fake({ script: "abc" }), call)).rejects.toBe(reason);
  });

  test("rejects at once while it waits, and leaves no timer behind", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const controller = new AbortController();
      const reason = new Error("enough");
      const provider = fake({ script: "abc", firstTokenMs: 60_000 });
      const call = toCall({ signal: controller.signal });
      const iterator = provider.stream(call)[Symbol.asyncIterator]();
      await iterator.next();
      const waiting = iterator.next();
      await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
      controller.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("rejects while the script is still thinking", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const answering = collect(
      fake({ script: () => new Promise<string>(() => {}) }),
      toCall({ signal: controller.signal }),
    );
    setImmediate(() => controller.abort(reason));
    await expect(answering).rejects.toBe(reason);
  });
});

describe("the calls of a provider", () => {
  test("are kept in order, as they were made", () => {
    const provider = fake();
    const [first, second] = [toCall(), toCall({ model: "other" })];
    provider.stream(first);
    provider.stream(second);
    expect(provider.calls).toEqual([first, second]);
    expect(provider.kind).toBe("fake");
  });

  test("are bounded", () => {
    const provider = fake();
    for (let index = 0; index < 1_005; index += 1) provider.stream(toCall({ model: `m${index}` }));
    expect(provider.calls).toHaveLength(1_000);
    expect(provider.calls[0]?.model).toBe("m5");
  });
});

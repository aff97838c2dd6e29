import { describe, expect, test, vi } from "vitest";
import {
  AgentError,
  anthropic,
  openai,
  wrapProvider,
  type ModelCall,
  type ModelStreamPart,
  type Provider,
} from "troupe";
import { streamingStory, streamingText, wholeStory } from "../../support/callers.js";
import { collect, settle } from "../../support/collect.js";
import { faultWires } from "../../support/fault-wires.js";
import { createPushProvider } from "../../support/push-provider.js";
import { sseReply, startWireServer } from "../../support/wire-server.js";
import { createCall } from "../conformance/bench.js";

describe("a wrapped provider", () => {
  test("is asked what the wrapper makes of the request", async () => {
    const inner = createPushProvider();
    const provider = wrapProvider(inner, {
      async request({ temperature: _temperature, ...call }) {
        await settle();
        const [first, ...rest] = call.messages;
        return { ...call, model: "model-2", messages: [...rest, ...(first ? [first, first] : [])] };
      },
    });
    const execution = streamingText(provider, { temperature: 1 })({ topic: "AI" });
    const { call, ...answer } = await inner.request();
    expect(call).toMatchObject({ model: "model-2", stream: true });
    expect(call.messages).toHaveLength(2);
    expect(call).not.toHaveProperty("temperature");
    answer.finish();
    await execution;
    // The record has the prompt that the agent made.
    expect((await execution.record).messages).toHaveLength(1);
  });

  test("cannot be made to lose the signal, nor what else the runtime gives it", async () => {
    const inner = createPushProvider();
    const provider = wrapProvider(inner, {
      request: ({ model, messages }) =>
        ({ model, messages, stream: false }) as unknown as ModelCall,
    });
    const execution = streamingText(provider)({ topic: "AI" });
    const { call } = await inner.request();
    expect(call).toMatchObject({
      stream: true,
      signal: { aborted: false },
      hideSecrets: expect.any(Function),
      onSettled: expect.any(Function),
    });
    execution.cancel();
    await expect(execution).rejects.toMatchObject({ code: "cancelled" });
    expect(call.signal.aborted).toBe(true);
  });

  test.each([undefined, "hello", {}])("refuses to send %j in place of a request", async (value) => {
    const inner = createPushProvider();
    const provider = wrapProvider(inner, { request: () => value as unknown as ModelCall });
    await expect(streamingText(provider)({ topic: "AI" })).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("did not return a request"),
    });
    expect(inner.answers).toHaveLength(0);
  });

  test("keeps whose request it is where the wrapper makes it anew, and lets it say another", async () => {
    const inner = { ...createPushProvider(), takesConnection: true };
    const [mine, other] = [{ apiKey: "mine" }, { apiKey: "other" }];
    const given = [{}, { connection: other }];
    const provider = wrapProvider(inner, {
      request: ({ model, messages, stream, signal }) => ({
        model,
        messages,
        stream,
        signal,
        ...given.shift(),
      }),
    });
    for (const [n, connection] of [mine, other].entries()) {
      const execution = streamingText(provider)({ topic: "AI" }, { connection: mine });
      const answer = await inner.request(n);
      expect(answer.call.connection).toEqual(connection);
      answer.finish();
      await execution;
    }
  });

  test("gives the parts that the wrapper makes of each batch, with what it held back", async () => {
    const inner = createPushProvider();
    const batches: (readonly ModelStreamPart[])[] = [];
    const provider = wrapProvider(inner, {
      parts: ({ model }) => {
        let held = model;
        return (batch) => {
          batches.push(batch);
          const text = batch
            .flatMap((part) => (part.type === "text_delta" ? part.text : []))
            .join("");
          const given: ModelStreamPart[] = [{ type: "text_delta", text: held }];
          held = text;
          return text === "" ? [...given, ...batch] : given;
        };
      },
    });
    const execution = streamingText(provider)({ topic: "AI" });
    const answer = await inner.request();
    answer.text("a", "b");
    answer.push();
    answer.text("c");
    answer.finish();
    const { values } = await collect(execution);
    expect(values).toEqual(["model-1", "ab", "c"]);
    // One that says nothing is a sign of life, and no business of the wrapper's.
    expect(batches.every((batch) => batch.length > 0)).toBe(true);
  });

  test.each([true, false])(
    "has its state for each request apart, streaming: %s",
    async (streaming) => {
      const inner = createPushProvider();
      const made = vi.fn(() => (batch: readonly ModelStreamPart[]) => batch);
      const story = streamingText(wrapProvider(inner, { parts: made }));
      const executions = [1, 2, 3].map(() => story({ topic: "AI" }, { streaming }));
      for (const n of [0, 1, 2]) (await inner.request(n)).finish();
      await Promise.all(executions);
      expect(made).toHaveBeenCalledTimes(3);
    },
  );

  test("fails as the wrapper does, and is asked again where that may pass", async () => {
    const inner = createPushProvider();
    const errors: unknown[] = [
      new AgentError("provider_unavailable", "not now"),
      new AgentError("provider_rejected", "never"),
      new TypeError("a bug"),
    ];
    const provider = wrapProvider(inner, {
      request() {
        throw errors.shift();
      },
    });
    const story = streamingText(provider, {
      retry: { maxAttempts: 2, initialDelayMs: 1 } as never,
    });
    const first = await story({ topic: "AI" }).record;
    expect(first.attempts.map(({ outcome }) => outcome)).toEqual([
      "provider_unavailable",
      "provider_rejected",
    ]);
    const second = await story({ topic: "AI" }).record;
    expect(second.error).toMatchObject({ code: "provider_unavailable", retryable: false });
    expect(inner.answers).toHaveLength(0);
  });

  test("ends at once while the wrapper is still thinking", async () => {
    const provider = wrapProvider(createPushProvider(), { request: () => new Promise(() => {}) });
    const execution = streamingText(provider)({ topic: "AI" });
    await settle();
    execution.cancel();
    await expect(execution).rejects.toMatchObject({ code: "cancelled" });
  });

  test("does not wait for the wrapper of a call that was cancelled before", async () => {
    const provider = wrapProvider(createPushProvider(), { request: () => new Promise(() => {}) });
    const reason = new Error("left");
    const asked = provider.stream(createCall({ signal: AbortSignal.abort(reason) }));
    const ended = collect(asked).then(({ error }) => error);
    expect(await Promise.race([ended, settle()])).toBe(reason);
  });

  test.each(faultWires.map((wire) => [wire.name, wire] as const))(
    "closes the socket when its reader leaves, over %s",
    async (_, wire) => {
      await using server = await startWireServer(
        sseReply([wire.opening(true), wire.text("one"), wire.text("two")], "hang"),
      );
      const inner = wire.create(server.url);
      const provider = wrapProvider(wrapProvider(inner, { request: (call) => call }), {
        parts: () => (batch) => batch,
      });
      for await (const _chunk of streamingText(provider)({ topic: "AI" })) break;
      await server.requests[0]?.abandoned;
      expect(await server.countActive()).toBe(0);
    },
  );

  test("renders the request as it is sent", async () => {
    for (const inner of [openai({ apiKey: "k" }), anthropic({ apiKey: "k" })]) {
      const provider = wrapProvider(inner, { request: (call) => ({ ...call, maxTokens: 77 }) });
      const call: ModelCall = {
        model: "m",
        messages: [{ role: "user", content: "Hi" }],
        stream: true,
        signal: new AbortController().signal,
      };
      expect(JSON.stringify(await provider.render?.(call))).toContain(":77");
    }
    expect(wrapProvider(createPushProvider(), {}).render).toBeUndefined();
  });

  test("says of itself what the provider says, of a class as well", async () => {
    class Own implements Provider {
      readonly kind = "own";
      readonly takesConnection = true;
      readonly #models = ["a"];
      enforcesSchemas(model: string): boolean {
        return this.#models.includes(model);
      }
      async load(): Promise<unknown> {
        return this.#models;
      }
      async connection(): Promise<string> {
        return this.#models.join();
      }
      async *stream() {
        yield [{ type: "text_delta", text: this.#models.join() } as const];
        yield [{ type: "finish", reason: "stop" } as const];
      }
    }
    const provider = wrapProvider(new Own(), { name: "n" });
    expect(provider).toMatchObject({ kind: "own", takesConnection: true });
    expect(provider.enforcesSchemas?.("a")).toBe(true);
    expect(await provider.load?.()).toEqual(["a"]);
    expect(await streamingText(provider)({ topic: "AI" })).toBe("a");
    expect(await provider.connection?.()).not.toBe(await new Own().connection());
    const other = wrapProvider(new Own(), { name: "other" });
    expect(await other.connection?.()).not.toBe(await provider.connection?.());
  });

  test("without a name, has a place of its own in a cache", async () => {
    const inner = { ...createPushProvider(), connection: async () => "same" };
    const asked = async (provider: Provider, n: number): Promise<string> => {
      const execution = wholeStory(
        provider,
        { cache: { ttlMs: 60_000 } },
        { cache },
      )({ topic: "AI" });
      if (n >= 0) {
        const answer = await inner.request(n);
        answer.text(JSON.stringify({ title: "A", content: "B" }));
        answer.finish();
      }
      return (await execution.record).cacheStatus;
    };
    const kept = new Map<string, never>();
    const cache = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, answer: unknown) => void kept.set(key, answer as never),
    };
    expect(await asked(inner, 0)).toBe("miss");
    expect(await asked(wrapProvider(inner, {}), 1)).toBe("miss");
    expect(await asked(wrapProvider(inner, { name: "n" }), 2)).toBe("miss");
    expect(await asked(wrapProvider(inner, { name: "n" }), -1)).toBe("hit");
  });

  test("may give a schema's answer another form, which is validated", async () => {
    const inner = createPushProvider();
    const provider = wrapProvider(inner, {
      parts: () => (batch) =>
        batch.map((part) =>
          part.type === "text_delta" ? { ...part, text: part.text.replace("X", "Tale") } : part,
        ),
    });
    const execution = streamingStory(provider)({ topic: "AI" });
    const answer = await inner.request();
    answer.text('{"title":"X",', '"content":"B"}');
    answer.finish();
    expect(await execution).toEqual({ title: "Tale", content: "B" });
  });
});

test.each([
  ["nothing", undefined, {}, "wrapProvider() was not given a provider"],
  ["a name", "openai", {}, "wrapProvider() was not given a provider"],
  [
    "an option that does not exist",
    createPushProvider(),
    { reqest: () => {} },
    'Did you mean "request"',
  ],
  ["what is not a function", createPushProvider(), { parts: {} }, "parts"],
])("wrapProvider refuses %s", (_, provider, wrapper, message) => {
  expect(() => wrapProvider(provider as Provider, wrapper as object)).toThrow(message);
});

import { describe, expect, it } from "vitest";
import { createDeferred } from "../../../src/internal/deferred.js";
import type { ModelStreamPart, Provider } from "../../../src/model/provider.js";
import { lazyProvider } from "../../../src/providers/call/lazy-provider.js";
import { collect, createCall } from "../conformance/bench.js";

const done = { done: true, value: undefined };

/** A provider that answers "Hi", and what was asked of it. */
function createProvider() {
  const log: string[] = [];
  const provider: Provider = {
    kind: "real",
    async *stream() {
      log.push("stream");
      const parts: ModelStreamPart[] = [
        { type: "text_delta", text: "Hi" },
        { type: "finish", reason: "stop" },
      ];
      try {
        for (const part of parts) yield [part];
      } finally {
        log.push("end");
      }
    },
  };
  return { provider, log };
}

describe("a lazy provider", () => {
  it("streams without load() having been called, and loads once", async () => {
    const { provider, log } = createProvider();
    const lazy = lazyProvider("openai", async () => {
      log.push("load");
      return provider;
    });
    const [first, second] = await Promise.all([
      collect(lazy, createCall()),
      collect(lazy, createCall()),
    ]);
    expect([first.text, second.text]).toEqual(["Hi", "Hi"]);
    expect((await collect(lazy, createCall())).text).toBe("Hi");
    expect(log.filter((entry) => entry === "load")).toHaveLength(1);
    expect(lazy.kind).toBe("openai");
  });

  it("loads nothing before the first part is asked for", async () => {
    const { provider, log } = createProvider();
    const lazy = lazyProvider("openai", async () => {
      log.push("load");
      return provider;
    });
    const iterator = lazy.stream(createCall())[Symbol.asyncIterator]();
    await settle();
    expect(await iterator.return?.()).toEqual(done);
    expect(await iterator.next()).toEqual(done);
    expect(log).toEqual([]);
  });

  it("is left at once by return() before the load is done, and makes no request then", async () => {
    const { provider, log } = createProvider();
    const loading = createDeferred<Provider>();
    const lazy = lazyProvider("openai", () => loading.promise);
    const iterator = lazy.stream(createCall())[Symbol.asyncIterator]();
    const pending = iterator.next();
    expect(await iterator.return?.()).toEqual(done);
    expect(await pending).toEqual(done);
    loading.resolve(provider);
    await settle();
    expect(await iterator.next()).toEqual(done);
    expect(log).toEqual([]);
  });

  it("passes return() on once it is loaded", async () => {
    const { provider, log } = createProvider();
    const lazy = lazyProvider("openai", async () => provider);
    for await (const _ of lazy.stream(createCall())) break;
    expect(log).toEqual(["stream", "end"]);
  });

  it("fails with config_invalid when its code cannot be loaded, and tries again with the next request", async () => {
    const { provider } = createProvider();
    const missing = new Error("Cannot find package 'openai'");
    let attempts = 0;
    const lazy = lazyProvider("openai", async () => {
      attempts += 1;
      if (attempts <= 2) throw missing;
      return provider;
    });
    const expected = { code: "config_invalid", retryable: false, cause: missing };
    await expect(lazy.load?.()).rejects.toMatchObject(expected);
    expect((await collect(lazy, createCall())).error).toMatchObject(expected);
    expect((await collect(lazy, createCall())).text).toBe("Hi");
  });

  it("leaves no rejection behind when the load fails after return()", async () => {
    const loading = createDeferred<Provider>();
    const lazy = lazyProvider("openai", () => loading.promise);
    const iterator = lazy.stream(createCall())[Symbol.asyncIterator]();
    const pending = iterator.next();
    await iterator.return?.();
    loading.reject(new Error("too late"));
    // Vitest fails the run for an unhandled rejection.
    await settle();
    expect(await pending).toEqual(done);
  });
});

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Provider } from "../../../src/model/provider.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { openai } from "../../../src/providers/openai/openai.js";
import { toRequestInit } from "../../../src/providers/http/request-init.js";
import { collect, createCall } from "../conformance/bench.js";

interface Dispatcher {
  dispatch(options: { path: string }, handlers: object): boolean;
}

/** Where undici's `setGlobalDispatcher` puts an application's own, a proxy for one. */
const key = Symbol.for("undici.globalDispatcher.1");
const globals = globalThis as unknown as Record<symbol, Dispatcher>;

/** Longer than the limits below with the timers' resolution, which is a second. */
const longMs = 1_600;

describe.each([
  ["openai", (baseURL: string): Provider => openai({ baseURL })],
  ["anthropic", (baseURL: string): Provider => anthropic({ baseURL })],
])("a request of %s", (_, create) => {
  let server: Server;
  let url: string;
  let original: Dispatcher;
  const dispatched: string[] = [];

  beforeEach(async () => {
    server = createServer((request, response) => {
      setTimeout(
        () => {
          response.writeHead(200, { "content-type": "application/json" });
          response.write("{");
          setTimeout(() => response.end("}"), longMs);
        },
        request.url?.startsWith("/at-once") ? 0 : longMs,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    // Touching it loads undici, which sets the dispatcher.
    void globalThis.Headers;
    original = globals[key] as Dispatcher;
    const Agent = original.constructor as new (options: object) => Dispatcher;
    const hasty = new Agent({ headersTimeout: 100, bodyTimeout: 100 });
    dispatched.length = 0;
    globals[key] = {
      dispatch(options, handlers) {
        dispatched.push(options.path);
        return hasty.dispatch(options, handlers);
      },
    };
  });
  afterEach(() => {
    globals[key] = original;
    server.closeAllConnections();
    server.close();
  });

  it("goes through the application's dispatcher, whose limits of time do not count", async () => {
    await expect(fetch(`${url}/at-once`).then((response) => response.text())).rejects.toThrow();
    const { error } = await collect(create(url), createCall({ stream: false }));
    // It waited for all of the answer, which is none.
    expect(error).toMatchObject({ code: "interrupted" });
    expect(String(error)).toMatch(/not a chat completion|not a message/);
    expect(dispatched).toHaveLength(2);
  });
});

it("is left to a fetch of the options as far as connections go", async () => {
  const inits: (RequestInit | undefined)[] = [];
  const own: typeof globalThis.fetch = async (_, init) => {
    inits.push(init);
    return Response.json({});
  };
  await collect(openai({ baseURL: "http://example.com", fetch: own }), createCall());
  expect(inits).toMatchObject([{ redirect: "manual" }]);
  expect(inits[0]).not.toHaveProperty("dispatcher");
});

it("is left alone where the global object holds no dispatcher, as in Jest", () => {
  const original = globals[key];
  Object.assign(globals, { [key]: undefined });
  try {
    expect(toRequestInit(undefined)).toEqual({ redirect: "manual" });
  } finally {
    Object.assign(globals, { [key]: original });
  }
});

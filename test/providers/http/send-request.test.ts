import { afterEach, expect, it, vi } from "vitest";
import { readStatusError } from "../../../src/providers/failure/read-status-error.js";
import { createSender, type RequestBuilder } from "../../../src/providers/http/send-request.js";

const { signal } = new AbortController();

/** An SDK's client, and how often it was asked. */
function createClient() {
  const asked: object[] = [];
  const client: RequestBuilder = {
    async buildRequest(options) {
      asked.push(options);
      const headers = new Headers({ authorization: "Bearer key", "x-sdk": "1" });
      const { method, path, body } = options;
      const req = { method, headers, redirect: "manual", body: JSON.stringify(body) } as const;
      return { url: `http://example.com/v1${path}`, req };
    },
  };
  return { asked, client };
}

/** A `fetch`, and what it was given. */
function createFetch() {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push(new Request(input, init));
    // As tracing does.
    if (init?.headers instanceof Headers) init.headers.set("traceparent", "1");
    else Object.assign(init?.headers ?? {}, { traceparent: "1" });
    return new Response("whole");
  };
  return { requests, fetch };
}

afterEach(() => vi.unstubAllGlobals());

it.each(["the options'", "the global"])("sends with %s fetch as the SDK would", async (whose) => {
  const { asked, client } = createClient();
  const { requests, fetch } = createFetch();
  const isOwn = whose === "the options'";
  const send = createSender(client, isOwn ? fetch : undefined);
  if (!isOwn) vi.stubGlobal("fetch", fetch);
  for (const text of ["one", "two"]) {
    const request = { path: "/chat/completions", body: { text }, stream: true, signal };
    expect(await (await send(request)).text()).toBe("whole");
  }
  expect(asked).toHaveLength(1);
  expect(requests.map(({ url, method }) => `${method} ${url}`)).toEqual([
    "POST http://example.com/v1/chat/completions",
    "POST http://example.com/v1/chat/completions",
  ]);
  // What somebody adds to one request is not in the next.
  for (const { headers, redirect } of requests) {
    expect(redirect).toBe("manual");
    expect(Object.fromEntries(headers)).toMatchObject({
      authorization: "Bearer key",
      "x-sdk": "1",
    });
    expect(headers.has("traceparent")).toBe(false);
  }
  expect(await Promise.all(requests.map((request) => request.json()))).toEqual([
    { text: "one" },
    { text: "two" },
  ]);
});

it("asks the SDK anew for another API, and for answers that are no streams", async () => {
  const { asked, client } = createClient();
  const send = createSender(client, createFetch().fetch);
  const body = {};
  await send({ path: "/a", body, stream: true, signal });
  await send({ path: "/a", body, stream: false, signal });
  await send({ path: "/b", body, stream: false, signal });
  expect(asked).toHaveLength(3);
});

it("gives the signal to fetch", async () => {
  const controller = new AbortController();
  const send = createSender(
    createClient().client,
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        controller.abort();
      }),
  );
  const request = { path: "/a", body: {}, stream: true, signal: controller.signal };
  await expect(send(request)).rejects.toThrow("aborted");
});

it.each([
  ["JSON", `{"error":{"message":"no"}}`, { error: { message: "no" } }],
  ["a page", "<html>no</html>", undefined],
  ["nothing", "", undefined],
  ["JSON that is cut off", `{"error":`, undefined],
])("reads an error that says %s", async (_, body, error) => {
  const response = new Response(body, { status: 429, headers: { "retry-after": "1" } });
  const failure = await readStatusError(response);
  expect(failure).toMatchObject({ status: 429, error });
  expect(failure.headers.get("retry-after")).toBe("1");
});

it("reads no more of a body than an error needs, and closes it", async () => {
  let sent = 0;
  let closed = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 10_000;
      controller.enqueue(new Uint8Array(10_000).fill(32));
    },
    cancel() {
      closed = true;
    },
  });
  expect(await readStatusError(new Response(body, { status: 500 }))).toMatchObject({
    status: 500,
    error: undefined,
  });
  expect(closed).toBe(true);
  expect(sent).toBeLessThan(200_000);
});

it("reads an error whose body breaks off", async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.error(new TypeError("terminated")),
  });
  const response = new Response(body, { status: 502 });
  expect(await readStatusError(response)).toMatchObject({ status: 502, error: undefined });
});

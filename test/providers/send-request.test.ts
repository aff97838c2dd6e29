import { expect, it } from "vitest";
import { handOver, sendRequest } from "../../src/providers/send-request.js";

const { signal } = new AbortController();

/** An SDK: it makes a request with its `fetch` and looks at the response for as long as it likes. */
function createSdk(answer: () => Response) {
  const fetch = handOver(async () => answer());
  const seen: Response[] = [];
  return {
    seen,
    async send(init: RequestInit & { readonly fetchOptions: object }): Promise<Response> {
      const { fetchOptions, ...rest } = init;
      const response = await fetch("http://example.com", { ...rest, ...fetchOptions });
      seen.push(response);
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response;
    },
  };
}

it("gives a success before the SDK has seen it", async () => {
  const sdk = createSdk(() => new Response("whole"));
  const response = await sendRequest(sdk.send, signal);
  expect(sdk.seen).toEqual([]);
  expect(await response.text()).toBe("whole");
  await expect.poll(() => sdk.seen).toEqual([response]);
});

it("leaves what is no success to the SDK, for its error", async () => {
  const sdk = createSdk(() => new Response("no", { status: 429 }));
  await expect(sendRequest(sdk.send, signal)).rejects.toThrow("status 429");
});

it("says what fails before there is a response", async () => {
  const sdk = createSdk(() => {
    throw new TypeError("fetch failed");
  });
  await expect(sendRequest(sdk.send, signal)).rejects.toThrow("fetch failed");
});

it("hears no more of an SDK that fails after a success", async () => {
  const fetch = handOver(async () => new Response("whole"));
  const response = await sendRequest(async ({ fetchOptions }) => {
    await fetch("http://example.com", fetchOptions);
    throw new Error("the SDK's own");
  }, signal);
  expect(await response.text()).toBe("whole");
  await new Promise((resolve) => setTimeout(resolve, 5));
});

it("is a fetch like any other for requests that nobody waits for here", async () => {
  const response = await handOver(async () => new Response("whole"))("http://example.com");
  expect(await response.text()).toBe("whole");
});

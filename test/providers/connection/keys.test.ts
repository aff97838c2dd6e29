import { anthropic, openai, type Provider } from "troupe";
import { expect, test, vi } from "vitest";
import { collect } from "../../support/collect.js";
import { createCall } from "../conformance/bench.js";

/** What the requests of a provider say in a header, of which it makes as many as there are calls. */
async function headersOf(
  create: (fetch: typeof globalThis.fetch) => Provider,
  header: string,
  calls = 1,
): Promise<readonly (string | null)[]> {
  const seen: (string | null)[] = [];
  const provider = create(async (_url, init) => {
    seen.push(new Headers(init?.headers).get(header));
    return new Response("{}", { status: 400 });
  });
  for (let count = 0; count < calls; count++) {
    const { error } = await collect(provider.stream(createCall()));
    expect(error).toMatchObject({ httpStatus: 400 });
  }
  return seen;
}

const baseURL = "https://models.example/v1";

test("a function that gives the key is asked for each request", async () => {
  let count = 0;
  const apiKey = () => `key-number-${++count}`;
  expect(
    await headersOf((fetch) => openai({ baseURL, apiKey, fetch }), "authorization", 2),
  ).toEqual(["Bearer key-number-1", "Bearer key-number-2"]);
});

test.each([
  ["openai", "OPENAI_CUSTOM_HEADERS", openai, "authorization", "Bearer key-of-config"],
  ["anthropic", "ANTHROPIC_CUSTOM_HEADERS", anthropic, "x-api-key", "key-of-config"],
] as const)(
  "the key of %s for a server of one's own is sent, whatever %s says",
  async (_, variable, create, header, sent) => {
    vi.stubEnv(variable, `${header}: key-of-environment`);
    const apiKey = "key-of-config";
    expect(await headersOf((fetch) => create({ baseURL, apiKey, fetch }), header)).toEqual([sent]);
  },
);

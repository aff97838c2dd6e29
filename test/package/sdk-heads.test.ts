import { Anthropic } from "@anthropic-ai/sdk";
import { OpenAI } from "openai";
import type { anthropic, AnthropicOptions, openai, OpenAIOptions, Provider } from "troupe";
import { describe, expect, it } from "vitest";
import { maxTimerMs } from "../../src/internal/duration.js";
import type { RequestBuilder } from "../../src/providers/http/send-request.js";
import { startWireServer, type WireRequest } from "../support/wire-server.js";

/** The package as it is shipped, with what it has of the SDKs. */
const shipped = (await import(String(new URL("../../dist/index.js", import.meta.url)))) as {
  openai: typeof openai;
  anthropic: typeof anthropic;
};

const apiKey = "sk-test-1234567890";

/** What the SDK says of a request, without what depends on the body's length. */
async function headOf(client: RequestBuilder, path: string): Promise<object> {
  const { url, req } = await client.buildRequest({
    method: "post",
    path,
    body: {},
    stream: true,
  });
  const { pathname, search } = new URL(url);
  return { method: req.method, path: pathname + search, headers: Object.fromEntries(req.headers) };
}

function sentHead({ method, path, headers }: WireRequest, expected: object): object {
  const names = Object.keys(Reflect.get(expected, "headers") as object);
  const sent = Object.fromEntries(names.map((name) => [name, headers[name]]));
  return { method: method.toLowerCase(), path, headers: sent };
}

describe("the shipped package sends what the whole SDK would", () => {
  it.each<[string, string, OpenAIOptions]>([
    ["nothing but a key", "", {}],
    ["a query in the base URL", "?api-version=1", {}],
    ["headers", "", { headers: { "x-team": "a", "user-agent": "mine", authorization: "none" } }],
    ["organization and project", "", { organization: "org_1", project: "proj_1" }],
  ])("to OpenAI, with %s", async (_, query, options) => {
    await using server = await startWireServer({ status: 400 });
    const baseURL = `${server.url}/v1${query}`;
    const { headers, organization, project } = options;
    const given = { organization, project, defaultHeaders: headers };
    const client = new OpenAI({ apiKey, baseURL, ...given, adminAPIKey: null });
    const expected = await headOf(client, "/responses");
    const provider = shipped.openai({ apiKey, baseURL, api: "responses", ...options });
    expect(sentHead(await requestOf(provider, server.requests), expected)).toEqual(expected);
  });

  it.each<[string, AnthropicOptions]>([
    ["nothing but a key", {}],
    ["headers", { headers: { "x-team": "a", "anthropic-beta": "some-2025-01-01" } }],
  ])("to Anthropic, with %s", async (_, options) => {
    await using server = await startWireServer({ status: 400 });
    const baseURL = server.url;
    // The runtime has limits of its own, and tells the server none of the SDK's.
    const timeout = maxTimerMs;
    const client = new Anthropic({ apiKey, baseURL, timeout, defaultHeaders: options.headers });
    const expected = await headOf(client, "/v1/messages");
    const provider = shipped.anthropic({ apiKey, baseURL, ...options });
    expect(sentHead(await requestOf(provider, server.requests), expected)).toEqual(expected);
  });
});

async function requestOf(
  provider: Provider,
  requests: readonly WireRequest[],
): Promise<WireRequest> {
  const call = {
    model: "m",
    messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    stream: true,
    signal: new AbortController().signal,
  } as const;
  await expect(async () => {
    for await (const _ of provider.stream(call)) continue;
  }).rejects.toThrow("400");
  const [request] = requests;
  if (request === undefined) throw new Error("nothing was sent");
  return request;
}

import { createOpenAI } from "@ai-sdk/openai";
import { describe, expect, it } from "vitest";
import { aiSdk, anthropic, openai, type Provider } from "troupe";
import { streamingText } from "../support/callers.js";
import { sseReply, startWireServer, type WireReply } from "../support/wire-server.js";
import { faultWires } from "../support/fault-wires.js";

const options = (url: string) => ({ baseURL: `${url}/v1`, apiKey: "sk-test-1234567890" });

const providers: Readonly<Record<string, (url: string) => Provider>> = {
  openai: (url) => openai(options(url)),
  anthropic: (url) => anthropic(options(url)),
  "the AI SDK": (url) => aiSdk(createOpenAI(options(url)).chat),
  "the AI SDK with a fetch": (url) =>
    aiSdk(createOpenAI({ ...options(url), fetch: (...args) => fetch(...args) }).chat),
};

const [wire] = faultWires;
if (wire === undefined) throw new Error("there is no wire");
const hello: WireReply = sseReply([
  wire.opening(true) + wire.text("Hello.") + wire.end("stop", true),
]);

async function failWith(provider: Provider): Promise<unknown> {
  return streamingText(provider, { retry: false })({ topic: "owls" }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

describe.each(Object.entries(providers))("a redirect to another host, %s", (_, create) => {
  it.each([301, 302, 303, 307, 308])("is not followed with %i", async (status) => {
    await using other = await startWireServer(hello);
    await using server = await startWireServer({
      status,
      headers: { location: `${other.url}/v1` },
    });
    expect(await failWith(create(server.url))).toMatchObject({
      code: "provider_rejected",
      httpStatus: status,
      message: expect.stringContaining("a redirect. It was not followed"),
    });
    expect(other.requests).toEqual([]);
  });

  it.each([300, 304])("is not what a %i is called", async (status) => {
    await using server = await startWireServer({ status });
    const error = await failWith(create(server.url));
    expect(error).toMatchObject({
      code: "provider_rejected",
      httpStatus: status,
      retryable: false,
    });
    expect((error as Error).message).not.toContain("redirect");
  });
});

describe("the AI SDK", () => {
  it("follows a redirect to the same host, with the body, and not in a circle", async () => {
    await using server = await startWireServer((request) =>
      request.path.startsWith("/v1/")
        ? { status: 307, headers: { location: "/v2/chat/completions" } }
        : hello,
    );
    const provider = aiSdk(createOpenAI(options(server.url)).chat);
    expect(await streamingText(provider)({ topic: "owls" })).toBe("Hello.");
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/v1/chat/completions",
      "/v2/chat/completions",
    ]);
    expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);

    server.reply = { status: 308, headers: { location: "/again" } };
    expect(await failWith(provider)).toMatchObject({ httpStatus: 308 });
    expect(server.requests.length).toBeLessThan(10);
  });

  it("answers with a model whose class has private fields", async () => {
    await using server = await startWireServer(hello);
    const inner = createOpenAI(options(server.url)).chat("gpt-4o");
    class PrivateModel {
      readonly specificationVersion = inner.specificationVersion;
      readonly provider = "private";
      readonly modelId = "m";
      readonly config = { fetch: undefined };
      readonly #inner = inner;
      get supportedUrls() {
        return this.#inner.supportedUrls;
      }
      doStream(...given: Parameters<typeof inner.doStream>) {
        return this.#inner.doStream(...given);
      }
      doGenerate(...given: Parameters<typeof inner.doGenerate>) {
        return this.#inner.doGenerate(...given);
      }
    }
    expect(await streamingText(aiSdk(new PrivateModel()))({ topic: "owls" })).toBe("Hello.");
    expect(server.requests).toHaveLength(1);
  });

  it("leaves the application's own model as it is", async () => {
    await using other = await startWireServer(hello);
    await using server = await startWireServer({
      status: 307,
      headers: { location: `${other.url}/` },
    });
    const model = createOpenAI(options(server.url)).chat("gpt-4o");
    await failWith(aiSdk(model));
    await model.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] });
    expect(other.requests).toHaveLength(1);
  });
});

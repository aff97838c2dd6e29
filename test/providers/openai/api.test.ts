import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openai } from "../../../src/providers/openai/openai.js";
import type { OpenAIOptions } from "../../../src/providers/openai/options/options.js";
import { collect, createCall, toSse } from "../conformance/bench.js";
import { chunk } from "./chat/chunk.js";
import { completed, textDelta } from "./responses/events.js";

const asked: string[] = [];

/** Answers in the API that it is asked in. */
const fetch: typeof globalThis.fetch = async (input) => {
  const url = String(input);
  asked.push(url);
  const events = url.endsWith("/responses")
    ? [textDelta("Hi"), completed()]
    : [chunk({ content: "Hi" }, "stop"), "[DONE]"];
  return new Response(toSse(events), { headers: { "content-type": "text/event-stream" } });
};

async function ask(options: OpenAIOptions): Promise<string | undefined> {
  const { text, error } = await collect(
    openai({ apiKey: "sk-1", fetch, ...options }),
    createCall(),
  );
  expect({ text, error }).toEqual({ text: "Hi", error: undefined });
  return asked.pop();
}

describe("the API that openai speaks", () => {
  beforeEach(() => vi.stubEnv("OPENAI_BASE_URL", undefined));
  afterEach(() => vi.unstubAllEnvs());

  it("is Responses for OpenAI itself, and Chat Completions for every other server", async () => {
    expect(await ask({})).toBe("https://api.openai.com/v1/responses");
    expect(await ask({ baseURL: "https://api.openai.com/v1/" })).toMatch(/\/v1\/responses$/);
    expect(await ask({ baseURL: "https://example.com/v1" })).toBe(
      "https://example.com/v1/chat/completions",
    );
  });

  it("is decided by the environment at the time of a call", async () => {
    const provider = openai({ apiKey: "sk-1", fetch });
    await collect(provider, createCall());
    vi.stubEnv("OPENAI_BASE_URL", "https://example.com/v1");
    await collect(provider, createCall());
    expect(asked.splice(0)).toEqual([
      "https://api.openai.com/v1/responses",
      "https://example.com/v1/chat/completions",
    ]);
  });

  it("is the one of the options, whatever the server", async () => {
    expect(await ask({ api: "chat" })).toBe("https://api.openai.com/v1/chat/completions");
    expect(await ask({ api: "responses", baseURL: "https://example.com/v1" })).toBe(
      "https://example.com/v1/responses",
    );
  });

  it("asks for the key once in a call", async () => {
    const apiKey = vi.fn(() => "sk-1");
    await ask({ apiKey });
    expect(apiKey).toHaveBeenCalledTimes(1);
  });

  it.each(["organization", "project"])(
    "is not asked with an %s that no header can have",
    async (name) => {
      const { error } = await collect(
        openai({ apiKey: "sk-1", [name]: "secret\n€" }),
        createCall(),
      );
      expect(error).toMatchObject({ code: "config_invalid" });
      expect(String(error)).toMatch(new RegExp(name, "i"));
      expect(String(error)).not.toContain("secret");
    },
  );

  it("leaves a base URL that cannot be used to the call", async () => {
    const { error } = await collect(openai({ apiKey: "sk-1", baseURL: "nowhere" }), createCall());
    expect(error).toMatchObject({ code: "config_invalid" });
  });
});

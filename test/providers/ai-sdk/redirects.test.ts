import { createOpenAI } from "@ai-sdk/openai";
import { aiSdk } from "troupe";
import { expect, test } from "vitest";
import { collect } from "../../support/collect.js";
import { createCall } from "../conformance/bench.js";

test.each([
  ["to another path", 307, "https://models.example/v2", 6],
  ["to a path", 308, "/v2", 6],
  ["to a connection that is not encrypted", 307, "http://models.example/v2", 1],
  ["to another host", 307, "https://other.example/v1", 1],
  ["that would lose the body", 302, "https://models.example/v2", 1],
])("a redirect %s", async (_, status, location, requests) => {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return new Response(null, { status, headers: { location } });
  };
  const provider = aiSdk(
    createOpenAI({ apiKey: "key-of-config", baseURL: "https://models.example/v1", fetch }),
  );
  const { error } = await collect(provider.stream(createCall({ model: "gpt-4o" })));
  expect(error).toBeInstanceOf(Error);
  expect(asked).toHaveLength(requests);
  expect(asked.every((url) => url.startsWith("https://models.example/"))).toBe(true);
});

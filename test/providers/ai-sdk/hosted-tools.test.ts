import { expect, it } from "vitest";
import { providerTool } from "troupe";
import { toCallOptions } from "../../../src/providers/ai-sdk/to-call-options.js";
import { createCall } from "../conformance/bench.js";

const hostedTools = [providerTool({ name: "google_search", id: "google.google_search" })];
const kept = (type: string, value: object) => ({
  type: "reasoning",
  text: "",
  replay: {
    wire: "ai-sdk-hosted",
    data: { type, id: "s", name: "google_search", value, metadata: { google: { a: 1 } } },
  },
});

/** What a model of a version of the AI SDK's specification is called with. */
function write(specificationVersion: "v2" | "v4"): object {
  const facts = { specificationVersion, provider: "google.generative-ai", supportedUrls: {} };
  const content = [kept("tool-call", { query: "rain" }), kept("tool-result", { found: 1 })];
  const messages = [{ role: "assistant", content }];
  const call = createCall({ messages, hostedTools } as object);
  return toCallOptions(call, facts, {}, new AbortController().signal);
}

it("tells a model of the AI SDK of a tool that its provider runs, in the words of its version", () => {
  const tool = { id: "google.google_search", name: "google_search", args: {} };
  expect(write("v4")).toMatchObject({ tools: [{ type: "provider", ...tool }] });
  expect(write("v2")).toMatchObject({ tools: [{ type: "provider-defined", ...tool }] });
});

it("gives back the calls and results of such a tool within the model's message", () => {
  const place = { toolCallId: "s", toolName: "google_search" };
  const providerOptions = { google: { a: 1 } };
  expect(write("v4")).toMatchObject({
    prompt: [
      {
        role: "assistant",
        content: [
          {
            type: "tool-call",
            ...place,
            input: { query: "rain" },
            providerExecuted: true,
            providerOptions,
          },
          {
            type: "tool-result",
            ...place,
            output: { type: "json", value: { found: 1 } },
            providerOptions,
          },
        ],
      },
    ],
  });
});

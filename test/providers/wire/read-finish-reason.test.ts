import { describe, expect, it } from "vitest";
import type { ModelStreamPart, Provider } from "../../../src/model/provider.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { openai } from "../../../src/providers/openai/openai.js";
import { useWireServer } from "../../support/use-wire-server.js";
import { jsonReply, sseReply } from "../../support/wire-server.js";
import { collect, createCall, toSse } from "../conformance/bench.js";
import {
  completed,
  created,
  message,
  response,
  textDelta,
  usage,
} from "../openai/responses/events.js";

const server = await useWireServer();

interface Wire {
  readonly name: string;
  create(options: { baseURL: string; apiKey: string }): Provider;
  /** The events of an answer that says "Hi" and stops for a reason. */
  events(reason: string): readonly string[];
  whole(reason: string): object;
}

const incomplete = (reason: string) => ({
  status: "incomplete",
  incomplete_details: { reason },
  usage,
});

const wires: readonly Wire[] = [
  {
    name: "Chat Completions",
    create: (options) => openai({ ...options, api: "chat" }),
    events: (reason) => [
      JSON.stringify({ choices: [{ index: 0, delta: { content: "Hi" } }] }),
      JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: reason }] }),
      "[DONE]",
    ],
    whole: (reason) => ({
      choices: [{ index: 0, message: { content: "Hi" }, finish_reason: reason }],
    }),
  },
  {
    name: "Messages",
    create: (options) => anthropic(options),
    events: (reason) => [
      JSON.stringify({ type: "message_start", message: { id: "msg_1" } }),
      JSON.stringify({ type: "content_block_start", index: 0, content_block: { type: "text" } }),
      JSON.stringify({
        type: "content_block_delta",
        index: 0,
        delta: { type: "text_delta", text: "Hi" },
      }),
      JSON.stringify({ type: "message_delta", delta: { stop_reason: reason } }),
      JSON.stringify({ type: "message_stop" }),
    ],
    whole: (reason) => ({
      type: "message",
      content: [{ type: "text", text: "Hi" }],
      stop_reason: reason,
    }),
  },
  {
    name: "Responses",
    create: (options) => openai({ ...options, api: "responses" }),
    events: (reason) => [...created, textDelta("Hi"), completed(incomplete(reason))],
    whole: (reason) => response({ output: [message("Hi")], ...incomplete(reason) }),
  },
];

/** What comes of an answer that stops for a reason, streamed and whole. */
async function stop(wire: Wire, reason: string) {
  const provider = wire.create({ baseURL: server.url, apiKey: "sk-test-secret" });
  server.reply = sseReply([toSse(wire.events(reason))]);
  const streamed = await collect(provider, createCall({ stream: true }));
  server.reply = jsonReply(wire.whole(reason));
  return [streamed, await collect(provider, createCall({ stream: false }))];
}

const isWarning = ({ type }: ModelStreamPart) => type === "warning";

describe.each(wires)("a reason to stop over $name", (wire) => {
  it.each([
    ["content_filter", ["SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII"]],
    ["content_filter", ["guardrail_intervened", "content_filter: hate", "Content-Filter"]],
    ["content_filter", ["content_filtered", "blocked", "sensitive", "ERROR_TOXIC", "IMAGE_SAFETY"]],
    ["length", ["MAX_TOKENS", "max_tokens", "max_output_tokens", "model_length", "LENGTH"]],
    ["length", ["MaxTokens", "model_context_window_exceeded", "FINISH_REASON_MAX_TOKENS"]],
    ["stop", ["STOP", "eos", "eos_token", "end_turn", "END_TURN", "COMPLETE", "stop_sequence"]],
    ["tool_calls", ["TOOL_CALLS", "tool_use", "function_call", "toolUse"]],
    ["refusal", ["refusal"]],
  ])("is %s in the words %j", async (expected, words) => {
    for (const word of words) {
      for (const { parts, error } of await stop(wire, word)) {
        expect({ word, error }).toEqual({ word, error: undefined });
        expect({ word, end: parts.at(-1) }).toEqual({
          word,
          end: { type: "finish", reason: expected },
        });
        expect(parts.some(isWarning)).toBe(false);
      }
    }
  });

  it("that is not known is other, with a warning that names it", async () => {
    for (const { parts, text, error } of await stop(wire, "LANGUAGE sk-test-secret")) {
      expect({ text, error }).toEqual({ text: "Hi", error: undefined });
      expect(parts.at(-1)).toEqual({ type: "finish", reason: "other" });
      const warning = parts.find(isWarning);
      expect(warning).toMatchObject({ code: "unknown_finish_reason" });
      expect(JSON.stringify(warning)).toContain("LANGUAGE [redacted]");
    }
  });

  it("that says that the server failed is an error", async () => {
    for (const word of ["error", "ERROR", "abort", "network_error"]) {
      for (const { parts, error } of await stop(wire, word)) {
        expect(error).toMatchObject({ code: "interrupted", retryable: true });
        expect(parts.some(({ type }) => type === "finish")).toBe(false);
      }
    }
  });
});

import { expect, test } from "vitest";
import { readFinish } from "../../../src/providers/ai-sdk/read-finish.js";
import { readUsage } from "../../../src/providers/ai-sdk/read-usage.js";

const none = { inputTokens: 0, outputTokens: 0 };

test.each<[unknown, object | undefined]>([
  [undefined, undefined],
  [{ inputTokens: {}, outputTokens: {} }, undefined],
  [
    { inputTokens: 5, outputTokens: 3 },
    { inputTokens: 5, outputTokens: 3 },
  ],
  [{ inputTokens: 5 }, { ...none, inputTokens: 5 }],
  [{ outputTokens: { total: 3 } }, { ...none, outputTokens: 3 }],
  [
    { inputTokens: 9, outputTokens: 4, cachedInputTokens: 2, reasoningTokens: 1 },
    { inputTokens: 9, outputTokens: 4, cacheReadTokens: 2, reasoningTokens: 1 },
  ],
  [
    {
      inputTokens: { noCache: 1, cacheRead: 2, cacheWrite: 4 },
      outputTokens: { text: 8, reasoning: 16 },
    },
    {
      inputTokens: 7,
      outputTokens: 24,
      cacheReadTokens: 2,
      cacheWriteTokens: 4,
      reasoningTokens: 16,
    },
  ],
  [
    {
      inputTokens: { total: 9, cacheRead: 0 },
      outputTokens: { total: 4, text: 1 },
      cachedInputTokens: 3,
    },
    { inputTokens: 9, outputTokens: 4, cacheReadTokens: 0 },
  ],
])("the usage of %j", (usage, read) => {
  expect(readUsage(usage)).toEqual(read);
});

test.each<[unknown, string, object]>([
  ["stop", "google", { reason: "stop" }],
  [{ unified: "tool-calls", raw: "STOP" }, "google", { reason: "tool_calls" }],
  ["unknown", "google", { reason: "cut" }],
  [{ unified: "other" }, "google", { reason: "cut" }],
  [{ unified: "other", raw: "recitation" }, "google", { reason: "other" }],
  [{ unified: "other", raw: "pause_turn" }, "anthropic", { reason: "pause" }],
  [{ unified: "error", raw: "boom" }, "google", { reason: "error", raw: "boom" }],
  ["error", "google", { reason: "error" }],
  [{ unified: "content-filter", raw: "refusal" }, "anthropic", { reason: "refusal" }],
  [{ unified: "content-filter", raw: "SAFETY" }, "google", { reason: "content_filter" }],
  ["content-filter", "azure", { reason: "refusal" }],
  ["content-filter", "google", { reason: "content_filter" }],
])("the end %j of %s", (value, label, read) => {
  expect(readFinish(value, label)).toEqual(read);
});

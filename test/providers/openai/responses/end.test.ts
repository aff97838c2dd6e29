import { describe, expect, it } from "vitest";
import { said, useAsker } from "./ask.js";
import {
  added,
  completed,
  delta,
  done,
  event,
  functionCall,
  message,
  response,
  textDelta,
  usage,
} from "./events.js";

const { run, runWhole } = await useAsker();

describe("the end of a response", () => {
  const incomplete = (reason?: string) => ({
    status: "incomplete",
    usage,
    ...(reason !== undefined && { incomplete_details: { reason } }),
  });

  it.each([
    ["max_output_tokens", "length"],
    ["content_filter", "content_filter"],
    ["steered", "other"],
    [undefined, "other"],
  ])("that is incomplete for %s is %s", async (reason, expected) => {
    const end = { type: "finish", reason: expected };
    const fields = incomplete(reason);
    const last = event("incomplete", { response: response(fields) });
    expect((await run([textDelta("Hi"), last])).parts.at(-1)).toEqual(end);
    expect((await runWhole({ output: [message("Hi")], ...fields })).parts.at(-1)).toEqual(end);
    // vLLM says it so.
    expect((await run([textDelta("Hi"), completed(fields)])).parts.at(-1)).toEqual(end);
  });

  it("is a refusal when the model declines", async () => {
    const refused = message("", { content: [{ type: "refusal", refusal: "I can't help." }] });
    const streamed = await run([
      delta("refusal", "I can't "),
      delta("refusal", "help."),
      done(refused),
      completed(),
    ]);
    expect(said(streamed)).toEqual([
      { type: "refusal_delta", text: "I can't " },
      { type: "refusal_delta", text: "help." },
    ]);
    expect(streamed.parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
    const whole = await runWhole({ output: [refused] });
    expect(said(whole)).toEqual([{ type: "refusal_delta", text: "I can't help." }]);
    expect(whole.parts.at(-1)).toEqual({ type: "finish", reason: "refusal" });
  });

  it.each([
    ["server_error", "provider_unavailable", true],
    ["rate_limit_exceeded", "rate_limited", true],
    ["insufficient_quota", "rate_limited", false],
    ["invalid_prompt", "provider_rejected", false],
    ["context_length_exceeded", "provider_rejected", false],
    ["never_heard_of", "interrupted", true],
  ])("that failed for %s is %s, with what it cost", async (code, expected, retryable) => {
    const failed = { status: "failed", error: { code, message: "That did not work" }, usage };
    const streamed = await run([event("failed", { response: response(failed) })]);
    expect(streamed.parts.at(-1)).toMatchObject({ type: "usage", usage: { inputTokens: 12 } });
    for (const { error } of [streamed, await runWhole(failed)]) {
      expect(error).toMatchObject({ code: expected, retryable });
      expect(String(error)).toContain("That did not work");
    }
  });

  it("that failed after text is interrupted", async () => {
    const failed = response({ status: "failed", error: { code: "server_error", message: "No" } });
    const { text, error } = await run([textDelta("Hel"), event("failed", { response: failed })]);
    expect(text).toBe("Hel");
    expect(error).toMatchObject({ code: "interrupted" });
  });

  it.each(["in_progress", undefined])(
    "that failed says so by its event alone: %s",
    async (status) => {
      const failed = response({ status, error: { code: "server_error", message: "No" } });
      const { parts, error } = await run([event("failed", { response: failed })]);
      expect(error).toMatchObject({ code: "provider_unavailable" });
      expect(parts.some(({ type }) => type === "finish")).toBe(false);
    },
  );

  it("that failed ends no tool call, whose arguments may be cut short", async () => {
    const failed = response({ status: "failed", error: { code: "server_error", message: "No" } });
    const { parts, error } = await run([
      added(functionCall("call_1", "double", "")),
      delta("function_call_arguments", '{"n":1'),
      event("failed", { response: failed }),
    ]);
    expect(error).toMatchObject({ code: "interrupted" });
    const types = parts.map(({ type }) => type);
    expect(types).toContain("tool_call_delta");
    expect(types).not.toContain("tool_call_end");
  });

  it("is an error where the event of one has its fields beside its type", async () => {
    const { error } = await run([
      '{"type":"error","code":"rate_limit_exceeded","message":"Slow down","param":null}',
    ]);
    expect(error).toMatchObject({ code: "rate_limited", requestId: "resp_1" });
    expect(String(error)).toContain("Slow down");
  });

  it("is not there with [DONE] alone, and [DONE] after it is passed over", async () => {
    expect((await run([textDelta("Hi"), "[DONE]"])).error).toMatchObject({ code: "interrupted" });
    const { error, parts } = await run([textDelta("Hi"), completed(), "[DONE]"]);
    expect(error).toBeUndefined();
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop" });
  });

  it.each(["queued", "in_progress", "cancelled"])(
    "is not there in a whole response that is %s",
    async (status) => {
      expect((await runWhole({ status })).error).toMatchObject({ code: "interrupted" });
    },
  );

  it.each([
    ["a delta that is not text", event("output_text.delta", { delta: { text: "lost?" } })],
    ["an item that is none", event("output_item.done", { output_index: 0 })],
    ["an end without a response", event("completed")],
    ["an event without a type", '{"sequence_number":4}'],
  ])("is an error after %s", async (_, data) => {
    const { error, parts } = await run([textDelta("Hel"), data, completed()]);
    expect(error).toMatchObject({ code: "interrupted" });
    expect(parts.some(({ type }) => type === "finish")).toBe(false);
  });
});

describe("the usage of a response", () => {
  it("counts cached and reasoning tokens", async () => {
    const counts = {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 80, cache_write_tokens: 10 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 30 },
      total_tokens: 150,
    };
    const { parts } = await run([textDelta("x"), completed({ usage: counts })]);
    expect(parts.at(-2)).toEqual({
      type: "usage",
      usage: {
        inputTokens: 100,
        outputTokens: 50,
        cacheReadTokens: 80,
        cacheWriteTokens: 10,
        reasoningTokens: 30,
      },
    });
  });

  it.each([null, {}, { input_tokens: "12" }, { input_tokens: -1 }, "none"])(
    "counts nothing from %j",
    async (wrong) => {
      const { parts } = await run([textDelta("x"), completed({ usage: wrong })]);
      expect(parts.some(({ type }) => type === "usage")).toBe(false);
    },
  );
});

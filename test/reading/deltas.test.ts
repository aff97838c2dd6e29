import { describe, expect, test } from "vitest";
import { AgentError, type Delta } from "troupe";
import { streamingText } from "../support/callers.js";
import { collect, settle } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";

const params = { topic: "AI" };

describe("deltas", () => {
  test("say who speaks, then the text, then why the model stopped", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)(params);
    const early = collect(execution.deltas());
    const answer = await provider.request();
    answer.push({ type: "reasoning_delta", text: "Hm." });
    answer.text("Once", " upon");
    answer.push({ type: "usage", usage: { inputTokens: 1, outputTokens: 2 } });
    answer.finish("length");
    const deltas: Delta[] = [
      { role: "assistant", content: "Once" },
      { content: " upon" },
      { finishReason: "length" },
    ];
    expect(await early).toEqual({ values: deltas, error: undefined });
    expect((await collect(execution.deltas())).values).toEqual(deltas);
    expect(await execution).toBe("Once upon");
  });

  test("show tools as the model asks for them, and every message of the model", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)(params);
    const deltas = collect(execution.deltas());
    const first = await provider.request(0);
    first.push(
      { type: "tool_call_start", id: "a", name: "weather" },
      { type: "tool_call_delta", id: "a", text: '{"city":' },
      { type: "tool_call_start", id: "b", name: "clock" },
      { type: "tool_call_delta", id: "a", text: '"Graz"}' },
      { type: "finish", reason: "tool_calls" },
    );
    first.end();
    const second = await provider.request(1);
    second.text("Rain.");
    second.finish();
    const piece = (id: string, name: string, text: string): Delta => ({
      toolCalls: [{ id, name, arguments: text }],
    });
    expect((await deltas).values).toEqual([
      { role: "assistant", ...piece("a", "weather", "") },
      piece("a", "weather", '{"city":'),
      piece("b", "clock", ""),
      piece("a", "weather", '"Graz"}'),
      { finishReason: "tool_calls" },
      { role: "assistant", content: "Rain." },
      { finishReason: "stop" },
    ]);
  });

  test("an answer without a word still says who speaks and why it stopped", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)(params);
    const deltas = collect(execution.deltas());
    (await provider.request()).finish("length");
    expect(await deltas).toMatchObject({
      values: [{ role: "assistant", finishReason: "length" }],
      error: { code: "output_truncated" },
    });
  });

  test("the execution's error is thrown after the last", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider)(params);
    const deltas = collect(execution.deltas());
    const answer = await provider.request();
    answer.text("Once");
    answer.end();
    expect(await deltas).toMatchObject({
      values: [{ role: "assistant", content: "Once" }],
      error: { code: "interrupted", partialText: "Once" },
    });
  });

  test("the provider is read no further ahead than the high-water mark, arguments included", async () => {
    const provider = createPushProvider();
    const execution = streamingText(provider, {}, { highWaterMark: 10 })(params);
    const deltas = execution.deltas();
    const answer = await provider.request();
    answer.text("0123");
    expect(await deltas.next()).toMatchObject({ value: { content: "0123" } });
    answer.push({ type: "tool_call_start", id: "a", name: "weather" });
    for (let i = 0; i < 10; i += 1) {
      answer.push({ type: "tool_call_delta", id: "a", text: "abcdef" });
    }
    await settle();
    const taken = answer.taken;
    expect(taken).toBeLessThan(6);
    await deltas.next();
    await deltas.next();
    await settle();
    expect(answer.taken).toBe(taken + 1);
    await deltas.return?.();
    expect(answer.closed).toBe(true);
    expect(await execution.record).toMatchObject({ status: "disconnected" });
  });

  test("end where a message is begun again, and leave out what is void for who comes later", async () => {
    const provider = createPushProvider();
    const retry = { maxAttempts: 2, initialDelayMs: 0, maxDelayMs: 0, restart: true } as const;
    const execution = streamingText(provider, { retry })(params);
    const output = execution.then((text) => text);
    const early = collect(execution.deltas());
    const first = await provider.request(0);
    first.text("Onc");
    await settle();
    first.fail(new AgentError("interrupted", "cut"));
    const second = await provider.request(1);
    second.text("Once");
    second.finish();
    expect(await early).toMatchObject({
      values: [{ role: "assistant", content: "Onc" }],
      error: { code: "interrupted", message: expect.stringContaining("interrupted and restarted") },
    });
    expect((await collect(execution.deltas())).values).toEqual([
      { role: "assistant", content: "Once" },
      { finishReason: "stop" },
    ]);
    expect(await output).toBe("Once");
  });
});

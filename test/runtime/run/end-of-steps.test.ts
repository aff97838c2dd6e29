import { describe, expect, test } from "vitest";
import type { ModelStreamPart } from "troupe";
import { settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { double, toolAgent, toolStory } from "../../support/tool-callers.js";

describe("the end of the steps", () => {
  test("max_steps, when tools are still asked for; those do not run", async () => {
    const provider = createPushProvider();
    let runs = 0;
    const count = { ...double, run: () => (runs += 1) };
    const execution = toolAgent(provider, [count], { spec: { maxSteps: 2 } })({});
    const first = await provider.request(0);
    first.text("Once. ");
    first.push(usage(1, 1));
    first.ask(["c1", "double", '{"n":1}']);
    const second = await provider.request(1);
    second.text("Twice.");
    second.push(usage(1, 1));
    second.ask(["c2", "double", '{"n":1}']);
    await expect(execution).rejects.toMatchObject({
      code: "max_steps",
      status: "error",
      message: expect.stringContaining("step 2"),
      partialText: "Once. Twice.",
      usage: { inputTokens: 2 },
      attempts: [{ step: 1 }, { step: 2 }],
    });
    expect(runs).toBe(1);
    const record = await execution.record;
    expect(record.toolCalls).toMatchObject([{ id: "c1" }]);
    expect(record.steps).toHaveLength(2);
    // More would have come.
    await expect(execution.text).rejects.toMatchObject({ code: "max_steps" });
  });

  test.each([
    [
      "the call's",
      { options: { maxSteps: 1 }, spec: { maxSteps: 3 }, defaults: { maxSteps: 4 } },
      1,
    ],
    ["the agent's", { options: {}, spec: { maxSteps: 2 }, defaults: { maxSteps: 4 } }, 2],
    ["the config's", { options: {}, spec: {}, defaults: { maxSteps: 3 } }, 3],
    ["10", { options: {}, spec: {}, defaults: {} }, 10],
  ])("the limit is %s", async (_whose, { options, spec, defaults }, steps) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { spec, config: { defaults } })({}, options);
    for (let step = 0; step < steps; step += 1) {
      (await provider.request(step)).ask([`c${step}`, "double", '{"n":1}']);
    }
    await expect(execution).rejects.toMatchObject({ code: "max_steps" });
    expect(provider.answers).toHaveLength(steps);
  });

  test.each([0, -1, 1.5, Number.NaN])("maxSteps %s is invalid_params", async (maxSteps) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({}, { maxSteps });
    await expect(execution).rejects.toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["maxSteps"], message: "expected a whole number above zero" }],
    });
    expect(provider.answers).toHaveLength(0);
  });

  test("the finish reason tool_calls without a call ends it", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const answer = await provider.request();
    answer.text("Never mind.");
    answer.finish("tool_calls");
    expect(await execution).toBe("Never mind.");
  });

  test.each(["stop", "other"] as const)("calls with the finish reason %s run", async (reason) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const first = await provider.request(0);
    // Without a word that the arguments are whole: at the end they are.
    first.push(
      { type: "tool_call_start", id: "c1", name: "double" },
      { type: "tool_call_delta", id: "c1", text: '{"n":21}' },
    );
    first.finish(reason);
    const second = await provider.request(1);
    expect(second.call.messages.at(-1)).toMatchObject({ role: "tool", content: "42" });
    second.finish();
    await execution;
  });

  test.each([
    ["length", "output_truncated"],
    ["content_filter", "content_filtered"],
    ["refusal", "refused"],
  ] as const)("calls with the finish reason %s never run", async (reason, code) => {
    const provider = createPushProvider();
    let runs = 0;
    const execution = toolAgent(provider, [{ ...double, run: () => (runs += 1) }])({});
    const answer = await provider.request();
    answer.push({ type: "tool_call_start", id: "c1", name: "double" });
    answer.finish(reason);
    await expect(execution).rejects.toMatchObject({ code });
    expect(runs).toBe(0);
    expect(await execution.record).toMatchObject({
      toolCalls: [],
      steps: [{ finishReason: reason }],
    });
  });

  test("a stream that is cut within arguments runs nothing, and is not asked again", async () => {
    const provider = createPushProvider();
    let runs = 0;
    const execution = toolAgent(provider, [{ ...double, run: () => (runs += 1) }], {
      spec: { retry: { maxAttempts: 3, initialDelayMs: 1, maxDelayMs: 2 } },
    })({});
    const answer = await provider.request();
    answer.push(
      { type: "tool_call_start", id: "c1", name: "double" },
      { type: "tool_call_delta", id: "c1", text: '{"n":21}' },
      { type: "tool_call_end", id: "c1" },
    );
    await settle();
    answer.end();
    await expect(execution).rejects.toMatchObject({ code: "interrupted" });
    expect(runs).toBe(0);
    expect(provider.answers).toHaveLength(1);
    expect(await execution.record).toMatchObject({ toolCalls: [], steps: [] });
  });

  test.each<[string, ModelStreamPart[]]>([
    [
      "two calls of one id",
      [
        { type: "tool_call_start", id: "c1", name: "double" },
        { type: "tool_call_start", id: "c1", name: "double" },
      ],
    ],
    ["arguments of no call", [{ type: "tool_call_delta", id: "c1", text: "{}" }]],
    [
      "arguments after their end",
      [
        { type: "tool_call_start", id: "c1", name: "double" },
        { type: "tool_call_end", id: "c1" },
        { type: "tool_call_delta", id: "c1", text: "{}" },
      ],
    ],
  ])("a provider that gives %s has failed", async (_what, parts) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    (await provider.request()).push(...parts);
    await expect(execution).rejects.toMatchObject({ code: "provider_unavailable" });
  });

  test.each([
    ["length", '{"title":"A"', "output_truncated"],
    ["stop", "{}", "invalid_output"],
  ] as const)("a last message that ends with %s is %s as ever", async (reason, text, code) => {
    const provider = createPushProvider();
    const execution = toolStory(provider, [double])({});
    (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    second.text(text);
    second.finish(reason);
    await expect(execution).rejects.toMatchObject({ code, partialText: text });
    expect(await execution.text).toBe(text);
    const { steps } = await execution.record;
    expect(steps.map((step) => step.finishReason)).toEqual(["tool_calls", reason]);
  });
});

function usage(inputTokens: number, outputTokens: number): ModelStreamPart {
  return { type: "usage", usage: { inputTokens, outputTokens } };
}

import { describe, expect, test } from "vitest";
import { AgentError, type FinishReason } from "troupe";
import { collect, settle } from "../../support/collect.js";
import {
  createPushProvider,
  type PushedAnswer,
  type PushProvider,
} from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import {
  double,
  toolAgent,
  toolStory,
  type MethodTool,
  type ToolAgentOptions,
} from "../../support/tool-callers.js";

const final = { streamedSteps: "final" } as const;

function finalAgent(
  provider: PushProvider,
  tools: readonly MethodTool[] = [double],
  { spec, config }: ToolAgentOptions = {},
) {
  return toolAgent(provider, tools, { spec: { ...final, ...spec }, ...(config && { config }) });
}

function answerWhole(answer: PushedAnswer, text: string, reason: FinishReason = "stop"): void {
  answer.push(
    { type: "reasoning_delta", text: "Hm." },
    { type: "text_delta", text },
    { type: "usage", usage: { inputTokens: 10, outputTokens: 5 } },
  );
  answer.finish(reason);
}

test("a turn that is stopped in its last step repeats nothing of what was kept back before", async () => {
  const provider = createPushProvider();
  const conversation = finalAgent(provider, [double], { spec: { maxSteps: 2 } }).conversation();
  const execution = conversation.ask({});
  (await provider.request(0)).text("Let me see.");
  (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
  const last = await provider.request(1);
  expect(last.call).toMatchObject({ stream: true });
  last.text("It is forty-two.");
  await settle();
  execution.cancel();
  await expect(execution).rejects.toMatchObject({ partialText: "It is forty-two." });
  expect(conversation.toJSON().turn).not.toHaveProperty("text");
});

describe('steps: "final"', () => {
  test("asks for tools without streaming, and streams the answer in a request of its own", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = finalAgent(provider, [double], { config: { clock } })({});
    const first = await provider.request(0);
    expect(first.call).toMatchObject({ stream: false });
    clock.advance(10);
    first.text("Let me see.");
    first.ask(["c1", "double", '{"n":21}']);

    const second = await provider.request(1);
    expect(second.call).toMatchObject({ stream: false });
    clock.advance(10);
    answerWhole(second, "It is 42, set aside.");

    const third = await provider.request(2);
    expect(third.call).toMatchObject({ stream: true, toolChoice: "none" });
    // The tools stay, because providers want to know what the calls in the prompt mean.
    expect(third.call.tools).toEqual(first.call.tools);
    expect(third.call.messages).toEqual(second.call.messages);
    expect(third.call.messages.slice(2)).toMatchObject([
      { role: "assistant", content: [{ text: "Let me see." }, { type: "tool_call" }] },
      { role: "tool", content: "42" },
    ]);
    clock.advance(30);
    third.text("It is");
    third.text(" 42.");
    third.push({ type: "usage", usage: { inputTokens: 20, outputTokens: 5 } });
    third.finish();

    expect(await execution).toBe("It is 42.");
    expect((await collect(execution)).values).toEqual(["It is", " 42."]);
    expect((await collect(execution.events())).values.map(({ type }) => type)).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "tool_call_delta",
      "tool_call_delta",
      "attempt_end",
      "message_end",
      "tool_call",
      "tool_result",
      "message_start",
      "attempt_start",
      "attempt_end",
      "message_end",
      "message_start",
      "attempt_start",
      "text_delta",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect(await execution.record).toMatchObject({
      text: "It is 42.",
      chunks: 2,
      timeToFirstTokenMs: 30,
      usage: { inputTokens: 30, outputTokens: 10 },
      steps: [{ finishReason: "tool_calls" }, { finishReason: "stop" }, { finishReason: "stop" }],
      attempts: [{ step: 1 }, { step: 2 }, { step: 3, timeToFirstTokenMs: 30 }],
    });
  });

  test("streams the last step that maxSteps allows at once", async () => {
    const provider = createPushProvider();
    const execution = finalAgent(provider, [double], { spec: { maxSteps: 2 } })({});
    (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    expect(second.call.stream).toBe(true);
    expect(second.call.toolChoice).toBe("none");
    second.text("It is 42.");
    second.finish();
    expect(await execution).toBe("It is 42.");
  });

  test("goes on when the model asks for tools although it may not", async () => {
    const provider = createPushProvider();
    const execution = finalAgent(provider)({});
    answerWhole(await provider.request(0), "Set aside.");
    (await provider.request(1)).ask(["c1", "double", '{"n":21}']);
    const third = await provider.request(2);
    expect(third.call).toMatchObject({ stream: false });
    answerWhole(third, "Set aside.");
    const last = await provider.request(3);
    last.text("It is 42.");
    last.finish();
    expect(await execution).toBe("It is 42.");
  });

  test.each([
    ["an agent without tools", [], {}],
    ["toolChoice none", [double], { toolChoice: "none" }],
  ] as const)("makes no difference to %s", async (_what, tools, options) => {
    const provider = createPushProvider();
    const execution = finalAgent(provider, tools)({}, options);
    const answer = await provider.request(0);
    expect(answer.call.stream).toBe(true);
    answer.text("Once");
    answer.finish();
    expect(await execution).toBe("Once");
    expect(provider.answers).toHaveLength(1);
  });

  test("makes no difference to a call that does not stream", async () => {
    const provider = createPushProvider();
    const execution = finalAgent(provider)({}, { streaming: false });
    answerWhole(await provider.request(0), "Once");
    expect(await execution).toBe("Once");
    expect(await execution.text).toBe("Once");
    expect(provider.answers).toHaveLength(1);
  });

  test.each([
    ["refusal", "refused"],
    ["content_filter", "content_filtered"],
  ] as const)("a step that ends with %s is not asked for again", async (reason, code) => {
    const provider = createPushProvider();
    const execution = finalAgent(provider)({});
    answerWhole(await provider.request(0), "I", reason);
    await expect(execution).rejects.toMatchObject({ code, partialText: "" });
    expect(provider.answers).toHaveLength(1);
  });

  test("length in a step that is set aside says nothing of the answer", async () => {
    const provider = createPushProvider();
    const execution = toolStory(provider, [double], { spec: final })({});
    answerWhole(await provider.request(0), '{"title":', "length");
    const second = await provider.request(1);
    second.text('{"title":"A","content":"B"}');
    second.finish();
    expect(await execution).toEqual({ title: "A", content: "B" });
  });

  test("may ask again for a step whose text nobody saw", async () => {
    const provider = createPushProvider();
    const execution = finalAgent(provider, [double], { spec: { fallback: ["test/model-2"] } })({});
    const first = await provider.request(0);
    first.text("Let me");
    await settle();
    first.fail(new AgentError("provider_unavailable", "made to fail"));
    answerWhole(await provider.request(1), "Set aside.");
    const last = await provider.request(2);
    last.text("Once");
    last.finish();
    expect(await execution).toBe("Once");
  });

  test("a step that is set aside need not be a valid output", async () => {
    const provider = createPushProvider();
    const retry = {
      maxAttempts: 2,
      initialDelayMs: 0,
      maxDelayMs: 0,
      invalidOutput: true,
    } as const;
    const spec = { ...final, retry } as const;
    const execution = toolStory(provider, [double], { spec })({});
    answerWhole(await provider.request(0), "I know it.");
    const last = await provider.request(1);
    expect(last.call).toMatchObject({ stream: true, toolChoice: "none" });
    last.text('{"title":"A","content":"B"}');
    last.finish();
    expect(await execution).toEqual({ title: "A", content: "B" });
    expect(provider.answers).toHaveLength(2);
  });

  test("the text is not whole until it was streamed", async () => {
    const provider = createPushProvider();
    const execution = finalAgent(provider)({});
    answerWhole(await provider.request(0), "Set aside.");
    const last = await provider.request(1);
    last.text("On");
    await settle();
    last.end();
    await expect(execution.text).rejects.toMatchObject({ code: "interrupted", partialText: "On" });
  });
});

import { describe, expect, test } from "vitest";
import { AgentError, type ExecutionEvent, type ModelStreamPart } from "troupe";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider, type PushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import { double, toolAgent, toolStory } from "../../support/tool-callers.js";

describe("an execution in two steps", () => {
  test("says everything in its order", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const first = await provider.request(0);
    first.push(
      { type: "reasoning_delta", text: "Twice?" },
      { type: "text_delta", text: "Let me see. " },
      { type: "tool_call_start", id: "c1", name: "double" },
    );
    first.push({ type: "tool_call_delta", id: "c1", text: '{"n":' });
    first.push({ type: "tool_call_delta", id: "c1", text: "21}" }, usage(10, 5));
    first.finish("tool_calls");
    const second = await provider.request(1);
    second.text("It is 42.");
    second.push(usage(20, 7));
    second.finish();
    expect(await execution).toBe("It is 42.");
    const { values } = await collect(execution.events());
    expect(values.map((event) => event.sequence)).toEqual(values.map((_, index) => index));
    const told = values.map(
      ({ executionId: _id, agent: _agent, at: _at, sequence: _n, ...event }) => event,
    );
    const [one, two] = [
      { step: 1, attempt: 1 },
      { step: 2, attempt: 1 },
    ];
    const call = { toolCallId: "c1", tool: "double" };
    expect(told).toEqual([
      {
        type: "start",
        kind: "agent",
        model: "test/model-1",
        streamed: true,
        params: {},
        metadata: {},
        tags: [],
      },
      {
        type: "prompt",
        messages: [
          { role: "system", content: "Use the tools." },
          { role: "user", content: "Go." },
        ],
      },
      { type: "message_start", ...one, model: "test/model-1" },
      { type: "attempt_start", ...one, model: "test/model-1", enforced: true },
      { type: "reasoning_delta", ...one, text: "Twice?" },
      { type: "text_delta", ...one, text: "Let me see. " },
      { type: "tool_call_delta", ...one, ...call, text: "" },
      { type: "tool_call_delta", ...one, ...call, text: '{"n":' },
      { type: "tool_call_delta", ...one, ...call, text: "21}" },
      {
        type: "attempt_end",
        ...one,
        model: "test/model-1",
        outcome: "success",
        durationMs: expect.any(Number),
        timeToFirstTokenMs: expect.any(Number),
        usage: { inputTokens: 10, outputTokens: 5 },
      },
      {
        type: "message_end",
        ...one,
        model: "test/model-1",
        finishReason: "tool_calls",
        usage: { inputTokens: 10, outputTokens: 5 },
      },
      { type: "tool_call", step: 1, ...call, input: { n: 21 } },
      {
        type: "tool_result",
        step: 1,
        ...call,
        outcome: "success",
        output: 42,
        durationMs: expect.any(Number),
      },
      { type: "message_start", ...two, model: "test/model-1" },
      { type: "attempt_start", ...two, model: "test/model-1", enforced: true },
      { type: "text_delta", ...two, text: "It is 42." },
      {
        type: "attempt_end",
        ...two,
        model: "test/model-1",
        outcome: "success",
        durationMs: expect.any(Number),
        timeToFirstTokenMs: expect.any(Number),
        usage: { inputTokens: 20, outputTokens: 7 },
      },
      {
        type: "message_end",
        ...two,
        model: "test/model-1",
        finishReason: "stop",
        usage: { inputTokens: 20, outputTokens: 7 },
      },
      {
        type: "complete",
        output: "It is 42.",
        usage: { inputTokens: 30, outputTokens: 12 },
        durationMs: expect.any(Number),
        timeToFirstTokenMs: expect.any(Number),
        timeToFirstTokenFromStartMs: expect.any(Number),
      },
    ]);
  });

  test("tells the model what it said itself, with what its provider wants back, and what the tool gave", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const replay = { wire: "test", data: { signature: "s" } };
    const first = await provider.request(0);
    expect(first.call.tools).toMatchObject([{ name: "double", description: "Does double." }]);
    first.push(
      { type: "reasoning_delta", text: "Tw" },
      { type: "reasoning_delta", text: "ice" },
      { type: "reasoning_end", replay },
      { type: "reasoning_end", replay },
      { type: "text_delta", text: "Let " },
      { type: "text_delta", text: "me see." },
      { type: "tool_call_start", id: "c1", name: "double" },
      { type: "tool_call_start", id: "c2", name: "double" },
      { type: "tool_call_delta", id: "c2", text: '{ "n" :2' },
      { type: "tool_call_delta", id: "c1", text: '{"n":21}' },
      { type: "tool_call_delta", id: "c2", text: "}" },
      { type: "tool_call_end", id: "c2", replay },
      { type: "text_delta", text: "So." },
      { type: "text_end" },
      { type: "text_delta", text: "There." },
    );
    first.finish("stop");
    const second = await provider.request(1);
    expect(second.call.messages).toEqual([
      { role: "system", content: "Use the tools." },
      { role: "user", content: "Go." },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "Twice", replay },
          { type: "reasoning", text: "", replay },
          { type: "text", text: "Let me see." },
          { type: "tool_call", id: "c1", name: "double", arguments: '{"n":21}' },
          { type: "tool_call", id: "c2", name: "double", arguments: '{ "n" :2}', replay },
          { type: "text", text: "So." },
          { type: "text", text: "There." },
        ],
      },
      { role: "tool", toolCallId: "c1", toolName: "double", content: "42" },
      { role: "tool", toolCallId: "c2", toolName: "double", content: "4" },
    ]);
    expect(second.call.tools).toEqual(first.call.tools);
    second.finish();
    expect(await execution).toBe("Done.");
  });

  test("is recorded step by step", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const slow = { ...double, run: () => settle().then(() => clock.advance(30)) };
    const execution = toolAgent(provider, [slow], { config: { clock } })({});
    const first = await provider.request(0);
    clock.advance(100);
    first.push(usage(10, 5));
    first.ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    clock.advance(70);
    second.text("It is done.");
    second.push(usage(20, 7));
    second.finish();
    expect(await execution.record).toMatchObject({
      status: "success",
      output: "It is done.",
      text: "It is done.",
      finishReason: "stop",
      usage: { inputTokens: 30, outputTokens: 12 },
      durationMs: 200,
      // The first step said nothing that anybody could see.
      timeToFirstTokenMs: 70,
      timeToFirstTokenFromStartMs: 200,
      chunks: 1,
      attempts: [
        { step: 1, durationMs: 100, usage: { inputTokens: 10 } },
        { step: 2, durationMs: 70, timeToFirstTokenMs: 70, usage: { inputTokens: 20 } },
      ],
      steps: [
        {
          model: "test/model-1",
          finishReason: "tool_calls",
          usage: { inputTokens: 10, outputTokens: 5 },
        },
        {
          model: "test/model-1",
          finishReason: "stop",
          usage: { inputTokens: 20, outputTokens: 7 },
        },
      ],
      toolCalls: [
        {
          step: 1,
          id: "c1",
          tool: "double",
          input: { n: 21 },
          outcome: "success",
          output: "Done.",
          startedAt: Date.UTC(2026, 0, 1) + 100,
          durationMs: 30,
        },
      ],
    });
  });

  test("has the text of both, and the time of the first that came", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { config: { clock } })({});
    const chunks = collect(execution);
    const first = await provider.request(0);
    clock.advance(10);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    clock.advance(500);
    second.text("It is 42.");
    second.finish();
    expect(await execution).toBe("It is 42.");
    expect(await execution.text).toBe("Let me see. It is 42.");
    expect((await chunks).values).toEqual(["Let me see. ", "It is 42."]);
    expect(await execution.record).toMatchObject({ timeToFirstTokenMs: 10, chunks: 2 });
  });

  test("counts the tokens of a kind that one step alone told of", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const first = await provider.request(0);
    first.push({
      type: "usage",
      usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 8, reasoningTokens: 1 },
    });
    first.ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    second.push({
      type: "usage",
      usage: { inputTokens: 20, outputTokens: 7, cacheWriteTokens: 6, reasoningTokens: 2 },
    });
    second.finish();
    expect((await execution.record).usage).toEqual({
      inputTokens: 30,
      outputTokens: 12,
      cacheReadTokens: 8,
      cacheWriteTokens: 6,
      reasoningTokens: 3,
    });
  });

  test("has no finish reason where the second step failed", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
    (await provider.request(1)).fail(new AgentError("provider_rejected", "no"));
    const record = await execution.record;
    expect(record).toMatchObject({ status: "error", steps: [{ finishReason: "tool_calls" }] });
    expect(record).not.toHaveProperty("finishReason");
  });

  test("validates the last message alone", async () => {
    const provider = createPushProvider();
    const execution = toolStory(provider, [double])({});
    const partials = collect(execution.partials());
    const first = await provider.request(0);
    first.text("I will look that up.");
    first.ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    expect(second.call.output?.name).toBe("worker");
    second.text('{"title":"A"');
    await settle();
    second.text(',"content":"B"}');
    second.finish();
    expect(await execution).toEqual({ title: "A", content: "B" });
    expect((await partials).values).toEqual([{ title: "A" }, { title: "A", content: "B" }]);
  });

  test("partials begin anew, and the end of a message ends a sentence", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const partials = collect(execution.partials());
    const sentences = execution.sentences();
    const first = await provider.request(0);
    first.text("Let me see: twice");
    await settle();
    first.ask(["c1", "double", '{"n":21}']);
    // Before the second step has said anything.
    expect((await sentences.next()).value).toBe("Let me see: twice");
    const second = await provider.request(1);
    second.text("that is 42. Or");
    await settle();
    second.text(" so.");
    second.finish();
    expect((await collect(sentences)).values).toEqual(["that is 42. ", "Or so."]);
    expect((await partials).values).toEqual([
      "Let me see: twice",
      "that is 42. Or",
      "that is 42. Or so.",
    ]);
  });

  test("without streaming asks for each message as a whole", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({}, { streaming: false });
    await answerInTwo(provider);
    expect(await execution).toBe("It is 42.");
    expect(provider.answers.map(({ call }) => call.stream)).toEqual([false, false]);
    expect(typesOf((await collect(execution.events())).values)).toContain("tool_call_delta");
  });

  test("calls subscribers with tool events", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const inputs: unknown[] = [];
    execution.on("tool_call", (event) => inputs.push(event.input));
    execution.on("tool_result", (event) => inputs.push(event.output));
    await answerInTwo(provider);
    await execution;
    expect(inputs).toEqual([{ n: 21 }, 42]);
  });
});

function typesOf(events: readonly ExecutionEvent[]): string[] {
  return events.map((event) => event.type);
}

function usage(inputTokens: number, outputTokens: number): ModelStreamPart {
  return { type: "usage", usage: { inputTokens, outputTokens } };
}

/** Has the first step ask for `double` and the second answer. */
async function answerInTwo(provider: PushProvider, text = "It is 42."): Promise<void> {
  (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
  const second = await provider.request(1);
  second.text(text);
  second.finish();
}

import { describe, expect, test } from "vitest";
import {
  AgentError,
  type AgentErrorCode,
  type ExecutionEvent,
  type ModelStreamPart,
  type ToolChoice,
} from "troupe";
import { collect, settle } from "../support/collect.js";
import { createPushProvider, type PushProvider } from "../support/push-provider.js";
import { createTestClock } from "../support/test-clock.js";
import { double, toolAgent, toolStory } from "../support/tool-callers.js";

function failure(code: AgentErrorCode): AgentError {
  return new AgentError(code, `made to fail with ${code}`);
}

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
      { type: "start", model: "test/model-1", streamed: true },
      { type: "message_start", ...one, model: "test/model-1" },
      { type: "reasoning_delta", ...one, text: "Twice?" },
      { type: "text_delta", ...one, text: "Let me see. " },
      { type: "tool_call_delta", ...one, ...call, text: "" },
      { type: "tool_call_delta", ...one, ...call, text: '{"n":' },
      { type: "tool_call_delta", ...one, ...call, text: "21}" },
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
      { type: "text_delta", ...two, text: "It is 42." },
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
    expect(await execution).toBe("");
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

  test.each([0, -1, 1.5, Number.NaN])("maxSteps %s is config_invalid", async (maxSteps) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({}, { maxSteps });
    await expect(execution).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining(`maxSteps is ${maxSteps}`),
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

describe("retries in a later step", () => {
  const retry = { maxAttempts: 2, initialDelayMs: 100, maxDelayMs: 1_000 };

  test("ask for that step again, and run no tool twice", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    let runs = 0;
    const count = { ...double, run: () => (runs += 1) };
    const execution = toolAgent(provider, [count], { spec: { retry }, config: { clock } })({});
    const first = await provider.request(0);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    (await provider.request(1)).fail(failure("provider_unavailable"));
    await settle();
    clock.advance(1_000);
    const third = await provider.request(2);
    expect(third.call.messages).toEqual(provider.answers[1]?.call.messages);
    third.text("Done.");
    third.finish();
    expect(await execution).toBe("Done.");
    expect(runs).toBe(1);
    const { values } = await collect(execution.events());
    expect(values.find((event) => event.type === "retry")).toMatchObject({ step: 2, attempt: 1 });
    expect(values.at(-2)).toMatchObject({ type: "message_end", step: 2, attempt: 2 });
    expect((await execution.record).attempts).toMatchObject([
      { step: 1, outcome: "success" },
      { step: 2, outcome: "provider_unavailable" },
      { step: 2, outcome: "success" },
    ]);
  });

  test("under restart void that step alone", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], {
      spec: { retry: { ...retry, restart: true } },
      config: { clock },
    })({});
    const first = await provider.request(0);
    clock.advance(10);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    const early = collect(execution);
    const sentences = execution.sentences();
    expect((await sentences.next()).value).toBe("Let me see. ");
    const second = await provider.request(1);
    second.text("It is 4");
    await settle();
    second.fail(failure("interrupted"));
    await settle();
    clock.advance(1_000);
    const third = await provider.request(2);
    third.text("It is 42.");
    third.finish();
    expect(await execution).toBe("It is 42.");
    expect(await execution.text).toBe("Let me see. It is 42.");
    expect(await early).toMatchObject({
      values: ["Let me see. ", "It is 4"],
      error: { code: "interrupted" },
    });
    // It was in step 1 when step 2 was begun again, so it has nothing to take back.
    expect((await collect(sentences)).values).toEqual(["It is 42."]);
    expect((await collect(execution)).values).toEqual(["Let me see. ", "It is 42."]);
    expect(await execution.record).toMatchObject({ chunks: 2, timeToFirstTokenMs: 10 });
  });

  test("the text of a step that failed does not resolve, though the one before ended well", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    const first = await provider.request(0);
    first.text("Let me see. ");
    first.ask(["c1", "double", '{"n":21}']);
    (await provider.request(1)).end();
    await expect(execution).rejects.toMatchObject({
      code: "interrupted",
      partialText: "Let me see. ",
    });
    await expect(execution.text).rejects.toMatchObject({ code: "interrupted" });
    expect((await execution.record).finishReason).toBeUndefined();
  });

  test("each step begins with the first model again, but for one that failed for good", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], {
      spec: { fallback: ["test/model-2", "test/model-3"] },
    })({});
    (await provider.request(0)).fail(failure("authentication"));
    (await provider.request(1)).fail(failure("rate_limited"));
    (await provider.request(2)).ask(["c1", "double", '{"n":1}']);
    (await provider.request(3)).ask(["c2", "double", '{"n":1}']);
    (await provider.request(4)).finish();
    await execution;
    const record = await execution.record;
    expect(record.attempts.map(({ step, model }) => [step, model])).toEqual([
      [1, "test/model-1"],
      [1, "test/model-2"],
      [1, "test/model-3"],
      [2, "test/model-2"],
      [3, "test/model-2"],
    ]);
    expect(record.steps.map(({ model }) => model)).toEqual([
      "test/model-3",
      "test/model-2",
      "test/model-2",
    ]);
  });
});

describe("what a request says of tools", () => {
  test.each<[ToolChoice]>([["none"], ["required"], [{ tool: "double" }]])(
    "toolChoice %j is for the first step alone",
    async (toolChoice) => {
      const provider = createPushProvider();
      const execution = toolAgent(provider, [double])({}, { toolChoice });
      await answerInTwo(provider);
      await execution;
      const choices = provider.answers.map(({ call }) => call.toolChoice);
      expect(choices).toEqual([toolChoice, undefined]);
    },
  );

  test("a toolChoice that no tool answers to is config_invalid", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({}, { toolChoice: { tool: "halve" } });
    await expect(execution).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("the tools of worker are: double"),
    });
  });

  test("an agent without tools says nothing of them", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [])({}, { toolChoice: "required" });
    const { call } = await provider.request();
    expect(call).not.toHaveProperty("tools");
    expect(call).not.toHaveProperty("toolChoice");
    execution.cancel();
    await execution.record;
  });

  test("options of a provider reach it alone; the call's are over the agent's", async () => {
    const provider = createPushProvider();
    const providerOptions = { test: { a: 1, b: 1 }, other: { c: 1 } };
    const caller = toolAgent(provider, [], {
      spec: { providerOptions, fallback: ["other/model-a"] },
      config: { providers: { test: provider, other: provider } },
    });
    const execution = caller({}, { providerOptions: { test: { b: 2 } } });
    const first = await provider.request(0);
    expect(first.call.providerOptions).toEqual({ a: 1, b: 2 });
    first.fail(failure("rate_limited"));
    const second = await provider.request(1);
    expect(second.call.providerOptions).toEqual({ c: 1 });
    second.finish();
    await execution;
  });
});

test("arguments hold the provider back as text does", async () => {
  const provider = createPushProvider();
  const write = { ...double, input: z.looseObject({}) };
  const execution = toolAgent(provider, [write], { config: { highWaterMark: 100 } })({});
  const events = execution.events();
  await events.next();
  const answer = await provider.request(0);
  answer.push({ type: "tool_call_start", id: "c1", name: "double" });
  for (let n = 0; n < 10; n += 1) {
    answer.push({ type: "tool_call_delta", id: "c1", text: "x".repeat(60) });
  }
  await settle();
  expect(answer.taken).toBe(3);
  await events.next();
  await events.next();
  await events.next();
  await settle();
  expect(answer.taken).toBe(4);
  execution.cancel();
});

import { describe, expect, test } from "vitest";
import { collect, settle } from "../../support/collect.js";
import { assertGrammar } from "../../support/event-grammar.js";
import { createPushProvider } from "../../support/push-provider.js";
import { double, toolAgent, toolStory, type MethodTool } from "../../support/tool-callers.js";

const story = { title: "A", content: "B" };
const submit: MethodTool = { name: "submit", final: true, run: () => story };

describe("a final tool that succeeds", () => {
  test("completes the execution without another request; the text stays the output", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double, submit])({});
    const first = await provider.request(0);
    first.text("Here you are.");
    first.ask(["c1", "submit", "{}"]);
    expect(await execution).toBe("Here you are.");
    expect(await execution.text).toBe("Here you are.");
    expect(provider.answers).toHaveLength(1);
    const { values } = await collect(execution.events());
    assertGrammar(values);
    expect(values.slice(-3).map(({ type }) => type)).toEqual([
      "tool_call",
      "tool_result",
      "complete",
    ]);
    expect(await execution.record).toMatchObject({
      status: "success",
      output: "Here you are.",
      finishReason: "tool_calls",
      toolCalls: [{ tool: "submit", outcome: "success", output: story }],
    });
  });

  test("may be called without a word", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [submit])({});
    (await provider.request(0)).ask(["c1", "submit", "{}"]);
    expect(await execution).toBe("");
  });

  test("gives the output of an agent with a schema, in full", async () => {
    const provider = createPushProvider();
    const execution = toolStory(provider, [submit])({});
    const first = await provider.request(0);
    first.text("Here you are.");
    first.ask(["c1", "submit", "{}"]);
    expect(await execution).toEqual(story);
    expect((await execution.record).output).toEqual(story);
  });

  test("waits for the tools beside it", async () => {
    const provider = createPushProvider();
    const slow = Promise.withResolvers<string>();
    const save: MethodTool = { name: "save", run: () => slow.promise };
    const execution = toolAgent(provider, [save, submit])({});
    const events = collect(execution.events());
    (await provider.request(0)).ask(["c1", "submit", "{}"], ["c2", "save", "{}"]);
    await settle();
    slow.resolve("Saved.");
    await execution;
    const { values } = await events;
    expect(values.flatMap((event) => (event.type === "tool_result" ? [event.tool] : []))).toEqual([
      "submit",
      "save",
    ]);
    expect((await execution.record).toolCalls).toMatchObject([{ id: "c1" }, { id: "c2" }]);
  });

  test("in the same message as another one: the first that was asked for is the output", async () => {
    const provider = createPushProvider();
    const other = { title: "C", content: "D" };
    const submitOther: MethodTool = { name: "other", final: true, run: () => other };
    const execution = toolStory(provider, [submit, submitOther])({});
    (await provider.request(0)).ask(["c1", "other", "{}"], ["c2", "submit", "{}"]);
    expect(await execution).toEqual(other);
  });

  test("keeps the tool calls and their results in a conversation", async () => {
    const provider = createPushProvider();
    const conversation = toolAgent(provider, [submit]).conversation();
    const execution = conversation.ask({});
    (await provider.request(0)).ask(["c1", "submit", "{}"]);
    await execution;
    expect(conversation.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    const next = conversation.ask({});
    const { call } = await provider.request(1);
    expect(call.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "tool",
      "user",
    ]);
    next.cancel();
  });
});

describe("a final tool that does not succeed", () => {
  test.each<[string, MethodTool["run"], string]>([
    ["throws", () => Promise.reject(new Error("No title.")), "No title."],
    [
      "gives what is not an output of the agent",
      () => ({ title: 5 }),
      "The tool ran, but its result is not a valid output.",
    ],
  ])("%s: the model is told, and may call it again", async (_how, run, told) => {
    const provider = createPushProvider();
    let runs = 0;
    const submitLater: MethodTool = {
      name: "submit",
      final: true,
      run(input, context) {
        runs += 1;
        return runs === 1 ? run.call(this, input, context) : story;
      },
    };
    const execution = toolStory(provider, [submitLater])({});
    (await provider.request(0)).ask(["c1", "submit", "{}"]);
    const second = await provider.request(1);
    expect(second.call.messages.at(-1)).toMatchObject({
      role: "tool",
      isError: true,
      content: expect.stringContaining(told),
    });
    second.ask(["c2", "submit", "{}"]);
    expect(await execution).toEqual(story);
    expect((await execution.record).toolCalls.map(({ outcome }) => outcome)).toEqual([
      "failed",
      "success",
    ]);
  });

  test("names what is wrong with its result", async () => {
    const provider = createPushProvider();
    const wrong: MethodTool = { name: "submit", final: true, run: () => ({ title: 5 }) };
    const execution = toolStory(provider, [wrong])({});
    (await provider.request(0)).ask(["c1", "submit", "{}"]);
    const { call } = await provider.request(1);
    expect(call.messages.at(-1)?.content).toMatch(/title.*\n.*content/);
    execution.cancel();
  });
});

describe("the last step that maxSteps allows", () => {
  test("may not ask for tools, which are sent all the same", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { spec: { maxSteps: 2 } })({});
    const first = await provider.request(0);
    expect(first.call.toolChoice).toBeUndefined();
    first.ask(["c1", "double", '{"n":1}']);
    const last = await provider.request(1);
    expect(last.call).toMatchObject({ toolChoice: "none", tools: [{ name: "double" }] });
    last.text("Two.");
    last.finish();
    expect(await execution).toBe("Two.");
  });

  test("may ask for final tools alone, where there are any", async () => {
    const provider = createPushProvider();
    const execution = toolStory(provider, [double, submit], { spec: { maxSteps: 2 } })({});
    (await provider.request(0)).ask(["c1", "double", '{"n":1}']);
    const last = await provider.request(1);
    expect(last.call.tools?.map(({ name }) => name)).toEqual(["submit"]);
    expect(last.call.toolChoice).toBeUndefined();
    // What was not offered does not run.
    last.ask(["c2", "double", '{"n":1}'], ["c3", "submit", "{}"]);
    expect(await execution).toEqual(story);
    expect((await execution.record).toolCalls.map(({ outcome }) => outcome)).toEqual([
      "success",
      "unknown_tool",
      "success",
    ]);
  });

  test("ends with max_steps where its final tool fails", async () => {
    const provider = createPushProvider();
    const fail: MethodTool = { ...submit, run: () => Promise.reject(new Error("No.")) };
    const execution = toolAgent(provider, [fail], { spec: { maxSteps: 1 } })({});
    (await provider.request(0)).ask(["c1", "submit", "{}"]);
    await expect(execution).rejects.toMatchObject({
      code: "max_steps",
      message: expect.stringContaining("No final tool succeeded in step 1"),
    });
  });

  const failing = { max: 1, atLimit: "fail" } as const;

  test.each([
    ["the call", { options: { maxSteps: failing }, spec: { maxSteps: 1 }, defaults: {} }],
    ["the agent", { options: {}, spec: { maxSteps: failing }, defaults: { maxSteps: 1 } }],
    ["the config", { options: {}, spec: {}, defaults: { maxSteps: failing } }],
  ])('is asked like the others with atLimit: "fail" of %s', async (_whose, said) => {
    const { options, spec, defaults } = said;
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { spec, config: { defaults } })({}, options);
    const last = await provider.request(0);
    expect(last.call.toolChoice).toBeUndefined();
    last.ask(["c1", "double", '{"n":1}']);
    await expect(execution).rejects.toMatchObject({ code: "max_steps" });
  });

  test("is as the call's number says, whatever the agent declares of the end", async () => {
    const provider = createPushProvider();
    const spec = { maxSteps: failing };
    const execution = toolAgent(provider, [double], { spec })({}, { maxSteps: 1 });
    expect((await provider.request(0)).call.toolChoice).toBe("none");
    execution.cancel();
  });

  test("has the call's toolChoice where it is the first", async () => {
    const provider = createPushProvider();
    const options = { maxSteps: 1, toolChoice: { tool: "submit" } } as const;
    const execution = toolStory(provider, [double, submit])({}, options);
    const first = await provider.request(0);
    expect(first.call).toMatchObject({ toolChoice: { tool: "submit" } });
    expect(first.call.tools).toHaveLength(2);
    first.ask(["c1", "submit", "{}"]);
    expect(await execution).toEqual(story);
  });

  test("of an agent without tools says nothing of tools", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [])({}, { maxSteps: 1 });
    expect((await provider.request(0)).call).not.toHaveProperty("toolChoice");
    execution.cancel();
  });

  test.each([
    [{ max: 0, atLimit: "fail" }, ["maxSteps", "max"]],
    [{ max: 1 }, ["maxSteps", "atLimit"]],
    [{ max: 1, atLimit: "answer" }, ["maxSteps", "atLimit"]],
    ["5", ["maxSteps"]],
  ])("maxSteps %j is invalid_params", async (maxSteps, path) => {
    const execution = toolAgent(createPushProvider(), [double])({}, { maxSteps } as never);
    await expect(execution).rejects.toMatchObject({ code: "invalid_params", issues: [{ path }] });
  });
});

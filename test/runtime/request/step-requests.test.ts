import { describe, expect, test } from "vitest";
import { AgentError, type AgentErrorCode, type ToolChoice } from "troupe";
import { settle } from "../../support/collect.js";
import { createPushProvider, type PushProvider } from "../../support/push-provider.js";
import { double, toolAgent } from "../../support/tool-callers.js";

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
      spec: { providerOptions, retry: false, fallback: ["other/model-a"] },
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
  const execution = toolAgent(provider, [double], { config: { highWaterMark: 100 } })({});
  const events = execution.events();
  await events.next();
  const answer = await provider.request(0);
  answer.push({ type: "tool_call_start", id: "c1", name: "double" });
  for (let n = 0; n < 10; n += 1) {
    answer.push({ type: "tool_call_delta", id: "c1", text: "x".repeat(60) });
  }
  await settle();
  expect(answer.taken).toBe(3);
  // What comes before the arguments, and the first of them.
  for (let n = 0; n < 5; n += 1) await events.next();
  await settle();
  expect(answer.taken).toBe(4);
  execution.cancel();
});

function failure(code: AgentErrorCode): AgentError {
  return new AgentError(code, `made to fail with ${code}`);
}

/** Has the first step ask for `double` and the second answer. */
async function answerInTwo(provider: PushProvider, text = "It is 42."): Promise<void> {
  (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
  const second = await provider.request(1);
  second.text(text);
  second.finish();
}

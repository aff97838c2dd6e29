import { describe, expect, test } from "vitest";
import { Agent, type CachedAnswer, type CacheStore, type NextStep, type StepChoice } from "troupe";
import { collect } from "../../support/collect.js";
import { assertGrammar } from "../../support/event-grammar.js";
import { createPushProvider, type PushProvider } from "../../support/push-provider.js";
import { double, toolAgent, toolStory, type MethodTool } from "../../support/tool-callers.js";

const halve: MethodTool = { ...double, name: "halve" };
const submit: MethodTool = {
  name: "submit",
  final: true,
  run: () => ({ title: "A", content: "B" }),
};

/** What is sent in two steps of an agent that chooses this for the first one. */
async function send(choice: StepChoice, options: object = {}) {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [double, halve], {
    beforeStep: ({ step }) => (step === 1 ? choice : undefined),
  })({}, options);
  const first = await provider.request(0);
  first.ask(["c1", "double", '{"n":1}']);
  const second = await provider.request(1);
  second.text("Well.");
  second.finish();
  await execution;
  const record = await execution.record;
  const { values } = await collect(execution.events());
  assertGrammar(values);
  return { first: first.call, second: second.call, record, values };
}

function namesOf({ tools = [] }: { readonly tools?: readonly { readonly name: string }[] }) {
  return tools.map(({ name }) => name);
}

describe("what beforeStep chooses is for the next request alone", () => {
  test("tools: those are sent, and no other runs", async () => {
    const { first, second, record } = await send({ tools: ["halve"] });
    expect(namesOf(first)).toEqual(["halve"]);
    expect(namesOf(second)).toEqual(["double", "halve"]);
    expect(record.toolCalls).toMatchObject([{ tool: "double", outcome: "unknown_tool" }]);
  });

  test("no tools: all are sent, and none may be asked for", async () => {
    const { first, record } = await send({ tools: [] });
    expect(namesOf(first)).toEqual(["double", "halve"]);
    expect(first.toolChoice).toBe("none");
    expect(record.toolCalls).toMatchObject([{ outcome: "unknown_tool" }]);
  });

  test("toolChoice, which wins over the call's", async () => {
    const { first, second } = await send({ toolChoice: "none" }, { toolChoice: "required" });
    expect([first.toolChoice, second.toolChoice]).toEqual(["none", undefined]);
  });

  test("messages: the next step has the prompt and what was added again", async () => {
    const messages = [{ role: "user", content: "Only this." }] as const;
    const { first, second, record } = await send({ messages });
    expect(first.messages).toEqual(messages);
    expect(second.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "tool",
    ]);
    expect(record.messages).toHaveLength(2);
    expect(record.steps).toMatchObject([{ choice: { messages } }, {}]);
  });

  test("the model: events and the record say which one was asked", async () => {
    const { first, second, record, values } = await send({ model: "test/model-2" });
    expect([first.model, second.model]).toEqual(["model-2", "model-1"]);
    expect(record.steps).toMatchObject([
      { model: "test/model-2", choice: { model: "test/model-2" } },
      { model: "test/model-1" },
    ]);
    expect(record.steps[1]).not.toHaveProperty("choice");
    const starts = values.flatMap((event) => (event.type === "message_start" ? [event] : []));
    expect(starts).toMatchObject([
      { model: "test/model-2", choice: { model: "test/model-2" } },
      { model: "test/model-1" },
    ]);
    expect(record.model).toBe("test/model-1");
  });
});

test("beforeStep sees the step, the messages so far and the tools, and the params", async () => {
  const provider = createPushProvider();
  const seen: NextStep[] = [];
  const execution = toolAgent(provider, [double], {
    async beforeStep(next) {
      seen.push(next);
    },
  })({});
  (await provider.request(0)).ask(["c1", "double", '{"n":1}']);
  const last = await provider.request(1);
  last.text("Two.");
  last.finish();
  await execution;
  expect(seen.map(({ step, tools, messages }) => [step, tools, messages.length])).toEqual([
    [1, ["double"], 2],
    [2, ["double"], 4],
  ]);
  expect(provider.answers.map(({ call }) => call.messages)).toEqual(
    seen.map(({ messages }) => messages),
  );
});

test("the fallbacks stay behind the model that is chosen", async () => {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [], {
    spec: { fallback: ["test/model-3"], retry: false },
    beforeStep: () => ({ model: "test/model-2" }),
  })({});
  (await provider.request(0)).end();
  const second = await provider.request(1);
  second.text("Well.");
  second.finish();
  await execution;
  expect(provider.answers.map(({ call }) => call.model)).toEqual(["model-2", "model-3"]);
});

test("what is chosen for a step that is set aside holds for its second request", async () => {
  const provider = createPushProvider();
  let asked = 0;
  const execution = toolAgent(provider, [double], {
    spec: { streamedSteps: "final" },
    beforeStep() {
      asked += 1;
      return { model: "test/model-2" };
    },
  })({});
  const first = await provider.request(0);
  first.text("Set aside.");
  first.finish();
  const second = await provider.request(1);
  expect(second.call).toMatchObject({ model: "model-2", toolChoice: "none", stream: true });
  second.text("Well.");
  second.finish();
  expect(await execution).toBe("Well.");
  expect(asked).toBe(1);
});

describe("in the last step", () => {
  async function sendLast(choice: StepChoice) {
    const provider = createPushProvider();
    const execution = toolStory(provider, [double, submit], {
      spec: { maxSteps: 1 },
      beforeStep: () => choice,
    })({});
    const { call } = await provider.request(0);
    execution.cancel();
    return [call.toolChoice, namesOf(call)];
  }

  test.each<[StepChoice, unknown]>([
    [{}, [undefined, ["submit"]]],
    [{ tools: ["double"] }, ["none", ["double"]]],
    [{ tools: ["double", "submit"] }, [undefined, ["submit"]]],
    [{ toolChoice: "required" }, ["required", ["double", "submit"]]],
    [{ toolChoice: { tool: "double" } }, [{ tool: "double" }, ["double", "submit"]]],
  ])("%j is asked so", async (choice, sent) => {
    expect(await sendLast(choice)).toEqual(sent);
  });
});

describe("beforeStep fails the execution", () => {
  async function failWith(beforeStep: Agent["beforeStep"], config: object = {}, options = {}) {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { beforeStep, config })({}, options);
    const { error } = await execution.record;
    expect(provider.answers).toHaveLength(0);
    return error;
  }

  test("with prompt_failed where it throws, which stays with the cause", async () => {
    const error = await failWith(() => Promise.reject(new RangeError("a secret")));
    expect(error).toMatchObject({
      code: "prompt_failed",
      message: "beforeStep of ToolAgent threw (RangeError); see the cause.",
    });
  });

  test.each<[unknown, readonly (string | number)[]]>([
    ["halve", []],
    [{ tool: ["double"] }, ["tool"]],
    [{ tools: "double" }, ["tools"]],
    [{ toolChoice: "maybe" }, ["toolChoice"]],
    [{ model: 5 }, ["model"]],
    [{ messages: [] }, ["messages"]],
    [{ messages: [{ role: "user", content: 5 }] }, ["messages", 0, "content"]],
  ])("with prompt_failed for %j", async (choice, path) => {
    const error = await failWith(() => choice as never);
    expect(error).toMatchObject({ code: "prompt_failed", issues: [{ path }] });
  });

  test.each<[StepChoice, string]>([
    [
      { tools: ["halve"] },
      'beforeStep of ToolAgent chose the tool "halve", but the tools of worker are: double.',
    ],
    [
      { toolChoice: { tool: "halve" } },
      'beforeStep of ToolAgent chose the toolChoice "halve", but the tools of the step are: double.',
    ],
    [
      { tools: [], toolChoice: { tool: "double" } },
      'beforeStep of ToolAgent chose the toolChoice "double", but the tools of the step are: none.',
    ],
    [{ model: "tset/model-1" }, 'The model "tset/model-1" has no provider.'],
  ])("with config_invalid for %j", async (choice, message) => {
    const error = await failWith(() => choice);
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(error?.message).toContain(message);
  });

  test("with config_invalid for a model that does not write as many tokens", async () => {
    const config = { models: { "test/model-2": { maxOutputTokens: 100 } } };
    const error = await failWith(() => ({ model: "test/model-2" }), config, { maxTokens: 200 });
    expect(error).toMatchObject({ code: "config_invalid" });
    expect(error?.message).toContain("writes at most 100 tokens");
  });

  test("not where it never ends: the total limit holds", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double], { beforeStep: () => new Promise(() => {}) })(
      {},
      { timeout: "20ms" },
    );
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
    expect(provider.answers).toHaveLength(0);
  });
});

describe("with a cache", () => {
  async function ask(provider: PushProvider, cache: CacheStore, fingerprint: string, tier: string) {
    class Chooser extends Agent {
      tier = "";
      user() {
        return "Go.";
      }
      override beforeStep() {
        return { model: `test/${this.tier}` };
      }
    }
    const execution = toolAgent(provider, [], {
      spec: {
        streaming: false,
        cache: { ttlMs: 60_000 },
        fingerprint,
        params: [{ name: "tier", type: { kind: "string" }, required: true }],
      },
      binding: {
        agent: Chooser,
        params: () => ({
          safeParse: (data: unknown) => ({ success: true, data }),
          safeParseAsync: async (data: unknown) => ({ success: true, data }),
          _zod: { output: undefined },
        }),
      },
      config: { cache },
    })({ tier } as never);
    const asked = provider.answers.length;
    const answer = await Promise.race([
      provider.request(asked).then((request) => request),
      execution.then(() => undefined),
    ]);
    answer?.text(tier);
    answer?.finish();
    return execution;
  }

  test("an answer is kept by the params and the version of the agent", async () => {
    const provider = createPushProvider();
    const kept = new Map<string, CachedAnswer>();
    const cache: CacheStore = {
      get: async (key) => kept.get(key),
      set: async (key, answer) => void kept.set(key, answer),
    };
    expect(await ask(provider, cache, "0a", "model-1")).toBe("model-1");
    expect(await ask(provider, cache, "0a", "model-2")).toBe("model-2");
    expect(await ask(provider, cache, "0a", "model-1")).toBe("model-1");
    expect(provider.answers).toHaveLength(2);
    await ask(provider, cache, "0b", "model-1");
    expect(provider.answers).toHaveLength(3);
  });
});

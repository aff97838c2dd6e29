import { describe, expect, test } from "vitest";
import { defineTool } from "troupe";
import { z } from "zod";
import { createPushProvider } from "../../support/push-provider.js";
import { double, toolAgent, type MethodTool } from "../../support/tool-callers.js";

const halve: MethodTool = { ...double, name: "halve" };
const triple = defineTool({
  name: "triple",
  description: "Triples a number.",
  input: z.object({ n: z.number() }),
  run: ({ n }) => n * 3,
});

/** What is sent with the first request of a call. */
async function send(options: { readonly activeTools: readonly string[] }) {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [double, halve])({}, options);
  const { call } = await provider.request(0);
  execution.cancel();
  return { tools: call.tools?.map(({ name }) => name), toolChoice: call.toolChoice };
}

async function fail(options: object) {
  const provider = createPushProvider();
  const { error } = await toolAgent(provider, [double, halve])({}, options).record;
  expect(provider.answers).toHaveLength(0);
  return error;
}

describe("the call option activeTools", () => {
  test("offers those tools alone, in every step", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double, halve])({}, { activeTools: ["halve"] });
    (await provider.request(0)).ask(["c1", "double", '{"n":1}'], ["c2", "halve", '{"n":1}']);
    const second = await provider.request(1);
    second.text("Well.");
    second.finish();
    await execution;
    const sent = provider.answers.map(({ call }) => call.tools?.map(({ name }) => name));
    expect(sent).toEqual([["halve"], ["halve"]]);
    expect((await execution.record).toolCalls.map(({ outcome }) => outcome)).toEqual([
      "unknown_tool",
      "success",
    ]);
  });

  test("that is empty sends the tools, of which the model may ask for none", async () => {
    expect(await send({ activeTools: [] })).toEqual({
      tools: ["double", "halve"],
      toolChoice: "none",
    });
  });

  test("is refused for a name that no tool has", async () => {
    expect(await fail({ activeTools: ["triple"] })).toMatchObject({
      code: "config_invalid",
      message: 'The call\'s activeTools name "triple", but the tools of worker are: double, halve.',
    });
    expect(await fail({ activeTools: ["halve"], toolChoice: { tool: "double" } })).toMatchObject({
      code: "config_invalid",
      message: 'The call\'s toolChoice is "double", but the active tools are: halve.',
    });
  });
});

describe("the call option tools", () => {
  test("adds tools for this call, which run, and may be active", async () => {
    const provider = createPushProvider();
    const caller = toolAgent(provider, [double, halve]);
    const execution = caller({}, { tools: [triple], activeTools: ["triple", "double"] });
    const first = await provider.request(0);
    expect(first.call.tools).toMatchObject([
      { name: "double" },
      {
        name: "triple",
        description: "Triples a number.",
        schema: { type: "object", properties: { n: { type: "number" } } },
      },
    ]);
    first.ask(["c1", "triple", '{"n":7}'], ["c2", "double", '{"n":1}'], ["c3", "triple", "{}"]);
    const second = await provider.request(1);
    second.text("Well.");
    second.finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([
      { outcome: "success", output: 21 },
      { outcome: "success", output: 2 },
      { outcome: "invalid_input" },
    ]);
    // Another call does not have them.
    const next = caller({});
    expect((await provider.request(2)).call.tools).toHaveLength(2);
    next.cancel();
  });

  test("may be final, and is in a turn of a conversation", async () => {
    const provider = createPushProvider();
    const conversation = toolAgent(provider, []).conversation();
    const execution = conversation.ask({}, { tools: [defineTool({ ...triple, final: true })] });
    const first = await provider.request(0);
    first.text("Well.");
    first.ask(["c1", "triple", '{"n":7}']);
    expect(await execution).toBe("Well.");
    expect(provider.answers).toHaveLength(1);
  });

  test("is refused for a name that the agent's tools have", async () => {
    expect(await fail({ tools: [{ ...triple, name: "double" }] })).toMatchObject({
      code: "config_invalid",
      message:
        'The call brings a tool "double", but worker has a tool of that name already. Rename one of them.',
    });
  });

  test.each<[unknown, readonly (string | number)[]]>([
    [{ tools: {} }, ["tools"]],
    [{ tools: [{ name: "a" }] }, ["tools", 0]],
    [{ tools: [triple, triple] }, ["tools", 1, "name"]],
    [{ activeTools: "double" }, ["activeTools"]],
    [{ activeTools: [5] }, ["activeTools", 0]],
  ])("%j is invalid_params", async (options, path) => {
    expect(await fail(options as object)).toMatchObject({
      code: "invalid_params",
      issues: [{ path }],
    });
  });
});

test("both are in the cache's key", async () => {
  const provider = createPushProvider();
  const spec = { streaming: false, cache: { ttlMs: 60_000 } } as const;
  const caller = toolAgent(provider, [double, halve], { spec });
  const calls = [
    caller({}),
    caller({}, { activeTools: ["double"] }),
    caller({}, { activeTools: [] }),
    caller({}, { tools: [triple] }),
    caller({}, { activeTools: ["double", "halve"] }),
  ];
  for (let n = 0; n < 5; n += 1) {
    const request = await provider.request(n);
    request.text("Well.");
    request.finish();
  }
  await Promise.all(calls);
  // Their order shapes nothing.
  const again = await caller({}, { activeTools: ["halve", "double"] }).record;
  expect(again.cacheStatus).toBe("hit");
});

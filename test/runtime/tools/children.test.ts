import { describe, expect, test } from "vitest";
import type { AgentsConfig, EventsOptions, ExecutionRecord, ModelFacts } from "troupe";
import { createCaller } from "troupe/runtime";
import { settle } from "../../support/collect.js";
import { createPushProvider, type PushedAnswer } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import { bindToolAgent, type ToolAgentOptions } from "../../support/tool-callers.js";

/** A dollar a token, so that a cost is a count. */
const dollar: ModelFacts = { prices: { input: 1_000_000, output: 1_000_000 } };
const models = { "test/model-1": dollar, "inner/model-1": dollar };

/** Agents that call each other as tools: each has a provider of its own, and calls the next one. */
function nest(depth: number, inner: ToolAgentOptions = {}, config: Partial<AgentsConfig> = {}) {
  const records: ExecutionRecord[] = [];
  const providers = Array.from({ length: depth }, () => createPushProvider());
  const callers: ReturnType<typeof createCaller<Record<string, never>, string>>[] = [];
  for (const [level, provider] of [...providers.entries()].toReversed()) {
    const calls = level < depth - 1;
    const isInner = level > 0;
    const tools = [
      {
        name: "next",
        description: "",
        schema: { type: "object" },
        run: { kind: "agent", agent: "next" },
      },
    ] as const;
    const binding = bindToolAgent(provider, [], {
      spec: {
        name: `agent${level}`,
        streaming: false,
        ...(calls && { tools }),
        ...(isInner && inner.spec),
      },
      config: { models, ...config, ...(isInner && inner.config) },
      binding: {
        toolAgents: {
          next: () => (params, options) => {
            const execution = callers[level + 1]?.(params, options);
            if (!execution) throw new Error("there is no next agent");
            void execution.record.then((record) => records.push(record));
            return execution;
          },
        },
      },
    });
    callers[level] = createCaller(binding);
  }
  return {
    providers,
    records,
    /** The nth request of the agent at a level. */
    answerOf: (level: number, n = 0) => providers[level]?.request(n) ?? fail(),
    call: () => callers[0]?.({}) ?? fail(),
  };
}

function fail(): never {
  throw new Error("there is no agent");
}

function usage(each: number) {
  return { type: "usage", usage: { inputTokens: each, outputTokens: each } } as const;
}

function say(answer: PushedAnswer, text: string, tokens: number): void {
  answer.push({ type: "text_delta", text }, usage(tokens));
  answer.finish();
}

function askNext(answer: PushedAnswer, tokens: number): void {
  answer.push(usage(tokens));
  answer.ask(["c1", "next", "{}"]);
}

describe("an agent that calls an agent as a tool", () => {
  test("has what that used in its totals, and names it where it was called", async () => {
    const { answerOf, records, call } = nest(2);
    const execution = call();
    askNext(await answerOf(0), 1);
    say(await answerOf(1), "Sunny", 10);
    say(await answerOf(0, 1), "It is sunny.", 100);
    expect(await execution).toBe("It is sunny.");
    const record = await execution.record;
    expect(record).toMatchObject({
      usage: { inputTokens: 101, outputTokens: 101 },
      costUsd: "202",
      totalUsage: { inputTokens: 111, outputTokens: 111 },
      totalCostUsd: "222",
      toolCalls: [{ tool: "next" }],
      children: [
        {
          executionId: records[0]?.id,
          agent: "agent1",
          how: "tool",
          toolCallId: "c1",
          outcome: "success",
          usage: { inputTokens: 10, outputTokens: 10 },
          costUsd: "20",
        },
      ],
      // What it used itself stays what it was.
      attempts: [{ usage: { inputTokens: 1 } }, { usage: { inputTokens: 100 } }],
      steps: [{ usage: { inputTokens: 1 } }, { usage: { inputTokens: 100 } }],
    });
    expect(records[0]).toMatchObject({ agent: "agent1", costUsd: "20" });
    const complete = (await collectEvents(execution)).at(-1);
    expect(complete).toMatchObject({ type: "complete", totalUsage: { inputTokens: 111 } });
  });

  test("has what agents used that are called by those, as deep as they go", async () => {
    const { providers, records, call } = nest(4);
    const execution = call();
    for (const [level, provider] of providers.entries()) {
      const answer = await provider.request(0);
      if (level < 3) askNext(answer, 10 ** level);
      else say(answer, "deep", 1_000);
    }
    for (const provider of providers.slice(0, 3).toReversed())
      say(await provider.request(1), "up", 0);
    const record = await execution.record;
    expect(record).toMatchObject({ totalUsage: { inputTokens: 1_111 }, totalCostUsd: "2222" });
    const costs = records.map(({ costUsd, totalCostUsd = costUsd }) => totalCostUsd).sort();
    expect(costs).toEqual(["2000", "2200", "2220"]);
  });

  test("has what a failed one used", async () => {
    const { answerOf, records, call } = nest(2);
    const execution = call();
    askNext(await answerOf(0), 1);
    const answer = await answerOf(1);
    answer.push({ type: "text_delta", text: "No." }, usage(10));
    answer.finish("content_filter");
    say(await answerOf(0, 1), "I do not know.", 100);
    const record = await execution.record;
    expect(records[0]).toMatchObject({ status: "error", costUsd: "20" });
    expect(record).toMatchObject({
      totalCostUsd: "222",
      toolCalls: [{ outcome: "failed" }],
      children: [{ outcome: "error", executionId: records[0]?.id, costUsd: "20" }],
    });
  });

  test("names one that refused its params", async () => {
    const { answerOf, records, call } = nest(2);
    const execution = call();
    const first = await answerOf(0);
    first.push(usage(1));
    first.ask(["c1", "next", '{"unknown":1}']);
    say(await answerOf(0, 1), "Well.", 1);
    const { toolCalls, children, totalCostUsd } = await execution.record;
    expect(toolCalls).toMatchObject([{ outcome: "invalid_input" }]);
    expect(children).toMatchObject([{ toolCallId: "c1", executionId: records[0]?.id }]);
    expect(totalCostUsd).toBe("4");
  });

  test("that is cancelled has what was used until then, and its cost is not known", async () => {
    const { answerOf, records, call } = nest(3);
    const execution = call();
    askNext(await answerOf(0), 1);
    askNext(await answerOf(1), 10);
    const deepest = await answerOf(2);
    deepest.push(usage(100));
    await settle();
    execution.cancel();
    const record = await execution.record;
    expect(deepest.closed).toBe(true);
    expect(record).toMatchObject({
      status: "cancelled",
      totalUsage: { inputTokens: 111 },
      toolCalls: [{ outcome: "cancelled" }],
      children: [{ outcome: "cancelled", usage: { inputTokens: 110 } }],
    });
    expect(record).not.toHaveProperty("totalCostUsd");
    await settle();
    expect(records.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    expect(record.children[0]?.executionId).toBe(
      records.find(({ agent }) => agent === "agent1")?.id,
    );
    await expect(execution).rejects.toMatchObject({ usage: { inputTokens: 111 } });
  });

  test("is ended once, also by who hears that the inner one ends", async () => {
    const { answerOf, call } = nest(2, {});
    const execution = call();
    askNext(await answerOf(0), 1);
    const inner = await answerOf(1);
    inner.call.signal.addEventListener("abort", () => execution.cancel("from inside"));
    execution.cancel("from outside");
    await expect(execution).rejects.toMatchObject({ message: "from outside" });
    const events = await collectEvents(execution);
    expect(events.filter(({ type }) => type === "error")).toHaveLength(1);
  });

  test("has what one used that took too long", async () => {
    const clock = createTestClock();
    const { answerOf, call } = nest(2, {}, { clock, tools: { timeout: "1s" } });
    const execution = call();
    askNext(await answerOf(0), 1);
    (await answerOf(1)).push(usage(10));
    await settle();
    clock.advance(1_000);
    say(await answerOf(0, 1), "Well.", 100);
    const record = await execution.record;
    expect(record).toMatchObject({
      status: "success",
      totalUsage: { inputTokens: 111 },
      toolCalls: [{ outcome: "timeout" }],
      children: [{ outcome: "cancelled", toolCallId: "c1" }],
    });
    expect(record).not.toHaveProperty("totalCostUsd");
  });

  test("has nothing more to pay for one that a cache answered", async () => {
    const { answerOf, records, call } = nest(2, { spec: { cache: { ttlMs: 60_000 } } });
    for (const n of [0, 1]) {
      const execution = call();
      askNext(await answerOf(0, 2 * n), 1);
      if (n === 0) say(await answerOf(1), "Sunny", 10);
      say(await answerOf(0, 2 * n + 1), "It is sunny.", 100);
      const record = await execution.record;
      expect(record.totalCostUsd).toBe(n === 0 ? "222" : "202");
      expect(record.children).toMatchObject([
        { costUsd: n === 0 ? "20" : "0", executionId: records[n]?.id },
      ]);
    }
    expect(records.map(({ cacheStatus }) => cacheStatus)).toEqual(["miss", "hit"]);
  });
});

describe("events of agents that call each other as tools", () => {
  test("are numbered as one, and name who called whom", async () => {
    const { providers, records, call } = nest(3);
    const execution = call();
    const reading = collectEvents(execution, { nested: true });
    for (const [level, provider] of providers.entries()) {
      const answer = await provider.request(0);
      if (level < 2) askNext(answer, 1);
      else say(answer, "deep", 1);
    }
    for (const provider of providers.slice(0, 2).toReversed())
      say(await provider.request(1), "up", 1);
    const root = await execution.record;
    const all = await reading;
    expect(all.map(({ sequence }) => sequence)).toEqual([...all.keys()]);
    expect(await collectEvents(execution, { nested: true })).toEqual(all);
    expect(await collectEvents(execution, { nested: true, after: 9 })).toEqual(all.slice(10));
    const own = await collectEvents(execution);
    const seen = new Set(["agent_start", "agent_complete"]);
    expect(own).toEqual(
      all.filter(({ executionId, type }) => executionId === execution.id || seen.has(type)),
    );
    expect(await collectEvents(execution, { after: 9 })).toEqual(
      own.filter(({ sequence }) => sequence > 9),
    );
    const recordOf = (agent: string) => records.find((record) => record.agent === agent);
    const [inner, deepest] = [recordOf("agent1"), recordOf("agent2")];
    expect(root).not.toHaveProperty("parentId");
    expect(root).not.toHaveProperty("rootId");
    expect(inner).toMatchObject({ parentId: root.id, rootId: root.id });
    expect(deepest).toMatchObject({ parentId: inner?.id, rootId: root.id });
    // Each begins and ends within the tool call of its caller.
    const marks = new Set([...seen, "start", "tool_call", "tool_result", "complete"]);
    const told = all.filter(({ type }) => marks.has(type));
    expect(told.map(({ agent, type }) => `${agent} ${type}`)).toEqual([
      "agent0 start",
      "agent0 tool_call",
      "agent0 agent_start",
      "agent1 start",
      "agent1 tool_call",
      "agent1 agent_start",
      "agent2 start",
      "agent2 complete",
      "agent1 agent_complete",
      "agent1 tool_result",
      "agent1 complete",
      "agent0 agent_complete",
      "agent0 tool_result",
      "agent0 complete",
    ]);
  });

  test("of one that is cancelled end with it, the innermost first", async () => {
    const { answerOf, call } = nest(2);
    const execution = call();
    const reading = collectEvents(execution, { nested: true });
    askNext(await answerOf(0), 1);
    await answerOf(1);
    execution.cancel();
    const all = await reading;
    expect(all.map(({ sequence }) => sequence)).toEqual([...all.keys()]);
    const ends = all.filter(({ type }) => type === "error" || type === "tool_result");
    expect(ends.map(({ agent, type }) => `${agent} ${type}`)).toEqual([
      "agent1 error",
      "agent0 tool_result",
      "agent0 error",
    ]);
    expect(all.at(-1)).toMatchObject({ agent: "agent0", type: "error" });
    await execution.catch(() => {});
  });
});

async function collectEvents(
  execution: ReturnType<ReturnType<typeof nest>["call"]>,
  options: EventsOptions = {},
) {
  const events = [];
  for await (const event of execution.events(options)) events.push(event);
  return events;
}

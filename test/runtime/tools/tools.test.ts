import { describe, expect, test } from "vitest";
import { Agent, type Tool, type ToolContext } from "troupe";
import { createCaller } from "troupe/runtime";
import { z } from "zod";
import { declareOnClass } from "../../../src/dsl/declare.js";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import {
  bindToolAgent,
  double,
  hangingTool,
  toJsonSchema,
  toolAgent,
  toldOf,
  type MethodTool,
} from "../../support/tool-callers.js";

describe("the tools of one message", () => {
  test("run at once; one that throws and one that hangs are told of like the third", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const fail: MethodTool = {
      name: "fail",
      run() {
        throw new Error("No such city.");
      },
    };
    const hang = hangingTool(5_000);
    const execution = toolAgent(provider, [double, fail, hang], { config: { clock } })({});
    const events = collect(execution.events());
    (await provider.request(0)).ask(
      ["c1", "hang", "{}"],
      ["c2", "fail", "{}"],
      ["c3", "double", '{"n":21}'],
    );
    await settle();
    expect(hang.signals[0]?.aborted).toBe(false);
    clock.advance(4_999);
    expect(provider.answers).toHaveLength(1);
    clock.advance(1);
    // In the order in which the model asked.
    expect(await toldOf(provider)).toEqual([
      { error: "The tool did not finish within 5000 ms." },
      { error: "No such city." },
      "42",
    ]);
    expect(hang.signals[0]?.reason).toMatchObject({ name: "TimeoutError" });
    (await provider.request(1)).finish();
    await execution;
    const told = (await events).values.flatMap((event) => {
      if (event.type === "tool_call") return [`call ${event.toolCallId}`];
      return event.type === "tool_result" ? [`${event.outcome} ${event.toolCallId}`] : [];
    });
    expect(told).toEqual([
      "call c1",
      "call c2",
      "call c3",
      "failed c2",
      "success c3",
      "timeout c1",
    ]);
    expect(await execution.record).toMatchObject({
      status: "success",
      toolCalls: [
        { id: "c1", outcome: "timeout", durationMs: 5_000 },
        { id: "c2", outcome: "failed", output: "No such city." },
        { id: "c3", outcome: "success", output: 42 },
      ],
    });
    expect(clock.pending).toBe(0);
  });

  test("are no more at once than the config says", async () => {
    const provider = createPushProvider();
    let running = 0;
    let most = 0;
    const slow: MethodTool = {
      name: "slow",
      async run() {
        most = Math.max(most, (running += 1));
        await settle();
        running -= 1;
      },
    };
    const config = { tools: { concurrency: 2 } };
    const execution = toolAgent(provider, [slow], { config })({});
    const ids = ["c1", "c2", "c3", "c4", "c5"];
    (await provider.request(0)).ask(...ids.map((id) => [id, "slow", "{}"] as const));
    expect(await toldOf(provider)).toEqual(ids.map(() => "Done."));
    expect(most).toBe(2);
    execution.cancel();
  });

  test("have the config's time where they have none of their own", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const config = { clock, tools: { timeout: "2s" } } as const;
    const execution = toolAgent(provider, [hangingTool()], { config })({});
    (await provider.request(0)).ask(["c1", "hang", ""]);
    await settle();
    clock.advance(2_000);
    expect(await toldOf(provider)).toEqual([{ error: "The tool did not finish within 2000 ms." }]);
    execution.cancel();
  });

  test("take of the total limit alone", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const execution = toolAgent(provider, [hangingTool(50_000)], {
      config: { clock },
      spec: { timeout: { firstTokenMs: 100, idleMs: 100, totalMs: 60_000 } },
    })({});
    (await provider.request(0)).ask(["c1", "hang", ""]);
    await settle();
    clock.advance(50_000);
    await provider.request(1);
    await settle();
    clock.advance(99);
    expect((await provider.request(1)).closed).toBe(false);
    (await provider.request(1)).ask(["c2", "hang", ""]);
    await settle();
    clock.advance(10_000);
    await expect(execution).rejects.toMatchObject({ code: "timeout", limit: "total" });
    expect(await execution.record).toMatchObject({
      toolCalls: [{ outcome: "timeout" }, { outcome: "cancelled" }],
    });
  });
});

describe("a tool", () => {
  test("that is a method is called on the execution's own instance, and knows its call", async () => {
    const provider = createPushProvider();
    let context: ToolContext | undefined;
    const binding = bindToolAgent(
      provider,
      [
        {
          name: "remember",
          run(input: { to: string }, given) {
            context = given;
            return `${Reflect.get(this, "who")} to ${input.to}`;
          },
        },
      ],
      {
        spec: { params: [{ name: "who", type: { kind: "string" }, required: true }] },
        binding: { params: () => z.strictObject({ who: z.string() }) },
      },
    );
    const execution = createCaller<{ who: string }, string>(binding)({ who: "Ada" });
    (await provider.request(0)).ask(["c1", "remember", '{"to":"Bob"}']);
    expect(await toldOf(provider)).toEqual(["Ada to Bob"]);
    expect(context).toMatchObject({
      executionId: execution.id,
      agent: "worker",
      toolCallId: "c1",
      step: 1,
    });
    execution.cancel();
  });

  test("that is defined elsewhere gets what its schema made of the arguments", async () => {
    const provider = createPushProvider();
    const input = z.object({ city: z.string().toUpperCase(), days: z.number().optional() });
    const weather: Tool = {
      name: "weather",
      description: "Tells the weather.",
      input,
      run: (given) => ({ given, sun: true }),
    };
    const { tools: _, ...binding } = bindToolAgent(provider, [], {
      spec: {
        tools: [
          {
            name: "weather",
            description: "Tells the weather.",
            schema: toJsonSchema(input),
            run: { kind: "defined" },
          },
        ],
      },
    });
    class WeatherAgent extends Agent {
      override user() {
        return "Go.";
      }
    }
    declareOnClass({ model: "test/model-1", streaming: true, tools: [weather] })(WeatherAgent);
    const execution = createCaller<void, string>({ ...binding, agent: WeatherAgent })();
    // A strict mode writes null where nothing is meant.
    (await provider.request(0)).ask(["c1", "weather", '{"city":"Bern","days":null}']);
    expect(await toldOf(provider)).toEqual(['{"given":{"city":"BERN"},"sun":true}']);
    execution.cancel();
  });

  test.each([
    ["a method", { kind: "method", method: "gone" }],
    ["defined", { kind: "defined" }],
    ["an agent", { kind: "agent", agent: "gone" }],
  ] as const)("that is %s and that the class does not have is config_invalid", async (_, run) => {
    const provider = createPushProvider();
    const tools = [{ name: "gone", description: "", schema: { type: "object" }, run }] as const;
    const execution = toolAgent(provider, [], { spec: { tools } })({});
    await expect(execution).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("ToolAgent has no tool gone. Run: agents build"),
    });
    expect(provider.answers).toHaveLength(0);
  });
});

test.each([
  [{ concurrency: 0 }, "tools.concurrency is 0"],
  [{ concurrency: 1.5 }, "tools.concurrency is 1.5"],
  [{ timeout: "soon" as never }, 'tools.timeout is "soon"'],
])("%j for the tools of a config is refused at once", (tools, says) => {
  expect(() => toolAgent(createPushProvider(), [], { config: { tools } })).toThrow(
    expect.objectContaining({
      code: "config_invalid",
      message: expect.stringContaining(says),
    }),
  );
});

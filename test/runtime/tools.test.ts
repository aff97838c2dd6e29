import { describe, expect, test } from "vitest";
import { Agent, FatalToolError, type Tool, type ToolContext } from "troupe";
import { createCaller } from "troupe/runtime";
import { z } from "zod";
import { declareOnClass } from "../../src/dsl/declare.js";
import { streamingText, wholeStory } from "../support/callers.js";
import { collect, settle } from "../support/collect.js";
import { createPushProvider, type PushProvider } from "../support/push-provider.js";
import { createTestClock } from "../support/test-clock.js";
import {
  bindToolAgent,
  double,
  hangingTool,
  toJsonSchema,
  toolAgent,
  type MethodTool,
} from "../support/tool-callers.js";

/** What the model was told of the tools that its first message asked for. */
async function toldOf(provider: PushProvider): Promise<readonly unknown[]> {
  const { call } = await provider.request(1);
  return call.messages
    .filter((message) => message.role === "tool")
    .map(({ content, isError }) => (isError ? { error: content } : content));
}

/** Runs one tool with these arguments; gives what the model was told. */
async function tellOf(tool: MethodTool, text = "{}"): Promise<unknown> {
  const provider = createPushProvider();
  const execution = toolAgent(provider, [tool])({});
  (await provider.request(0)).ask(["c1", tool.name, text]);
  const [told] = await toldOf(provider);
  execution.cancel();
  return told;
}

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
    const binding = bindToolAgent(provider, [], {
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

describe("arguments", () => {
  test.each([
    ['{"n":', "is not valid JSON (it ends too early)"],
    ["n=21", "is not valid JSON (it breaks at character 1)"],
    ["[".repeat(2_000), "is nested deeper than 1000 levels"],
  ])("that are no JSON never reach the tool: %s", async (text, says) => {
    const provider = createPushProvider();
    let runs = 0;
    const execution = toolAgent(provider, [{ ...double, run: () => (runs += 1) }])({});
    (await provider.request(0)).ask(["c1", "double", text]);
    const told = `The tool did not run: the text of its arguments ${says}.`;
    expect(await toldOf(provider)).toEqual([{ error: told }]);
    (await provider.request(1)).finish();
    await execution;
    expect(runs).toBe(0);
    expect((await execution.record).toolCalls).toMatchObject([
      { input: text, outcome: "invalid_input", output: told },
    ]);
  });

  test("that the schema does not take never reach the tool, and the model is told every issue", async () => {
    let runs = 0;
    const told = await tellOf(
      {
        name: "add",
        input: z.strictObject({ a: z.number(), b: z.number() }),
        run: () => (runs += 1),
      },
      '{"a":"x"}',
    );
    expect(told).toEqual({ error: expect.stringContaining("do not satisfy its schema") });
    expect(told).toEqual({ error: expect.stringMatching(/\n {2}a: .*\n {2}b: /) });
    expect(runs).toBe(0);
  });

  test.each(["", "  ", "{}"])("%j are an object without members", async (text) => {
    expect(await tellOf({ name: "echo", run: (input) => input }, text)).toBe("{}");
  });

  test("may hold __proto__, which reaches no prototype", async () => {
    let given: unknown;
    const told = await tellOf(
      {
        name: "take",
        input: z.object({ n: z.number(), more: z.record(z.string(), z.unknown()) }),
        run: (input) => {
          given = input;
        },
      },
      '{"n":1,"__proto__":{"polluted":1},"more":{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}}',
    );
    expect(told).toBe("Done.");
    const { more } = given as { more: Record<string, object> };
    for (const object of [given as object, more, more["a"] ?? {}, {}]) {
      expect(Reflect.get(object, "polluted")).toBeUndefined();
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    }
  });

  test("of ten megabytes are as good as any", async () => {
    const text = JSON.stringify({ text: "<script>".repeat(1_300_000) });
    const length: MethodTool = {
      name: "length",
      run: (input: { text: string }) => input.text.length,
    };
    expect(await tellOf(length, text)).toBe("10400000");
  });

  test("are the tool's own: what it does to them changes no event", async () => {
    const provider = createPushProvider();
    const clear: MethodTool = {
      name: "clear",
      input: z.any(),
      run(input: { list: number[] }) {
        input.list.length = 0;
      },
    };
    const execution = toolAgent(provider, [clear])({});
    (await provider.request(0)).ask(["c1", "clear", '{"list":[1,2]}']);
    (await provider.request(1)).finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ input: { list: [1, 2] } }]);
  });

  test("of a tool that there is not: the model is told which there are", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double, hangingTool()])({});
    (await provider.request(0)).ask(["c1", "functions.halve", '{"n":1}']);
    expect(await toldOf(provider)).toEqual([
      { error: 'There is no tool "functions.halve". The tools are: double, hang.' },
    ]);
    const second = await provider.request(1);
    // A name that a provider would refuse is not sent back to it.
    expect(second.call.messages.slice(-2)).toMatchObject([
      { content: [{ name: "functions_halve" }] },
      { toolName: "functions_halve" },
    ]);
    second.finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([
      { tool: "functions.halve", outcome: "unknown_tool" },
    ]);
  });

  test.each(["constructor", "__proto__", "user"])("of %s, which is no tool", async (name) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [])({});
    (await provider.request(0)).ask(["c1", name, ""]);
    expect(await toldOf(provider)).toEqual([
      { error: `There is no tool "${name}". The tools are: none.` },
    ]);
    execution.cancel();
  });
});

describe("a result", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const text = { type: "text", text: "a" };
  const image = { type: "image", data: "aGk=", mediaType: "image/png" };
  const file = { type: "file", url: "https://example.org/a.pdf", name: "a.pdf" };

  test.each<[unknown, unknown]>([
    ["text as it is", "text as it is"],
    ["", ""],
    [0, "0"],
    [false, "false"],
    [null, "null"],
    [undefined, "Done."],
    [{ a: [1, undefined] }, '{"a":[1,null]}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [[], "[]"],
    [
      [text, image, file],
      [text, image, file],
    ],
    // What a tool that lists files gives is no content.
    [[{ type: "file", path: "/etc/passwd" }], '[{"type":"file","path":"/etc/passwd"}]'],
    [[{ type: "file", name: "a" }], '[{"type":"file","name":"a"}]'],
    [[{ ...image, width: 1 }], JSON.stringify([{ ...image, width: 1 }])],
    [[{ type: "image", data: "aGk=" }], '[{"type":"image","data":"aGk="}]'],
    [10n, { error: "The tool ran, but its result holds a bigint, which JSON cannot." }],
    [{ f() {} }, { error: "The tool ran, but its result holds a function, which JSON cannot." }],
    [Symbol("s"), { error: "The tool ran, but its result holds a symbol, which JSON cannot." }],
    [
      cycle,
      {
        error:
          "The tool ran, but its result holds something that cannot be written as JSON, such as itself.",
      },
    ],
  ])("%o is told as %j", async (result, told) => {
    expect(await tellOf({ name: "give", run: () => result })).toEqual(told);
  });

  test("may come later", async () => {
    expect(await tellOf({ name: "give", run: async () => ({ a: 1 }) })).toBe('{"a":1}');
  });

  test("is what it was when it was given", async () => {
    const provider = createPushProvider();
    const list = [1];
    const execution = toolAgent(provider, [{ name: "give", run: () => list }])({});
    (await provider.request(0)).ask(["c1", "give", ""]);
    const second = await provider.request(1);
    list.push(2);
    second.finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ output: [1] }]);
  });

  test.each<[string, unknown, string]>([
    ["an error's message", new TypeError("No such city."), "No such city."],
    ["a text", "No such city.", "No such city."],
    ["nothing", undefined, "The tool failed."],
    ["an error without words", new Error(""), "The tool failed."],
    ["what is no error", { message: 1 }, "The tool failed."],
  ])("is %s when the tool throws that, and never a stack", async (_what, thrown, told) => {
    const throwing: MethodTool = {
      name: "give",
      async run() {
        throw thrown;
      },
    };
    expect(await tellOf(throwing)).toEqual({ error: told });
  });
});

describe("the end of an execution while tools run", () => {
  test("a FatalToolError ends it, and aborts the others", async () => {
    const provider = createPushProvider();
    const hang = hangingTool();
    const cause = new FatalToolError("The account is locked.");
    const pay: MethodTool = {
      name: "pay",
      async run() {
        throw cause;
      },
    };
    const execution = toolAgent(provider, [hang, pay, double])({});
    (await provider.request(0)).ask(
      ["c1", "hang", ""],
      ["c2", "pay", ""],
      ["c3", "double", '{"n":21}'],
    );
    const error = await execution.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "tool_failed",
      status: "error",
      message: "The tool pay threw a FatalToolError; see the cause.",
      retryable: false,
    });
    expect(Reflect.get(error as object, "cause")).toBe(cause);
    expect(hang.signals[0]?.aborted).toBe(true);
    expect(await execution.record).toMatchObject({
      status: "error",
      toolCalls: [{ outcome: "cancelled" }, { outcome: "failed" }, {}],
    });
    expect((await execution.record).toolCalls[1]).not.toHaveProperty("output");
    await settle();
    expect(provider.answers).toHaveLength(1);
  });

  test("cancel aborts the tool's signal at once, waits for nothing, and begins nothing", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const hang = hangingTool();
    const config = { clock, tools: { concurrency: 1 } };
    const execution = toolAgent(provider, [hang, double], { config })({});
    const first = await provider.request(0);
    first.text("Let me see.");
    first.ask(["c1", "hang", ""], ["c2", "double", '{"n":1}']);
    await settle();
    clock.advance(40);
    execution.cancel("changed my mind");
    expect(hang.signals[0]?.aborted).toBe(true);
    expect(hang.signals[0]?.reason).toMatchObject({ code: "cancelled" });
    expect(await execution.record).toMatchObject({
      status: "cancelled",
      text: "Let me see.",
      toolCalls: [{ id: "c1", outcome: "cancelled", durationMs: 40 }],
    });
    // More would have come.
    await expect(execution.text).rejects.toMatchObject({ code: "cancelled" });
    await settle();
    expect((await execution.record).toolCalls).toHaveLength(1);
    expect(provider.answers).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test("so do a signal, a limit, and the last reader that leaves", async () => {
    const clock = createTestClock();
    const ends = {
      cancelled: (controller: AbortController) => controller.abort(),
      timeout: () => clock.advance(5_000),
      disconnected: (_: AbortController, leave: () => void) => leave(),
    };
    for (const [status, end] of Object.entries(ends)) {
      const provider = createPushProvider();
      const hang = hangingTool(60_000);
      const controller = new AbortController();
      const { signal } = controller;
      const execution = toolAgent(provider, [hang], { config: { clock } })(
        {},
        { signal, timeout: "5s" },
      );
      const reader = execution[Symbol.asyncIterator]();
      const first = await provider.request(0);
      first.text("Let me see.");
      first.ask(["c1", "hang", ""]);
      await reader.next();
      await settle();
      end(controller, () => void reader.return?.());
      expect(hang.signals[0]?.aborted).toBe(true);
      expect(await execution.record).toMatchObject({ status });
    }
    expect(clock.pending).toBe(0);
  });

  test("a subscriber that cancels at tool_call keeps the tool from running", async () => {
    const provider = createPushProvider();
    let runs = 0;
    const execution = toolAgent(provider, [{ ...double, run: () => (runs += 1) }])({});
    execution.on("tool_call", () => execution.cancel());
    (await provider.request(0)).ask(["c1", "double", '{"n":1}']);
    expect(await execution.record).toMatchObject({ toolCalls: [{ outcome: "cancelled" }] });
    await settle();
    expect(runs).toBe(0);
  });

  test("what a tool does after it is nobody's: no event, no unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): number => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const provider = createPushProvider();
    const late: MethodTool = {
      name: "late",
      run: (_input, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(new FatalToolError("too late")));
        }),
    };
    const execution = toolAgent(provider, [late])({});
    (await provider.request(0)).ask(["c1", "late", ""], ["c2", "late", ""]);
    await settle();
    execution.cancel();
    await execution.record;
    const { values } = await collect(execution.events());
    await settle();
    process.off("unhandledRejection", note);
    expect(values.at(-1)).toMatchObject({ type: "error", error: { code: "cancelled" } });
    expect((await collect(execution.events())).values).toEqual(values);
    expect(unhandled).toEqual([]);
  });
});

describe("an agent as a tool", () => {
  async function callStory(text: string) {
    const provider = createPushProvider();
    const inner = createPushProvider();
    const story = wholeStory(inner);
    const execution = toolAgent(provider, [], {
      spec: {
        tools: [
          {
            name: "tell_story",
            description: "",
            schema: {
              type: "object",
              properties: { topic: { type: "string" } },
              required: ["topic"],
            },
            run: { kind: "agent", agent: "story" },
          },
        ],
      },
      binding: { toolAgents: { tell_story: () => story as never } },
    })({});
    (await provider.request(0)).ask(["c1", "tell_story", text]);
    return { provider, inner, execution };
  }

  test("gives its output", async () => {
    const { provider, inner, execution } = await callStory('{"topic":"AI"}');
    const answer = await inner.request();
    expect(answer.call.messages).toEqual([{ role: "user", content: "Write about AI." }]);
    answer.text('{"title":"A","content":"B"}');
    answer.finish();
    expect(await toldOf(provider)).toEqual(['{"title":"A","content":"B"}']);
    execution.cancel();
  });

  test("is told of by the code of its failure", async () => {
    const { provider, inner, execution } = await callStory('{"topic":"AI"}');
    (await inner.request()).finish("refusal");
    expect(await toldOf(provider)).toEqual([{ error: "The agent story failed: refused." }]);
    execution.cancel();
  });

  test("refuses params that are none", async () => {
    const { provider, inner, execution } = await callStory('{"topic":""}');
    expect(await toldOf(provider)).toEqual([{ error: expect.stringContaining("topic: ") }]);
    (await provider.request(1)).finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "invalid_input" }]);
    expect(inner.answers).toHaveLength(0);
  });

  test("is cancelled with the execution", async () => {
    const { inner, execution } = await callStory('{"topic":"AI"}');
    const answer = await inner.request();
    execution.cancel();
    expect(answer.closed).toBe(true);
    await execution.record;
  });
});

describe("tools of the config", () => {
  test.each([
    [{ concurrency: 0 }, "tools.concurrency is 0"],
    [{ concurrency: 1.5 }, "tools.concurrency is 1.5"],
    [{ timeout: "soon" as never }, 'tools.timeout is "soon"'],
  ])("%j is config_invalid", (tools, says) => {
    const create = () => streamingText(createPushProvider(), {}, { tools });
    expect(create).toThrow(expect.objectContaining({ code: "config_invalid" }));
    expect(create).toThrow(says);
  });
});

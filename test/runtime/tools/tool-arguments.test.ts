import { describe, expect, test } from "vitest";
import { z } from "zod";
import { collect, settle } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { createTestClock } from "../../support/test-clock.js";
import {
  double,
  hangingTool,
  toolAgent,
  tellOf,
  toldOf,
  type MethodTool,
} from "../../support/tool-callers.js";

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

  test("that are wrong in a hundred thousand places are not told in as many lines", async () => {
    const told = await tellOf(
      { name: "add", input: z.strictObject({ list: z.array(z.string()) }), run: () => 0 },
      JSON.stringify({ list: Array(100_000).fill(1), ["x".repeat(100_000)]: 1 }),
    );
    const { error } = told as { error: string };
    expect(error).toMatch(/\n {2}list\.0: .*\n {2}list\.1: /);
    expect(error).toMatch(/\n {2}… and 99951 more$/);
    expect(error.length).toBeLessThan(5_000);
  });

  test("are checked by refinements that take their time", async () => {
    const input = z.strictObject({ n: z.number() }).refine(async ({ n }) => n > 0, "too small");
    let runs = 0;
    const count: MethodTool = { name: "count", input, run: () => (runs += 1) };
    expect(await tellOf(count, '{"n":1}')).toBe("1");
    expect(await tellOf(count, '{"n":0}')).toEqual({ error: expect.stringContaining("too small") });
    expect(runs).toBe(1);
  });

  test("whose check takes longer than the tool may never reach it", async () => {
    const clock = createTestClock();
    const provider = createPushProvider();
    const checked = Promise.withResolvers<boolean>();
    const input = z.looseObject({}).refine(() => checked.promise);
    let runs = 0;
    const slow: MethodTool = { name: "slow", input, timeoutMs: 50, run: () => (runs += 1) };
    const execution = toolAgent(provider, [slow], { config: { clock } })({});
    (await provider.request(0)).ask(["c1", "slow", "{}"]);
    await settle();
    clock.advance(50);
    expect(await toldOf(provider)).toEqual([{ error: "The tool did not finish within 50 ms." }]);
    checked.resolve(true);
    await settle();
    expect(runs).toBe(0);
    execution.cancel();
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

  test("reach the tool of a call whose id holds a key, which no event shows", async () => {
    const key = "sk-abcdefghijkl";
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double])({});
    (await provider.request(0)).ask([key, "double", '{"n":21}']);
    expect(await toldOf(provider)).toEqual(["42"]);
    (await provider.request(1)).finish();
    await execution;
    const { values } = await collect(execution.events());
    expect(values.some(({ type }) => type === "tool_result")).toBe(true);
    expect(JSON.stringify(values)).not.toContain(key);
  });

  test("of a tool that there is not: the model is told which there are", async () => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [double, hangingTool()])({});
    (await provider.request(0)).ask(["c1", "functions.halve", '{"n":1}']);
    expect(await toldOf(provider)).toEqual([
      { error: 'The tool "functions.halve" does not exist. The tools are: double, hang.' },
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

  test.each(["constructor", "__proto__", "user"])("of %s, which is not a tool", async (name) => {
    const provider = createPushProvider();
    const execution = toolAgent(provider, [])({});
    (await provider.request(0)).ask(["c1", name, ""]);
    expect(await toldOf(provider)).toEqual([
      { error: `The tool "${name}" does not exist. The tools are: none.` },
    ]);
    execution.cancel();
  });
});

import { Agent, complete, defineConfig, defineTool, fake } from "troupe";
import { createCaller } from "troupe/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";

const text = '{"__proto__":{"a":1},"b":{"__proto__":2}}';
const whole: unknown = JSON.parse(text);

function config(script: Parameters<typeof fake>[0]) {
  return defineConfig({ agents: [], providers: { test: fake(script) } });
}

/** Also that nothing took the key for a prototype. */
function expectWhole(value: unknown): void {
  expect(JSON.stringify(value)).toBe(text);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(({} as { a?: unknown }).a).toBeUndefined();
}

const schemas = {
  "a record": z.record(z.string(), z.record(z.string(), z.number())),
  "an open object": z.looseObject({}),
  "any JSON": z.json(),
  "a record of Zod 3": z3.record(z3.record(z3.number())),
  "an open object of Zod 3": z3.object({}).passthrough(),
};

describe("a key __proto__ that a model or a caller writes", () => {
  it.each(Object.entries(schemas))("stays in an output: %s", async (_, schema) => {
    const messages = [{ role: "user", content: "?" }] as const;
    const execution = complete({
      model: "test/any",
      messages,
      schema,
      config: config({ script: [text] }),
    });
    expectWhole(await execution);
    const { output } = await execution.record;
    expectWhole(output);
  });

  it("stays in the input of a tool, and in its event", async () => {
    const given: unknown[] = [];
    const tool = defineTool({
      name: "keep",
      description: "Keeps.",
      input: z.object({ all: z.record(z.string(), z.unknown()) }),
      run: ({ all }) => given.push(all),
    });
    const script = [{ toolCalls: [{ name: "keep", input: { all: whole } as never }] }, "Done."];
    const execution = complete({
      model: "test/any",
      messages: [{ role: "user", content: "?" }],
      tools: [tool],
      config: config({ script }),
    });
    await execution;
    expectWhole(given[0]);
    const { toolCalls } = await execution.record;
    expectWhole((toolCalls[0]?.input as { all?: unknown } | undefined)?.all);
  });

  it("stays in a param that is a record, and is refused where no other key may be", async () => {
    const held: unknown[] = [];
    class KeepAgent extends Agent {
      all!: unknown;
      user() {
        held.push(this.all);
        return "?";
      }
    }
    const keep = createCaller<unknown, string>({
      spec: {
        version: 1,
        name: "keep",
        className: "KeepAgent",
        source: "keep.ts",
        model: "test/any",
        streaming: false,
        params: [
          { name: "all", type: { kind: "record", value: { kind: "unknown" } }, required: true },
        ],
      },
      agent: KeepAgent,
      params: () => z.strictObject({ all: z.record(z.string(), z.json()) }),
      // The class is not decorated: without this the call would say so.
      tools: [],
      config: config({ script: ["ok", "ok"] }),
    });
    const call = keep as unknown as (params: unknown) => Promise<string>;
    await call({ all: whole });
    expectWhole(held[0]);
    const error: unknown = await call(JSON.parse('{"all":{},"__proto__":1}')).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: "invalid_params",
      issues: [{ message: expect.stringContaining('"__proto__"') }],
    });
  });

  it("keeps its name where a schema lists the keys, beside names that are like it", async () => {
    const schema = z.record(z.string(), z.number()).transform((all) => Object.keys(all));
    const execution = complete({
      model: "test/any",
      messages: [{ role: "user", content: "?" }],
      schema,
      config: config({ script: ['{"__proto__":1,"__proto___":2}'] }),
    });
    expect(await execution).toEqual(["__proto__", "__proto___"]);
  });
});

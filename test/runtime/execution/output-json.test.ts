import { describe, expect, test } from "vitest";
import { z } from "zod";
import { complete, defineConfig, fake, type ExecutionRecord } from "troupe";
import { createStreamingCaller } from "troupe/runtime";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { bindToolAgent } from "../../support/tool-callers.js";

/** Asks for what a schema takes, of a model that answers with a text. */
function ask<Schema extends z.ZodType>(schema: Schema, text: string) {
  const config = defineConfig({ agents: [], providers: { fake: fake({ script: [text] }) } });
  const messages = [{ role: "user", content: "Go." }] as const;
  return complete({ model: "fake/any", messages, schema, config });
}

describe("the output in events and on the record", () => {
  test("is the JSON that a transform was given, where it makes a BigInt", async () => {
    const execution = ask(
      z.object({ id: z.string().transform((text) => BigInt(text)) }),
      '{"id":"12345678901234567890"}',
    );
    expect(await execution).toEqual({ id: 12345678901234567890n });
    const record = await execution.record;
    expect(record.output?.id satisfies string | undefined).toBe("12345678901234567890");
    const { values } = await collect(execution.events());
    expect(values.at(-1)).toMatchObject({ output: record.output });
    expect(JSON.parse(JSON.stringify({ record, values }))).toEqual({ record, values });
  });

  test("is the JSON that a codec was given", async () => {
    const date = z.codec(z.iso.date(), z.date(), {
      decode: (text) => new Date(text),
      encode: (value) => value.toISOString().slice(0, 10),
    });
    const execution = ask(z.object({ on: date }), '{"on":"2026-01-31"}');
    expect((await execution).on).toEqual(new Date("2026-01-31"));
    expect((await execution.record).output).toEqual({ on: "2026-01-31" });
  });

  test("lacks what a default fills in, and has what the schema leaves out", async () => {
    const schema = z.object({ a: z.string(), b: z.number().default(1) });
    const execution = ask(schema, '{"a":"x","c":true}');
    expect(await execution).toEqual({ a: "x", b: 1 });
    expect((await execution.record).output).toEqual({ a: "x", c: true });
  });

  test("is not the object that the caller has, and may change", async () => {
    const execution = ask(z.object({ a: z.array(z.string()) }), '{"a":["x"]}');
    (await execution).a.push("y");
    expect((await execution.record).output).toEqual({ a: ["x"] });
  });
});

describe("the params in events and on the record", () => {
  /** Calls an agent that takes whatever a schema takes, and gives the record. */
  async function recordOf(topic: unknown, schema: z.ZodType = z.unknown()) {
    const provider = createPushProvider();
    const params = () => z.object({ topic: schema });
    const caller = createStreamingCaller<{ topic: unknown }, string, string>(
      bindToolAgent(provider, [], { binding: { params } }),
    );
    const execution = caller({ topic });
    const answer = await provider.request();
    answer.text("Yes.");
    answer.finish();
    expect(await execution).toBe("Yes.");
    const { values } = await collect(execution.events());
    return JSON.parse(JSON.stringify({ record: await execution.record, values })) as {
      record: ExecutionRecord;
    };
  }

  test("are plain JSON, whatever the schema makes of them", async () => {
    const { record } = await recordOf({ at: new Date(0), none: undefined, odd: Number.NaN });
    expect(record.params).toEqual({ topic: { at: "1970-01-01T00:00:00.000Z", odd: null } });
    const made = await recordOf("12", z.string().transform(BigInt));
    expect(made.record.params).toEqual({ topic: "12" });
  });

  test("are absent where JSON cannot hold them, and the call goes on", async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = [cyclic, cyclic];
    let deep: unknown = 1;
    for (let n = 0; n < 20_000; n += 1) deep = [deep];
    const locked = Object.defineProperty({}, "key", {
      enumerable: true,
      get() {
        throw new Error("locked");
      },
    });
    for (const topic of [cyclic, deep])
      expect((await recordOf(topic)).record.params).toBeUndefined();
    const made = await recordOf(
      "x",
      z.string().transform(() => locked),
    );
    expect(made.record.params).toBeUndefined();
  });

  test("are absent for a plain call, which says what it is", async () => {
    const record = await ask(z.object({ a: z.string() }), '{"a":"x"}').record;
    expect(record.kind).toBe("plain");
    expect(record.params).toBeUndefined();
    expect(record.messages).toMatchObject([{ role: "user" }]);
  });
});

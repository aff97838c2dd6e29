import { describe, expect, test } from "vitest";
import { z } from "zod";
import { complete, defineConfig, fake } from "troupe";
import { collect } from "../support/collect.js";

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
  test("are absent for a plain call, which says what it is", async () => {
    const record = await ask(z.object({ a: z.string() }), '{"a":"x"}').record;
    expect(record.kind).toBe("plain");
    expect(record.params).toBeUndefined();
    expect(record.messages).toMatchObject([{ role: "user" }]);
  });
});

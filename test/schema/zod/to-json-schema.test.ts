import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as v3 } from "zod/v3";
import { anthropicDialect, openaiDialect } from "../../../src/schema/strict/dialect.js";
import { findUnenforceable } from "../../../src/schema/strict/find-unenforceable.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";

const date = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (value) => value.toISOString(),
});

describe("toJsonSchema of Zod 4", () => {
  it("closes objects and requires what the model must write", async () => {
    const { input, output } = await toJsonSchema(
      z.object({
        a: z.string(),
        b: z.number().optional(),
        c: z.boolean().default(true),
        d: z.object({ e: z.null() }),
      }),
    );
    expect(input).toEqual({
      type: "object",
      properties: {
        a: { type: "string" },
        b: { type: "number" },
        c: { type: "boolean", default: true },
        d: {
          type: "object",
          properties: { e: { type: "null" } },
          required: ["e"],
          additionalProperties: false,
        },
      },
      required: ["a", "d"],
      additionalProperties: false,
    });
    expect(output).toMatchObject({ required: ["a", "c", "d"] });
  });

  it("leaves open what the author left open", async () => {
    const { input } = await toJsonSchema(
      z.object({
        loose: z.looseObject({ a: z.string() }),
        rest: z.object({ a: z.string() }).catchall(z.number()),
        record: z.record(z.string(), z.string()),
      }),
    );
    expect(input["properties"]).toEqual({
      loose: {
        type: "object",
        properties: { a: { type: "string" } },
        required: ["a"],
        additionalProperties: {},
      },
      rest: {
        type: "object",
        properties: { a: { type: "string" } },
        required: ["a"],
        additionalProperties: { type: "number" },
      },
      record: { type: "object", additionalProperties: { type: "string" } },
    });
  });

  it("does not close the members of an intersection, which would refuse each other", async () => {
    const both = z.intersection(
      z.object({ a: z.string() }).describe("one"),
      z.object({ b: z.string() }),
    );
    const { input } = await toJsonSchema(both);
    expect(JSON.stringify(input)).not.toContain("additionalProperties");
  });

  it("keeps descriptions, titles and examples, and no key that is no keyword", async () => {
    const schema = z
      .object({
        id: z
          .string()
          .describe("An id.")
          .meta({ examples: ["a"], color: "red" }),
      })
      .meta({ id: "Story", title: "A story", secret: 1 });
    const { input } = await toJsonSchema(schema);
    expect(input).toEqual({
      type: "object",
      title: "A story",
      properties: { id: { type: "string", description: "An id.", examples: ["a"] } },
      required: ["id"],
      additionalProperties: false,
    });
  });

  it("takes two schemas of one id", async () => {
    const schema = z.object({
      a: z.string().meta({ id: "Same" }),
      b: z.number().meta({ id: "Same" }),
    });
    expect((await toJsonSchema(schema)).input["properties"]).toEqual({
      a: { type: "string" },
      b: { type: "number" },
    });
  });

  it("does not let a keyword that is written by hand change the output's type", async () => {
    const { input, output } = await toJsonSchema(
      z.object({ a: z.string().meta({ type: "null" }) }),
    );
    expect(input).toMatchObject({ properties: { a: { type: "null" } } });
    expect(output).toMatchObject({ properties: { a: { type: "string" } } });
  });

  it("leaves out patterns that a format says already, and the bounds of safe integers", async () => {
    const schema = z.object({
      mail: z.email(),
      at: z.iso.datetime(),
      own: z.string().regex(/^a/),
      count: z.int(),
      some: z.int().min(1),
    });
    expect((await toJsonSchema(schema)).input["properties"]).toEqual({
      mail: { type: "string", format: "email" },
      at: { type: "string", format: "date-time" },
      own: { type: "string", pattern: "^a" },
      count: { type: "integer" },
      some: { type: "integer", minimum: 1 },
    });
  });

  it("says recursion with definitions", async () => {
    const Node = z.object({
      name: z.string(),
      get below() {
        return z.array(Node);
      },
    });
    expect((await toJsonSchema(Node)).input).toMatchObject({
      properties: { below: { items: { $ref: "#" } } },
    });
    const { input } = await toJsonSchema(z.object({ tree: Node }));
    expect(input).toMatchObject({ properties: { tree: { $ref: "#/$defs/__schema0" } } });
    expect(input["$defs"]).toMatchObject({
      __schema0: { additionalProperties: false, required: ["name", "below"] },
    });
  });

  it("asks for the input side of transforms and codecs, and gives no output for them", async () => {
    const { input, output } = await toJsonSchema(
      z.object({
        codec: date,
        transform: z.string().transform(Number),
        preprocess: z.preprocess(Number, z.number()),
      }),
    );
    expect(input["properties"]).toEqual({
      codec: { type: "string", format: "date-time" },
      transform: { type: "string" },
      preprocess: { type: "number" },
    });
    expect(output).toBeUndefined();
  });

  it("gives the output of a transform that ends in a schema", async () => {
    const { input, output } = await toJsonSchema(
      z.object({ a: z.string().transform(Number).pipe(z.number()) }),
    );
    expect(input).toMatchObject({ properties: { a: { type: "string" } } });
    expect(output).toMatchObject({ properties: { a: { type: "number" } } });
  });

  it("writes its keywords in one order, and properties in the author's", async () => {
    const { input } = await toJsonSchema(
      z.object({ z: z.string().min(1).describe("last letter"), a: z.int() }).describe("both"),
    );
    expect(JSON.stringify(input)).toBe(
      '{"type":"object","description":"both","properties":{"z":{"type":"string","description":"last letter","minLength":1},"a":{"type":"integer"}},"required":["z","a"],"additionalProperties":false}',
    );
  });

  it("keeps a property named __proto__", async () => {
    const { input } = await toJsonSchema(z.object({ ["__proto__"]: z.string() }));
    expect(JSON.stringify(input)).toContain('"properties":{"__proto__":{"type":"string"}}');
  });

  it("converts the mini edition", async () => {
    const schema = mini.object({ a: mini.optional(mini.string().check(mini.describe("Mini."))) });
    expect((await toJsonSchema(schema)).input).toEqual({
      type: "object",
      properties: { a: { type: "string", description: "Mini." } },
      additionalProperties: false,
    });
  });

  it.each<[string, z.ZodType, message: string]>([
    ["a date", z.object({ a: z.array(z.object({ at: z.date() })) }), "a[].at is a Date"],
    ["a bigint", z.object({ a: z.bigint().optional() }), "a is a bigint"],
    ["a literal bigint", z.object({ a: z.literal(1n) }), "a is a bigint"],
    ["undefined", z.object({ a: z.undefined() }), "a is undefined"],
    ["a literal undefined", z.object({ a: z.literal([undefined, "x"]) }), "a is undefined"],
    ["a map", z.map(z.string(), z.string()), "the schema is a Map"],
    ["a set", z.object({ a: z.tuple([z.set(z.string())]) }), "a[0] is a Set"],
    ["a record of dates", z.record(z.string(), z.date()), "[key] is a Date"],
    ["an instance", z.object({ a: z.instanceof(URL) }), "a is a check in code"],
    ["a file", z.object({ a: z.file() }), "a is a File"],
    ["a promise", z.object({ a: z.promise(z.string()) }), "a is a promise"],
    ["a symbol", z.object({ a: z.symbol() }), "a is a symbol"],
    ["NaN", z.object({ a: z.nan() }), "a is NaN"],
    ["a bare transform", z.object({ a: z.transform(String) }), "a is a bare transform"],
    [
      "an optional name that every object has",
      z.object({ a: z.array(z.object({ toString: z.string().optional() })) }),
      "a[].toString is optional and has the name of a member",
    ],
  ])("refuses %s with its place", async (_, schema, message) => {
    await expect(toJsonSchema(schema)).rejects.toThrow(message);
  });

  it("names every part that it refuses, and what to write instead", async () => {
    const schema = z.object({ a: z.date(), b: z.object({ c: z.bigint() }), d: z.nan() });
    const error: Error = await toJsonSchema(schema).then(
      () => new Error("it was taken"),
      (error: Error) => error,
    );
    expect(error.message.split("\n")).toEqual([
      expect.stringMatching(/^a is a Date.*write z\.iso\.datetime\(\)/),
      expect.stringMatching(/^b\.c is a bigint.*write z\.int\(\)/),
      expect.stringMatching(/^d is NaN/),
    ]);
  });
});

describe("toJsonSchema of Zod 3", () => {
  it("closes objects and keeps descriptions", async () => {
    const { input, output } = await toJsonSchema(
      v3.object({ a: v3.string().describe("A."), b: v3.number().optional() }).describe("Both."),
    );
    expect(input).toEqual({
      type: "object",
      description: "Both.",
      properties: { a: { type: "string", description: "A." }, b: { type: "number" } },
      required: ["a"],
      additionalProperties: false,
    });
    expect(output).toEqual(input);
  });

  it("copies a schema that is used twice, and says a tuple in the same draft", async () => {
    const Address = v3.object({ at: v3.tuple([v3.number(), v3.number()]) });
    const { input } = await toJsonSchema(v3.object({ home: Address, work: Address }));
    const address = {
      type: "object",
      properties: {
        at: {
          type: "array",
          prefixItems: [{ type: "number" }, { type: "number" }],
          items: false,
          minItems: 2,
          maxItems: 2,
        },
      },
      required: ["at"],
      additionalProperties: false,
    };
    expect(input["properties"]).toEqual({ home: address, work: address });
  });

  it.each(["a/b", "/", "properties/a", "a~b", "a~01b", "a~1b"])(
    "copies a schema that is used twice, first under the key %s",
    async (key) => {
      const Address = v3.object({ "x/y": v3.string() });
      const { input } = await toJsonSchema(v3.object({ [key]: Address, a: v3.any(), z: Address }));
      const { [key]: first, z: second } = input["properties"] as Record<string, unknown>;
      expect(second).toEqual(first);
      expect(second).toMatchObject({ properties: { "x/y": { type: "string" } } });
    },
  );

  it("says recursion with definitions, also when two schemas contain each other", async () => {
    interface Shape {
      next: Shape | null;
      other?: { back: Shape } | undefined;
    }
    const Node: v3.ZodType<Shape> = v3.lazy(() =>
      v3.object({ next: Node.nullable(), other: v3.object({ back: Node }).optional() }),
    );
    expect(JSON.stringify((await toJsonSchema(Node)).input)).toContain('{"$ref":"#"}');
    const { input } = await toJsonSchema(v3.object({ one: Node, two: Node }));
    const refs = JSON.stringify(input).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(refs.length).toBeGreaterThan(1);
    for (const ref of refs) expect(ref).toMatch(/"#\/\$defs\/schema\d"/);
    expect(Object.keys(input["$defs"] ?? {})).toEqual(["schema0"]);
  });

  it.each<[string, v3.ZodTypeAny]>([
    ["a default", v3.object({ a: v3.string().default("x") })],
    ["a transform", v3.object({ a: v3.string().transform(Number) })],
    ["a pipe", v3.object({ a: v3.string().pipe(v3.coerce.number()) })],
    ["a catch", v3.object({ a: v3.string().catch("x") })],
    ["a list that is not empty", v3.object({ a: v3.array(v3.string()).nonempty() })],
  ])("gives no output for %s", async (_, schema) => {
    const { input, output } = await toJsonSchema(schema);
    expect(input["properties"]).toHaveProperty("a");
    expect(output).toBeUndefined();
  });

  it.each<[string, v3.ZodTypeAny, message: string]>([
    ["a date", v3.object({ a: v3.array(v3.object({ at: v3.date() })) }), "a[].at is a Date"],
    [
      "a date, in the words of Zod 3",
      v3.object({ at: v3.date() }),
      "write z.string().datetime(), with .transform(",
    ],
    ["a map", v3.object({ a: v3.map(v3.string(), v3.string()) }), "a is a Map"],
    ["a bigint", v3.record(v3.bigint()), "[key] is a bigint"],
    ["an instance", v3.object({ a: v3.instanceof(URL) }), "a is a check in code"],
    ["undefined", v3.array(v3.undefined()), "[] is undefined"],
    [
      "a defaulted name that every object has",
      v3.object({ constructor: v3.string().default("x") }),
      "constructor is optional and has the name of a member",
    ],
  ])("refuses %s with its place", async (_, schema, message) => {
    await expect(toJsonSchema(schema)).rejects.toThrow(message);
  });

  it("takes a schema that says nothing only where the author says so", async () => {
    expect((await toJsonSchema(v3.any())).input).toEqual({});
    const foreign = { _def: { typeName: "ZodOfTomorrow" } };
    await expect(toJsonSchema(foreign)).rejects.toThrow("ZodOfTomorrow");
  });
});

describe.each([
  ["Zod 4", z],
  ["Zod 3", v3 as unknown as typeof z],
])("what both versions are asked for as, in %s", (_, zod) => {
  const text = { type: "string" };
  const at = { type: "string", format: "date-time" };

  it.each<[string, () => z.ZodType, part: object]>([
    [
      "optional, then nullable",
      () => zod.string().optional().nullable(),
      { type: ["string", "null"] },
    ],
    [
      "nullable, then optional",
      () => zod.string().nullable().optional(),
      { type: ["string", "null"] },
    ],
    ["the literal null", () => zod.literal(null), { type: "null" }],
    ["null beside a literal", () => zod.union([zod.literal(null), zod.literal("x")]), {}],
    ["an optional member", () => zod.union([zod.string().optional(), zod.number()]), text],
    ["an undefined member", () => zod.union([zod.string(), zod.undefined()]), text],
    ["a date of what is given", () => zod.coerce.date(), at],
    ["an optional date of what is given", () => zod.coerce.date().optional(), at],
    ["a date behind a function", () => zod.preprocess(String, zod.date()), at],
    ["a bigint of what is given", () => zod.coerce.bigint(), { pattern: "^-?\\d+$" }],
    ["a record of listed keys", () => zod.record(zod.enum(["a", "b"]), zod.string()), text],
    ["an absent property", () => zod.undefined().optional(), { not: {} }],
    [
      "an object and a union",
      () =>
        zod
          .object({ id: zod.string() })
          .and(zod.union([zod.object({ a: zod.string() }), zod.object({ b: zod.string() })])),
      { required: ["id", "a"], additionalProperties: false },
    ],
  ])("%s", async (_, make, part) => {
    const { input } = await toJsonSchema(zod.object({ it: make(), list: zod.array(zod.string()) }));
    // Two ways to say the same.
    const found = JSON.stringify(input).replaceAll(
      '"anyOf":[{"type":"string"},{"type":"null"}]',
      '"type":["string","null"]',
    );
    expect(found).toContain(JSON.stringify(part).slice(1, -1));
    // What says nothing would be a value of any type.
    expect(found).not.toMatch(/:\{\}(?!\})|\[\{\}/);
    expect(findUnenforceable(input, openaiDialect)).toEqual([]);
    expect(findUnenforceable(input, anthropicDialect)).toEqual([]);
  });
});

describe("toJsonSchema of what is no schema", () => {
  it.each([
    [undefined, "undefined"],
    [null, "null"],
    ["text", "a string"],
    [{ type: "object" }, "another object"],
  ])("says what %j is", async (value, what) => {
    await expect(toJsonSchema(value)).rejects.toThrow(`this is ${what}, not a Zod schema`);
  });
});

import { assert, anything, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../../src/internal/json.js";
import { planRestore } from "../../../src/schema/strict/plan-restore.js";
import { restore } from "../../../src/schema/strict/restore.js";

const fromZod = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" }) as JsonObject;
const back = (schema: z.ZodType, value: unknown) => restore(value, planRestore(fromZod(schema)));

describe("restore", () => {
  it("takes the null of an optional property for its absence, and keeps that of one that is required", () => {
    const schema = z.object({
      optional: z.string().optional(),
      nullable: z.string().nullable(),
      nullish: z.string().nullish(),
      defaulted: z.string().default("warm"),
      nullableDefault: z.string().nullable().default("dry"),
      literal: z.null().optional(),
    });
    const value = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, null]));
    expect(back(schema, value)).toEqual({ nullable: null });
    expect(schema.parse(back(schema, value))).toEqual({
      nullable: null,
      defaulted: "warm",
      nullableDefault: "dry",
    });
  });

  it.each([
    ["in a list", z.array(z.object({ a: z.string().nullish() })), { value: [{ a: null }] }, [{}]],
    [
      "in a record",
      z.record(z.string(), z.object({ a: z.string().nullish() })),
      { value: [{ key: "k", value: { a: null } }] },
      { k: {} },
    ],
    [
      "in a tuple",
      z.tuple([z.object({ a: z.string().nullable().default("x") })]),
      { value: { 0: { a: null } } },
      [{}],
    ],
    [
      "in a member of a union",
      z.object({
        it: z.discriminatedUnion("k", [
          z.object({ k: z.literal("a"), x: z.string().nullish() }),
          z.object({ k: z.literal("b"), x: z.string().nullable() }),
        ]),
      }),
      { it: { k: "a", x: null } },
      { it: { k: "a" } },
    ],
    [
      "beside a member whose null counts",
      z.object({
        it: z.discriminatedUnion("k", [
          z.object({ k: z.literal("a"), x: z.string().nullish() }),
          z.object({ k: z.literal("b"), x: z.string().nullable() }),
        ]),
      }),
      { it: { k: "b", x: null } },
      { it: { k: "b", x: null } },
    ],
    [
      "as the last element of a tuple, where a length says what is absent",
      z.tuple([z.string(), z.string().nullish()]),
      { value: { tuple_2: { 0: "a", 1: null } } },
      ["a", null],
    ],
  ])("takes null for absence where both may be, %s", (_, schema, sent, restored) => {
    expect(back(schema, sent)).toEqual(restored);
    expect(schema.safeParse(restored).success).toBe(true);
  });

  it.each([
    ["objects", { it: { object_2: { size: 1, note: null } } }, { it: { size: 1 } }],
    ["objects without the tag", { it: { size: 1, note: null } }, { it: { size: 1 } }],
    [
      "a tag that is a property's value",
      { it: { size: 1, note: "x" } },
      { it: { size: 1, note: "x" } },
    ],
  ])("undoes a tag that is there for the grammar alone: %s", (_, sent, restored) => {
    const schema = z.object({
      it: z.union([
        z.object({ size: z.string() }),
        z.object({ size: z.number(), note: z.string().optional() }),
      ]),
    });
    expect(back(schema, sent)).toEqual(restored);
    expect(back(schema, restored)).toEqual(restored);
  });

  it.each([
    ["a list at the root", z.array(z.string()), { value: ["a"] }, ["a"]],
    ["a text at the root", z.enum(["a", "b"]), { value: "a" }, "a"],
    ["nothing at the root", z.object({ a: z.string() }).nullable(), { value: null }, null],
    [
      "a record",
      z.object({ by: z.record(z.string(), z.int()) }),
      {
        by: [
          { key: "a", value: 1 },
          { key: "b", value: 2 },
        ],
      },
      { by: { a: 1, b: 2 } },
    ],
    [
      "a record of records at the root",
      z.record(z.string(), z.record(z.string(), z.int())),
      { value: [{ key: "a", value: [{ key: "b", value: 1 }] }] },
      { a: { b: 1 } },
    ],
    [
      "a record of certain keys",
      z.record(z.enum(["a", "b"]), z.int()),
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ],
    [
      "a record of some of certain keys",
      z.partialRecord(z.enum(["a", "b"]), z.int()),
      { a: 1, b: null },
      { a: 1 },
    ],
    [
      "a tuple",
      z.object({ at: z.tuple([z.int(), z.string()]) }),
      { at: { 0: 1, 1: "n" } },
      { at: [1, "n"] },
    ],
    [
      "a tuple with a rest",
      z.tuple([z.int()], z.record(z.string(), z.int())),
      { value: { 0: 1, rest: [[{ key: "a", value: 2 }]] } },
      [1, { a: 2 }],
    ],
    [
      "a tuple without its optional element",
      z.tuple([z.int(), z.string().optional()]),
      { value: { 0: 1 } },
      [1],
    ],
    [
      "a record beside a list",
      z.object({ it: z.union([z.array(z.int()), z.record(z.string(), z.int())]) }),
      { it: { entries: [] } },
      { it: {} },
    ],
    [
      "a list beside a record",
      z.object({ it: z.union([z.array(z.int()), z.record(z.string(), z.int())]) }),
      { it: { list: [] } },
      { it: [] },
    ],
    [
      "objects that a text tells apart",
      z.object({
        it: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("a"), x: z.string().nullable() }),
          z.object({ kind: z.literal("b"), x: z.string().optional() }),
        ]),
      }),
      { it: { kind: "b", x: null } },
      { it: { kind: "b" } },
    ],
    [
      "objects that only a tag tells apart",
      z.array(
        z.union([
          z.object({ size: z.number(), note: z.string().optional() }),
          z.object({ size: z.number(), note: z.string().nullable() }),
        ]),
      ),
      { value: [{ object_1: { size: 1, note: null } }, { object_2: { size: 1, note: null } }] },
      [{ size: 1 }, { size: 1, note: null }],
    ],
  ])("restores %s, and leaves it alone in the author's own form", (_, schema, sent, restored) => {
    expect(back(schema, sent)).toEqual(restored);
    expect(schema.safeParse(restored).success).toBe(true);
    expect(back(schema, restored)).toEqual(restored);
  });

  it("restores a schema that contains itself, at any depth", () => {
    const Node = z.object({
      name: z.string().optional(),
      get kids() {
        return z.record(z.string(), Node);
      },
    });
    const leaf = { name: null, kids: [] };
    const sent = {
      name: "root",
      kids: [{ key: "a", value: { name: null, kids: [{ key: "b", value: leaf }] } }],
    };
    expect(back(Node, sent)).toEqual({ name: "root", kids: { a: { kids: { b: { kids: {} } } } } });
  });

  it("restores JSON of any form", () => {
    const sent = {
      value: {
        entries: [{ key: "a", value: { list: [1, { entries: [{ key: "b", value: null }] }] } }],
      },
    };
    expect(back(z.json(), sent)).toEqual({ a: [1, { b: null }] });
  });

  it("leaves a list of what is more than an entry, so that nothing is lost", () => {
    const sent = [{ key: "a", value: 1, more: 2 }];
    expect(back(z.record(z.string(), z.int()), { value: sent })).toEqual(sent);
  });

  it("takes the last value of a key that is written twice, as JSON does", () => {
    const sent = {
      value: [
        { key: "a", value: 1 },
        { key: "b", value: 2 },
        { key: "a", value: 3 },
      ],
    };
    expect(back(z.record(z.string(), z.int()), sent)).toEqual({ a: 3, b: 2 });
  });

  it("keeps keys named like parts of a prototype, and the prototype", () => {
    const sent = {
      value: [
        { key: "__proto__", value: { polluted: true } },
        { key: "constructor", value: {} },
      ],
    };
    const restored = back(
      z.record(z.string(), z.object({ polluted: z.boolean().optional() })),
      sent,
    );
    expect(JSON.stringify(restored)).toBe('{"__proto__":{"polluted":true},"constructor":{}}');
    expect(Object.getPrototypeOf(restored)).toBe(Object.prototype);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    const hostile = JSON.parse('{"__proto__":{"value":[]}}') as unknown;
    expect(JSON.stringify(back(z.array(z.string()), hostile))).toBe('{"__proto__":{"value":[]}}');
  });

  it("returns the same object when nothing is to be undone", () => {
    const schema = z.object({ a: z.array(z.object({ b: z.string().optional() })) });
    const value = { a: [{ b: "1" }, {}], unknown: null };
    expect(back(schema, value)).toBe(value);
    expect(planRestore(fromZod(z.object({ a: z.array(z.string()) })))).toBeUndefined();
  });

  it("never throws, whatever comes", () => {
    const plan = planRestore(
      fromZod(
        z.union([
          z.record(z.string(), z.tuple([z.string(), z.int().optional()])),
          z.array(z.object({ a: z.string().optional() })),
        ]),
      ),
    );
    assert(property(anything({ withNullPrototype: false }), (value) => void restore(value, plan)));
  });
});

describe("planRestore", () => {
  it("is plain JSON that says nothing of what stays", () => {
    const schema = z.object({
      title: z.string(),
      tags: z.array(z.string()),
      scores: z.record(z.string(), z.int()),
      days: z.array(z.object({ date: z.string(), note: z.string().optional() })),
    });
    expect(planRestore(fromZod(schema))).toEqual({
      properties: { scores: { entries: {} }, days: { items: { absent: ["note"] } } },
    });
  });

  it("names what is used by itself", () => {
    const Node = z.object({
      get next() {
        return Node.optional();
      },
    });
    const plan = planRestore(fromZod(Node));
    expect(plan).toEqual({
      ref: "plan0",
      defs: { plan0: { absent: ["next"], properties: { next: { ref: "plan0" } } } },
    });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

import {
  anything,
  array,
  assert,
  boolean,
  constant,
  integer,
  oneof,
  option,
  property,
  string,
  tuple,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../src/internal/json.js";
import { fromStrict } from "../../src/schema/from-strict.js";
import { toStrictSchema } from "../../src/schema/strict-schema.js";

const fromZod = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" }) as JsonObject;

describe("fromStrict", () => {
  const back = (schema: z.ZodType, value: unknown) => fromStrict(value, fromZod(schema));

  it("removes the null of an optional property, and keeps the null of a nullable one", () => {
    const schema = z.object({
      optional: z.string().optional(),
      nullable: z.string().nullable(),
      nullish: z.string().nullish(),
      defaulted: z.string().default("warm"),
      literal: z.null().optional(),
    });
    const value = { optional: null, nullable: null, nullish: null, defaulted: null, literal: null };
    expect(back(schema, value)).toEqual({ nullable: null, nullish: null, literal: null });
  });

  it("reaches into lists, unions and references", () => {
    const Node = z.object({
      name: z.string().optional(),
      get next() {
        return Node.optional();
      },
    });
    const schema = z.object({
      list: z.array(z.object({ a: z.string().optional() })),
      union: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("a"), x: z.string().nullable() }),
        z.object({ kind: z.literal("b"), x: z.string().optional() }),
      ]),
      tree: Node,
    });
    const value = {
      list: [{ a: null }, { a: "1" }],
      union: { kind: "b", x: null },
      tree: { name: null, next: { name: "n", next: null } },
    };
    const restored = back(schema, value);
    expect(restored).toEqual({
      list: [{}, { a: "1" }],
      union: { kind: "b" },
      tree: { next: { name: "n" } },
    });
    expect(schema.safeParse(restored).success).toBe(true);
    expect(back(schema, { ...value, union: { kind: "a", x: null } })).toMatchObject({
      union: { kind: "a", x: null },
    });
  });

  it("tells the members of a union apart by their bounds", () => {
    const schema = z.object({
      it: z.union([
        z.object({ size: z.number().min(10), note: z.string().optional() }),
        z.object({ size: z.number().max(5), note: z.string().nullable() }),
      ]),
    });
    expect(back(schema, { it: { size: 3, note: null } })).toEqual({ it: { size: 3, note: null } });
    expect(back(schema, { it: { size: 30, note: null } })).toEqual({ it: { size: 30 } });
  });

  it("returns the same object when nothing is to be removed", () => {
    const schema = z.object({ a: z.array(z.object({ b: z.string().optional() })) });
    const value = { a: [{ b: "1" }, {}], unknown: null };
    expect(back(schema, value)).toBe(value);
  });

  it("keeps keys named like parts of a prototype, and the prototype", () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"object"},"a":{"type":"string"}}}',
    );
    const restored = fromStrict(JSON.parse('{"__proto__":{"x":1},"a":null}'), schema);
    expect(JSON.stringify(restored)).toBe('{"__proto__":{"x":1}}');
    expect(Object.getPrototypeOf(restored)).toBe(Object.prototype);
    const inherited = { type: "object", properties: {} };
    expect(fromStrict(JSON.parse('{"toString":null,"constructor":null}'), inherited)).toEqual({
      toString: null,
      constructor: null,
    });
  });

  it("never throws, and never changes what fits no schema, whatever comes", () => {
    const schema = fromZod(
      z.object({ a: z.union([z.string(), z.array(z.number())]), b: z.object({ c: z.string() }) }),
    );
    assert(
      property(anything({ withNullPrototype: false }), (value) => {
        expect(fromStrict(value, schema)).toEqual(value);
      }),
    );
  });

  it("gives back every valid value that was sent as the strict schema wants it", () => {
    assert(
      property(arbitraryCase(3), ({ schema, value, sent }) => {
        const root = z.object({ it: schema });
        const author = fromZod(root);
        expect(root.safeParse({ it: value }).success).toBe(true);
        expect(z.fromJSONSchema(toStrictSchema(author)).safeParse({ it: sent }).success).toBe(true);
        expect(fromStrict({ it: sent }, author)).toEqual({ it: value });
      }),
      { numRuns: 500 },
    );
  });
});

/** A schema, a value that satisfies it, and the value as strict mode has the model write it. */
interface Case {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly sent: unknown;
}

function arbitraryCase(depth: number): Arbitrary<Case> {
  const leaf = oneof(
    string().map((value) => ({ schema: z.string(), value, sent: value })),
    integer().map((value) => ({ schema: z.int(), value, sent: value })),
    boolean().map((value) => ({ schema: z.boolean(), value, sent: value })),
    constant({ schema: z.enum(["x", "y"]), value: "y", sent: "y" }),
    constant({ schema: z.string().nullable(), value: null, sent: null }),
  );
  if (depth === 0) return leaf;
  const inner = arbitraryCase(depth - 1);
  return oneof(leaf, arbitraryObject(inner), arbitraryList(inner), arbitraryUnion(inner));
}

function arbitraryObject(inner: Arbitrary<Case>): Arbitrary<Case> {
  // A property is required, optional and there, or optional and missing.
  const fields = array(tuple(inner, integer({ min: 0, max: 2 })), { maxLength: 4 });
  return fields.map((chosen) => {
    const shape: Record<string, z.ZodType> = {};
    const value: Record<string, unknown> = {};
    const sent: Record<string, unknown> = {};
    for (const [index, [field, mode]] of chosen.entries()) {
      const name = `field${index}`;
      shape[name] = mode === 0 ? field.schema : field.schema.optional();
      const isMissing = mode === 2 && !field.schema.safeParse(null).success;
      if (!isMissing) value[name] = field.value;
      sent[name] = isMissing ? null : field.sent;
    }
    return { schema: z.object(shape), value, sent };
  });
}

function arbitraryList(inner: Arbitrary<Case>): Arbitrary<Case> {
  return tuple(inner, integer({ min: 0, max: 3 })).map(([element, length]) => ({
    schema: z.array(element.schema),
    value: Array.from({ length }, () => element.value),
    sent: Array.from({ length }, () => element.sent),
  }));
}

function arbitraryUnion(inner: Arbitrary<Case>): Arbitrary<Case> {
  return tuple(inner, inner, option(inner), boolean()).map(([first, second, third, takesFirst]) => {
    const member = (kind: string, one: Case) => ({
      schema: z.object({ kind: z.literal(kind), it: one.schema.optional() }),
      value: { kind, it: one.value },
      sent: { kind, it: one.sent },
    });
    const [a, b, c] = [member("a", first), member("b", second), member("c", third ?? first)];
    const { value, sent } = takesFirst ? a : c;
    return { schema: z.union([a.schema, b.schema, c.schema]), value, sent };
  });
}

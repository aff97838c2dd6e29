import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../../src/internal/json.js";
import {
  anthropicDialect,
  openaiDialect,
  type StrictDialect,
} from "../../../src/schema/strict/dialect.js";
import { findExcess } from "../../../src/schema/strict/find-excess.js";
import { lowerSchema } from "../../../src/schema/strict/lower-schema.js";

function excessOf(schema: z.ZodType, dialect: StrictDialect): readonly string[] {
  const author = z.toJSONSchema(schema, { io: "input" }) as JsonObject;
  const found = findExcess(lowerSchema(author, dialect), dialect);
  return found.map(({ what, most }) => `${what}, ${most} at most`);
}

const shapeOf = (length: number, make: (index: number) => z.ZodType) =>
  z.object(Object.fromEntries(Array.from({ length }, (_, index) => [`p${index}`, make(index)])));

function nest(depth: number): z.ZodType {
  return depth === 0 ? z.string() : z.array(z.object({ a: nest(depth - 1) }));
}

describe("findExcess", () => {
  it.each([
    [
      "properties",
      shapeOf(5_000, () => z.string()),
      shapeOf(5_001, () => z.string()),
      "5001 properties, 5000 at most",
    ],
    [
      "levels of nested objects",
      z.object({ a: nest(9) }),
      z.object({ a: nest(10) }),
      "11 levels of nested objects, 10 at most",
    ],
    [
      "enum values",
      shapeOf(10, (index) =>
        z.enum(Array.from({ length: 100 }, (_, value) => `${index}-${value}`) as [string]),
      ),
      shapeOf(10, (index) =>
        z.enum(Array.from({ length: 101 }, (_, value) => `${index}-${value}`) as [string]),
      ),
      "1010 enum values, 1000 at most",
    ],
    [
      "characters",
      z.object({ a: z.literal("x".repeat(119_999)) }),
      z.object({ a: z.literal("x".repeat(120_000)) }),
      "120001 characters in names and literals, 120000 at most",
    ],
  ])("counts %s for OpenAI", (_, fits, exceeds, expected) => {
    expect(excessOf(fits, openaiDialect)).toEqual([]);
    expect(excessOf(exceeds, openaiDialect)).toEqual([expected]);
  });

  it.each([
    [
      "optional properties",
      shapeOf(24, () => z.string().optional()),
      shapeOf(25, () => z.string().optional()),
      "25 optional properties, 24 at most",
    ],
    [
      "unions",
      shapeOf(16, () => z.string().nullable()),
      shapeOf(17, () => z.string().nullable()),
      "17 unions and nullable values, 16 at most",
    ],
    [
      "optional properties in lists",
      z.object({ list: z.array(shapeOf(24, () => z.string().optional())) }),
      z.object({ list: z.array(shapeOf(25, () => z.string().optional())) }),
      "25 optional properties, 24 at most",
    ],
    [
      "unions in records",
      z.record(
        z.string(),
        shapeOf(16, () => z.string().nullable()),
      ),
      z.record(
        z.string(),
        shapeOf(17, () => z.string().nullable()),
      ),
      "17 unions and nullable values, 16 at most",
    ],
  ])("counts %s for Anthropic", (_, fits, exceeds, expected) => {
    expect(excessOf(fits, anthropicDialect)).toEqual([]);
    expect(excessOf(exceeds, anthropicDialect)).toEqual([expected]);
  });

  it("counts the names of what is used more than once", () => {
    const named = (length: number) => {
      const part = z.object({ a: z.string() }).meta({ id: "x".repeat(length) });
      return z.object({ b: part, c: part });
    };
    expect(excessOf(named(119_997), openaiDialect)).toEqual([]);
    expect(excessOf(named(119_998), openaiDialect)).toEqual([
      "120001 characters in names and literals, 120000 at most",
    ]);
  });

  it("counts what contains itself once", () => {
    const Node = z.object({
      get kids() {
        return z.array(Node);
      },
    });
    expect(excessOf(z.object({ tree: Node }), openaiDialect)).toEqual([]);
  });

  it("counts what is used twice twice in a grammar, and where it is nested deepest", () => {
    const part = shapeOf(12, () => z.string().optional()).meta({ id: "Part" });
    expect(excessOf(z.object({ a: part, b: part }), anthropicDialect)).toEqual([]);
    expect(
      excessOf(z.object({ a: part, b: part, c: z.string().optional() }), anthropicDialect),
    ).toEqual(["25 optional properties, 24 at most"]);
    const deep = z.object({ a: nest(7) }).meta({ id: "Deep" });
    const twice = (more: z.ZodType) => z.object({ first: deep, second: z.object({ more }) });
    expect(excessOf(twice(deep), openaiDialect)).toEqual([]);
    expect(excessOf(twice(z.object({ deep })), openaiDialect)).toEqual([
      "11 levels of nested objects, 10 at most",
    ]);
  });

  it("counts what the members of a union contain", () => {
    const union = (count: number) =>
      z.union([z.string(), shapeOf(count, () => z.string().optional())]);
    expect(excessOf(z.object({ it: union(24) }), anthropicDialect)).toEqual([]);
    expect(excessOf(z.object({ it: union(25) }), anthropicDialect)).toEqual([
      "25 optional properties, 24 at most",
    ]);
    const literals = (count: number) =>
      z.union([
        z.int(),
        z.enum(Array.from({ length: count }, (_, index) => `v${index}`) as [string]),
      ]);
    expect(excessOf(z.object({ it: literals(1_000) }), openaiDialect)).toEqual([]);
    expect(excessOf(z.object({ it: literals(1_001) }), openaiDialect)).toEqual([
      "1001 enum values, 1000 at most",
    ]);
  });
});

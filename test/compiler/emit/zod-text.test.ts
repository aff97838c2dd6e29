import { transformSync } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod/v4";
import { zodText } from "../../../src/compiler/emit/zod-text.js";
import { paramsSchema } from "../../../src/compiler/emit/params-text.js";
import { dateSchema, recursiveSchema } from "../../../src/runtime/validate/type-schemas.js";
import { validatorNames } from "./validator-names.js";
import type { Json } from "../../../src/internal/json.js";
import type { AgentSpec, ParamConstraints, ParamSpec } from "../../../src/manifest/manifest.js";
import type { TypeNode } from "../../../src/manifest/type-node.js";

function evaluate(text: string): z.ZodType {
  const { code } = transformSync(`"use strict"; const schema = ${text};`, { loader: "ts" });
  const parameters = ["z", "dateSchema", "recursiveSchema"];
  const made: unknown = new Function(...parameters, `${code} return schema;`)(
    z,
    dateSchema,
    recursiveSchema,
  );
  return made as z.ZodType;
}

/** What a type means, said by hand: the oracle of the emitted validator. */
function matches(type: TypeNode, value: unknown): boolean {
  switch (type.kind) {
    case "string":
    case "boolean":
      return typeof value === type.kind;
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "null":
      return value === null;
    case "unknown":
      return value !== undefined && !Number.isNaN(value);
    case "literal":
      return value === type.value;
    case "union":
      return type.members.some((member) => matches(member, value));
    case "array":
      return Array.isArray(value) && value.every((member) => matches(type.element, member));
    default:
      throw new Error(`No values are made of ${type.kind}.`);
    case "tuple":
      return Array.isArray(value) && matchesTuple(type.elements, type.rest, value);
    case "record":
      return isPlain(value) && Object.values(value).every((member) => matches(type.value, member));
    case "object":
      return isPlain(value) && matchesObject(type.properties, value);
  }
}

function matchesTuple(
  elements: readonly TypeNode[],
  rest: TypeNode | undefined,
  value: unknown[],
): boolean {
  if (value.length < elements.length || (!rest && value.length > elements.length)) return false;
  return value.every((member, index) => {
    const element = elements[index] ?? rest;
    return element !== undefined && matches(element, member);
  });
}

function matchesObject(
  properties: Extract<TypeNode, { kind: "object" }>["properties"],
  value: object,
): boolean {
  const known = new Set(properties.map((property) => property.name));
  return (
    Object.keys(value).every((key) => known.has(key)) &&
    properties.every(({ name, type, optional }) =>
      Object.hasOwn(value, name) ? matches(type, Reflect.get(value, name)) : optional,
    )
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// No member of Object.prototype: Zod takes an inherited `toString` for the value of a missing one.
const names = fc.constantFrom("a", "b", "two words", "default", "z", "é", "1");

/** Types with a value that satisfies each, as often as not. */
const types = fc.letrec<{ type: TypeNode; leaf: TypeNode }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<TypeNode>(
      { kind: "string" },
      { kind: "number" },
      { kind: "boolean" },
      { kind: "null" },
      { kind: "unknown" },
    ),
    fc
      .oneof(fc.string(), fc.integer(), fc.boolean())
      .map((value): TypeNode => ({ kind: "literal", value })),
  ),
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("leaf"),
    tie("type").map((element): TypeNode => ({ kind: "array", element })),
    tie("type").map((value): TypeNode => ({ kind: "record", value })),
    fc
      .tuple(fc.array(tie("type"), { maxLength: 3 }), fc.option(tie("type"), { nil: undefined }))
      .map(([elements, rest]): TypeNode => ({ kind: "tuple", elements, ...(rest && { rest }) })),
    fc
      .uniqueArray(tie("type"), {
        minLength: 2,
        maxLength: 4,
        selector: (type) => JSON.stringify(type),
      })
      .map((members) => members.flatMap((type) => (type.kind === "union" ? type.members : [type])))
      .map((members): TypeNode => ({ kind: "union", members })),
    fc
      .uniqueArray(fc.record({ name: names, type: tie("type"), optional: fc.boolean() }), {
        selector: ({ name }) => name,
        maxLength: 4,
      })
      .map((properties): TypeNode => ({ kind: "object", properties })),
  ),
})).type;

/** A value that satisfies a type. */
function valueOf(type: TypeNode): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return fc.string();
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "unknown":
      return fc
        .jsonValue({ maxDepth: 2 })
        .map((value) => JSON.parse(JSON.stringify(value).replaceAll("__proto__", "p")));
    case "literal":
      return fc.constant(type.value);
    case "union":
      return fc.oneof(...type.members.map(valueOf));
    case "array":
      return fc.array(valueOf(type.element), { maxLength: 3 });
    default:
      throw new Error(`No values are made of ${type.kind}.`);
    case "tuple":
      return fc
        .tuple(
          fc.tuple(...type.elements.map(valueOf)),
          type.rest ? fc.array(valueOf(type.rest), { maxLength: 2 }) : fc.constant([]),
        )
        .map(([elements, rest]) => [...elements, ...rest]);
    case "record":
      return fc.dictionary(names, valueOf(type.value), { maxKeys: 3, noNullPrototype: true });
    case "object":
      return fc.record(
        Object.fromEntries(
          type.properties.map((property) => [property.name, valueOf(property.type)]),
        ),
        {
          requiredKeys: type.properties.filter(({ optional }) => !optional).map(({ name }) => name),
          noNullPrototype: true,
        },
      );
  }
}

describe("zodText", () => {
  it("takes every value of the type, unchanged", () => {
    const cases = types.chain((type) => fc.tuple(fc.constant(type), valueOf(type)));
    fc.assert(
      fc.property(cases, ([type, value]) => {
        expect(evaluate(zodText(type, validatorNames)).parse(value)).toEqual(value);
      }),
      { numRuns: 400 },
    );
  });

  it("takes no other value", () => {
    const cases = types.chain((type) =>
      fc.tuple(
        fc.constant(type),
        // Values of another type, so that they miss by a little.
        fc.oneof(
          types.chain(valueOf),
          fc.constantFrom(undefined, {}, [], "", 0, false, Number.NaN),
        ),
      ),
    );
    fc.assert(
      fc.property(cases, ([type, value]) => {
        const { success } = evaluate(zodText(type, validatorNames)).safeParse(value);
        expect(success).toBe(matches(type, value));
      }),
      { numRuns: 600 },
    );
  });

  it("takes for unknown what JSON can hold, and nothing else", () => {
    const schema = evaluate(zodText({ kind: "unknown" }, validatorNames));
    expect(schema.safeParse({ a: [1, null, "x"] }).success).toBe(true);
    for (const value of [undefined, () => 1, new Date(), 1n, Number.NaN]) {
      expect(schema.safeParse(value).success).toBe(false);
    }
  });

  const string: TypeNode = { kind: "string" };
  const number: TypeNode = { kind: "number" };

  it.each<[TypeNode, ParamConstraints, good: unknown[], bad: unknown[]]>([
    [number, { min: 0, max: 3 }, [0, 3, 1.5], [-1, 3.1, Number.NaN]],
    [number, { int: true }, [0, -4], [0.5]],
    [number, { int: true, min: 1 }, [1], [0, 1.5]],
    [string, { minLength: 1, maxLength: 2 }, ["a", "é!"], ["", "abc"]],
    [string, { pattern: '^\\p{L}/"+$' }, ['é/"'], ["1"]],
    [string, { pattern: "b", minLength: 2 }, ["abc"], ["b", "ac"]],
    [string, { format: "email" }, ["a@b.example"], ["a"]],
    [string, { format: "url" }, ["https://a.example/b"], ["a b"]],
    [string, { format: "uuid" }, ["123e4567-e89b-42d3-a456-426614174000"], ["123"]],
    [string, { format: "date" }, ["2026-02-28"], ["2026-02-30"]],
    [
      string,
      { format: "date-time" },
      ["2026-02-28T10:00:00Z", "2026-02-28T10:00:00+02:00"],
      ["2026-02-28"],
    ],
    [string, { format: "time" }, ["10:00:00"], ["25:00"]],
    [string, { format: "ipv4" }, ["127.0.0.1"], ["::1"]],
    [string, { format: "ipv6" }, ["::1"], ["127.0.0.1"]],
    [string, { format: "email", maxLength: 12 }, ["a@b.example"], ["aaaaaa@b.example"]],
    [
      { kind: "array", element: string },
      { minLength: 1, maxLength: 2 },
      [["a"]],
      [[], ["a", "b", "c"]],
    ],
    [
      { kind: "union", members: [string, number, { kind: "null" }] },
      { minLength: 2, max: 5 },
      ["ab", 5, null],
      ["a", 6],
    ],
  ])("holds a value of %j to %j", (type, constraints, good, bad) => {
    const schema = evaluate(zodText(type, validatorNames, constraints));
    for (const value of good) expect(schema.safeParse(value).success, String(value)).toBe(true);
    for (const value of bad) expect(schema.safeParse(value).success, String(value)).toBe(false);
  });
});

describe("paramsSchema", () => {
  function schemaOf(...params: ParamSpec[]): z.ZodType {
    const spec = { params } as unknown as AgentSpec;
    return evaluate(paramsSchema({ spec, paramsSchema: {}, fields: [] }, "Agent", validatorNames));
  }

  it("fills in a default for a missing value only", () => {
    const values: Json[] = [false, 0, "", null, [], {}, { a: [1] }];
    for (const value of values) {
      const schema = schemaOf({
        name: "a",
        type: { kind: "unknown" },
        required: false,
        default: value,
      });
      expect(schema.parse({})).toEqual({ a: value });
      expect(schema.parse({ a: undefined })).toEqual({ a: value });
      for (const given of values) expect(schema.parse({ a: given })).toEqual({ a: given });
    }
  });

  it("makes an object that is a default anew for each call", () => {
    const type: TypeNode = { kind: "unknown" };
    const schema = schemaOf({ name: "a", type, required: false, default: { b: [1] } });
    const first = schema.parse({}) as { a: { b: number[] } };
    first.a.b.push(2);
    expect(schema.parse({})).toEqual({ a: { b: [1] } });
  });

  it("leaves an optional one out, and demands a required one", () => {
    const schema = schemaOf(
      { name: "a", type: { kind: "string" }, required: false },
      { name: "b", type: { kind: "unknown" }, required: true },
    );
    expect(schema.parse({ b: null })).toEqual({ b: null });
    expect(schema.safeParse({ a: "x" }).success).toBe(false);
    expect(schema.safeParse({ a: null, b: 1 }).success).toBe(false);
  });

  it("refuses a key that is no param", () => {
    expect(schemaOf().safeParse({ a: 1 }).success).toBe(false);
    expect(schemaOf().safeParse({}).success).toBe(true);
  });

  it("never sets a prototype", () => {
    const type: TypeNode = {
      kind: "object",
      properties: [{ name: "__proto__", type: { kind: "string" }, optional: false }],
    };
    const schema = schemaOf({
      name: "a",
      type: { kind: "unknown" },
      required: false,
      default: JSON.parse('{"__proto__":{"polluted":true}}') as Json,
    });
    const { a } = schema.parse({}) as { a: object };
    expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
    expect(Object.hasOwn(a, "__proto__")).toBe(true);
    const given: object = evaluate(zodText(type, validatorNames)).parse(
      JSON.parse('{"__proto__":"x"}'),
    ) as object;
    expect(Object.getPrototypeOf(given)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });
});

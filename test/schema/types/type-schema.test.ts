import { describe, expect, test } from "vitest";
import { z } from "zod";
import { zodText } from "../../../src/compiler/emit/zod-text.js";
import { validatorNames } from "../../compiler/emit/validator-names.js";
import { normalizeSchema } from "../../../src/schema/zod/normalize-schema.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";
import { embedSchema } from "../../../src/schema/embed-schema.js";
import { typeDocument } from "../../../src/schema/types/type-schema.js";
import type { Json, JsonObject } from "../../../src/internal/json.js";
import type { ParamConstraints } from "../../../src/manifest/manifest.js";
import type { TypeNode } from "../../../src/manifest/type-node.js";

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };
const union = (...members: TypeNode[]): TypeNode => ({ kind: "union", members });
const literal = (value: string | number | boolean): TypeNode => ({ kind: "literal", value });
const none: TypeNode = { kind: "null" };
const array: TypeNode = { kind: "array", element: string };

const cases: [what: string, type: TypeNode, constraints?: ParamConstraints][] = [
  ["string", string],
  ["constrained string", string, { minLength: 1, maxLength: 3, pattern: "^a" }],
  ["email", string, { format: "email" }],
  ["url", string, { format: "url" }],
  ["date", string, { format: "date" }],
  ["date-time", string, { format: "date-time" }],
  ["time", string, { format: "time" }],
  ["ipv4", string, { format: "ipv4" }],
  ["ipv6", string, { format: "ipv6" }],
  ["number", number],
  ["bounded number", number, { min: 1.5, max: 9 }],
  ["integer", number, { int: true, min: 0 }],
  ["boolean", { kind: "boolean" }],
  ["null", none],
  ["literal", literal("a")],
  ["literal number", literal(1)],
  ["literals", union(literal("a"), literal("b"))],
  ["literals or null", union(literal("a"), literal("b"), none)],
  ["constrained string or null", union(string, none), { minLength: 2 }],
  ["string or number", union(string, number), { min: 1, maxLength: 2 }],
  ["array", { kind: "array", element: union(literal("a"), literal("b")) }],
  ["bounded array", array, { minLength: 1, maxLength: 2 }],
  ["record", { kind: "record", value: number }],
  [
    "object",
    {
      kind: "object",
      properties: [
        { name: "a b", type: string, optional: false },
        { name: "c", type: { kind: "object", properties: [] }, optional: true },
      ],
    },
  ],
];

describe("the JSON Schema of a type", () => {
  test.each(cases)(
    "is that of the validator that is generated of it: %s",
    async (_, type, constraints) => {
      const validator: unknown = new Function(
        "z",
        `return ${zodText(type, validatorNames, constraints)};`,
      )(z);
      const { input } = await toJsonSchema(validator);
      expect(normalizeSchema(typeDocument(type, constraints), { close: false })).toEqual(input);
    },
  );

  test.each([
    [{ kind: "unknown" }, {}],
    [
      { kind: "tuple", elements: [string, number] },
      {
        type: "array",
        prefixItems: [{ type: "string" }, { type: "number" }],
        items: false,
        minItems: 2,
      },
    ],
    [
      { kind: "tuple", elements: [string], rest: number },
      { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" }, minItems: 1 },
    ],
    [
      union(literal("a"), literal(1), literal(2), literal(true), array),
      {
        anyOf: [
          { type: "string", enum: ["a"] },
          { type: "number", enum: [1, 2] },
          { type: "boolean", enum: [true] },
          { type: "array", items: { type: "string" } },
        ],
      },
    ],
  ] as const)("says what providers know where Zod says it otherwise: %o", (type, schema) => {
    expect(typeDocument(type as TypeNode)).toEqual(schema);
  });
});

describe("a schema that becomes a part of another", () => {
  test("moves what it refers to, under new names", () => {
    const definitions = new Map<string, Json>([["schema0", {}]]);
    const schema: JsonObject = {
      type: "object",
      properties: { a: { $ref: "#/$defs/x~1y" }, b: { $ref: "#" }, c: [{ $ref: "#/$defs/x~1y" }] },
      $defs: { "x/y": { items: { $ref: "#/$defs/x~1y" } }, unused: {} },
    };
    const properties = {
      a: { $ref: "#/$defs/schema1" },
      b: { $ref: "#/$defs/schema2" },
      c: [{ $ref: "#/$defs/schema1" }],
    };
    expect(embedSchema(schema, definitions)).toEqual({ type: "object", properties });
    expect(Object.fromEntries(definitions)).toEqual({
      schema0: {},
      schema1: { items: { $ref: "#/$defs/schema1" } },
      schema2: { type: "object", properties },
    });
  });

  test("stays as it is without references", () => {
    const definitions = new Map<string, Json>();
    const schema = { type: "array", items: { enum: ["$ref"] } };
    expect(embedSchema(schema, definitions)).toEqual(schema);
    expect(definitions.size).toBe(0);
  });
});

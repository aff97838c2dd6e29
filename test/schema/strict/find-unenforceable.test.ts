import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../../src/internal/json.js";
import { findUnenforceable } from "../../../src/schema/strict/find-unenforceable.js";
import { anthropicDialect, openaiDialect } from "../../../src/schema/strict/dialect.js";

const fromZod = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" }) as JsonObject;
const Node = z.object({
  get children() {
    return z.array(Node);
  },
});

describe("findUnenforceable", () => {
  it("finds nothing in what every strict mode enforces", () => {
    const schema = z.object({
      text: z.string().min(3).optional(),
      list: z.array(z.object({ n: z.int().nullable() })).max(3),
      kind: z.discriminatedUnion("k", [
        z.object({ k: z.literal("a") }),
        z.strictObject({ k: z.literal("b") }),
      ]),
      both: z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
      empty: z.object({}),
      tree: Node,
      record: z.record(z.string(), z.number()),
      tuple: z.tuple([z.string()], z.number()),
      absent: z.never().optional(),
    });
    expect(findUnenforceable(fromZod(schema))).toEqual([]);
  });

  it.each([
    ["an open object", z.looseObject({ a: z.string() }), "open object"],
    ["anything", z.any(), "any type"],
    ["never", z.never(), "excluded"],
  ])("finds %s, at its place", (_, schema, reason) => {
    const found = findUnenforceable(fromZod(z.object({ a: z.array(z.object({ b: schema })) })));
    expect(found).toEqual([
      {
        path: ["a", 0, "b"],
        reason: expect.stringContaining(reason),
        hint: expect.stringMatching(/\w/),
      },
    ]);
  });

  it.each([
    ["a list", z.array(z.string())],
    ["a string", z.string()],
    ["a union", z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])],
  ])("finds nothing in a root that is %s", (_, schema) => {
    expect(findUnenforceable(fromZod(schema))).toEqual([]);
  });

  it("takes a root that is a reference to an object for one", () => {
    const schema = {
      $ref: "#/definitions/Story",
      definitions: { Story: { type: "object", properties: {}, additionalProperties: false } },
    };
    expect(findUnenforceable(schema)).toEqual([]);
  });

  it.each([
    ["if", { type: "object", properties: {}, if: {}, then: {} }, "condition"],
    ["patternProperties", { type: "object", patternProperties: { a: {} } }, "pattern"],
    ["a list of anything", { type: "array" }, "any type"],
    ["an object of anything", { type: "object" }, "any type"],
    ["a broken reference", { $ref: "#/$defs/Nowhere" }, "without a target"],
    [
      "parts that disagree",
      {
        allOf: [
          { type: "string", minLength: 1 },
          { type: "string", minLength: 2 },
        ],
      },
      "intersection",
    ],
    [
      "a part that forbids what another one has",
      {
        allOf: [
          { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
          { type: "object", properties: { b: { type: "string" } } },
        ],
      },
      "intersection",
    ],
    [
      "a union with properties beside it",
      { properties: { a: { type: "string" } }, anyOf: [{ type: "object", properties: {} }] },
      "also a union",
    ],
  ] as [string, JsonObject, string][])("finds %s", (_, schema, reason) => {
    const root = { type: "object", properties: { it: schema }, required: ["it"] };
    expect(findUnenforceable(root)[0]?.reason).toContain(reason);
  });

  it.each([
    ["literals without a type", { enum: ["a", 1] }],
    ["a literal that is an object", { const: { a: 1 } }],
    [
      "an object without properties that is closed",
      { type: "object", additionalProperties: false },
    ],
    ["a list of these elements and no other", { type: "array", prefixItems: [{ type: "string" }] }],
    ["the same as draft 7 has it", { type: "array", items: [{ type: "string" }] }],
  ] as [string, JsonObject][])("finds nothing in %s", (_, schema) => {
    const root = { type: "object", properties: { it: schema }, required: ["it"] };
    expect(findUnenforceable(root)).toEqual([]);
  });

  it.each([
    ["what may be left out", { type: "object", properties: { a: {} } }, ["it", "a"]],
    [
      "the keys of a record",
      { type: "object", propertyNames: { not: {} }, additionalProperties: { type: "string" } },
      ["it"],
    ],
    [
      "the values of a record that says it has no properties",
      { type: "object", properties: {}, additionalProperties: true },
      ["it", "*"],
    ],
    ["the elements of a list", { type: "array" }, ["it", 0]],
    [
      "an element of a tuple in draft 7",
      { type: "array", items: [{ type: "string" }, {}] },
      ["it", 1],
    ],
    [
      "what follows a tuple",
      { type: "array", prefixItems: [{ type: "null" }], items: {} },
      ["it", 1],
    ],
  ] as [string, JsonObject, (string | number)[]][])("looks into %s", (_, schema, path) => {
    const root = { type: "object", properties: { it: schema }, required: ["it"] };
    expect(findUnenforceable(root).map((found) => found.path)).toEqual([path]);
  });

  it("finds recursion through another definition", () => {
    const other = (name: string): JsonObject => ({
      type: "object",
      properties: { next: { $ref: `#/$defs/${name}` } },
    });
    const root: JsonObject = {
      type: "object",
      properties: { a: { $ref: "#/$defs/A" } },
      $defs: { A: other("B"), B: other("A") },
    };
    expect(findUnenforceable(root, anthropicDialect)).toMatchObject([
      { path: ["a", "next", "next"], reason: "a schema that contains itself" },
    ]);
  });

  it("finds everything, once each", () => {
    const Bad = z.object({ any: z.unknown() }).meta({ id: "Bad" });
    const schema = z.object({
      first: Bad,
      second: Bad,
      third: z.tuple([z.string(), z.any()], z.any()),
      fourth: z.record(z.string(), z.any()),
    });
    expect(findUnenforceable(fromZod(schema)).map(({ path }) => path)).toEqual([
      ["first", "any"],
      ["third", 1],
      ["third", 2],
      ["fourth", "*"],
    ]);
  });

  it("finds recursion where the dialect has none", () => {
    const schema = fromZod(z.object({ tree: Node }));
    expect(findUnenforceable(schema, openaiDialect)).toEqual([]);
    expect(findUnenforceable(schema, anthropicDialect)).toMatchObject([
      { path: ["tree", "children", 0], reason: "a schema that contains itself" },
    ]);
    expect(findUnenforceable(fromZod(Node), anthropicDialect)).toHaveLength(1);
  });
});

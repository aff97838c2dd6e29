import fc from "fast-check";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { declareSchema } from "../../../src/compiler/emit/schema-text.js";
import type { Json, JsonObject } from "../../../src/internal/json.js";

function declare(schema: JsonObject, partial = false): string[] {
  const name = partial ? "Partial" : "Output";
  return declareSchema({ schema, name, comment: "", partial }).map(({ text }) => text);
}

function typeOf(schema: JsonObject, partial = false): string | undefined {
  const [text] = declare({ type: "object", properties: { a: schema }, required: ["a"] }, partial);
  return /^export interface \w+ \{ a\??: (.*) \}$/.exec(text ?? "")?.[1];
}

const string = { type: "string" };
const number = { type: "number" };

describe("declareSchema", () => {
  it.each<[JsonObject, type: string, partial: string]>([
    [string, "string", "string"],
    [{ type: "integer" }, "number", "number"],
    [{ type: ["string", "null"] }, "string | null", "string | null"],
    [{ const: "x" }, `"x"`, `"x"`],
    [{ const: 1 }, "1", "1"],
    [{ enum: ["x", "y", null, 2] }, `"x" | "y" | null | 2`, `"x" | "y" | null | 2`],
    [{ type: "array", items: string }, "string[]", "string[]"],
    [
      { type: "array", items: { type: ["string", "null"] } },
      "(string | null)[]",
      "(string | null)[]",
    ],
    [{ type: "array" }, "unknown[]", "unknown[]"],
    [
      { type: "array", prefixItems: [string, { enum: [1, 2] }], items: false },
      "[string, 1 | 2]",
      "[string?, (1 | 2)?]",
    ],
    [
      { type: "array", prefixItems: [string], items: number, minItems: 1 },
      "[string, ...number[]]",
      "[string?, ...number[]]",
    ],
    [
      { type: "array", prefixItems: [string, number], items: false, minItems: 1 },
      "[string, number?]",
      "[string?, number?]",
    ],
    [
      { type: "object", additionalProperties: number },
      "{ [key: string]: number }",
      "{ [key: string]: number }",
    ],
    [
      {
        type: "object",
        additionalProperties: number,
        propertyNames: { enum: ["x"] },
        required: ["x"],
      },
      "{ x: number }",
      "{ x?: number }",
    ],
    [{ type: "object", properties: {} }, "{ [name: string]: never }", "{ [name: string]: never }"],
    [{ type: "object" }, "{ [key: string]: unknown }", "{ [key: string]: unknown }"],
    [
      { type: "object", properties: { b: string }, additionalProperties: number },
      "{ b?: string | undefined } & { [key: string]: number }",
      "{ b?: string } & { [key: string]: number }",
    ],
    [
      { type: "object", properties: { b: string }, additionalProperties: {} },
      "{ b?: string | undefined; [key: string]: unknown }",
      "{ b?: string; [key: string]: unknown }",
    ],
    [{ anyOf: [string, number, string] }, "string | number", "string | number"],
    [{ anyOf: [string, {}] }, "unknown", "unknown"],
    [
      { allOf: [{ anyOf: [string, number] }, { type: "object", properties: { b: number } }] },
      "(string | number) & { b?: number | undefined }",
      "(string | number) & { b?: number }",
    ],
    [{ type: "string", allOf: [{ pattern: "a" }, { pattern: "b" }] }, "string", "string"],
    [{}, "unknown", "unknown"],
    [{ not: {} }, "never", "never"],
    [{ format: "email" }, "unknown", "unknown"],
  ])("says %j", (schema, type, partial) => {
    expect(typeOf(schema)).toBe(type);
    expect(typeOf(schema, true)).toBe(partial);
  });

  it("declares what is not an object as a type", () => {
    expect(declare(string)).toEqual(["export type Output = string;"]);
    expect(declare({ type: "array", items: number })).toEqual(["export type Output = number[];"]);
  });

  it("names a definition after where it is first used, and each only once", () => {
    const node = {
      type: "object",
      properties: { next: { $ref: "#/$defs/n" } },
      required: ["next"],
    };
    const texts = declare({
      type: "object",
      properties: {
        "first node": { $ref: "#/$defs/n" },
        second: { $ref: "#/$defs/n" },
        "?": { $ref: "#/$defs/~1m" },
      },
      required: ["first node", "second", "?"],
      $defs: {
        n: node,
        "/m": { anyOf: [{ type: "null" }, { $ref: "#/$defs/~1m" }, { $ref: "#" }] },
      },
    });
    expect(texts).toEqual([
      `export interface Output { "first node": OutputFirstNode; second: OutputFirstNode; "?": OutputPart }`,
      "/** A part of `Output`. */\nexport interface OutputFirstNode { next: OutputFirstNode }",
      "/** A part of `Output`. */\nexport type OutputPart = null | OutputPart | Output;",
    ]);
  });

  it("gives descriptions to properties and types", () => {
    const schema = {
      type: "object",
      description: "All of it.",
      properties: { a: { ...string, description: "One." } },
      required: ["a"],
    };
    const [type] = declareSchema({
      schema,
      name: "Output",
      comment: "The output.",
      partial: false,
    });
    expect(type?.text).toBe(
      "/**\n * The output.\n * All of it.\n */\nexport interface Output {\n  /** One. */\n  a: string;\n}",
    );
  });

  it("writes what TypeScript parses, for any schema", () => {
    const schemas = fc.letrec<{ schema: Json }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(
          true,
          false,
          {},
          string,
          number,
          { $ref: "#" },
          { type: ["null", "boolean"] },
        ),
        fc.jsonValue({ maxDepth: 0 }).map((value): Json => ({ const: value as Json })),
        fc.array(fc.string()).map((values): Json => ({ enum: values })),
        tie("schema").map((items): Json => ({ type: "array", items })),
        fc.array(tie("schema")).map((prefixItems): Json => ({ prefixItems, items: false })),
        fc.array(tie("schema"), { minLength: 1 }).map((anyOf): Json => ({ anyOf })),
        fc.array(tie("schema"), { minLength: 1 }).map((allOf): Json => ({ allOf })),
        fc
          .record(
            {
              properties: fc.dictionary(fc.string(), tie("schema"), { noNullPrototype: true }),
              additionalProperties: tie("schema"),
              required: fc.array(fc.string()),
              description: fc.string(),
            },
            { requiredKeys: ["properties"], noNullPrototype: true },
          )
          .map((object): Json => ({ type: "object", ...object }) as Json),
      ),
    })).schema;
    fc.assert(
      fc.property(schemas, fc.boolean(), (a, partial) => {
        const text = declare({ type: "object", properties: { a } }, partial).join("\n");
        const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
        expect(
          diagnostics?.map(({ messageText }) => messageText),
          text,
        ).toEqual([]);
        expect(text).not.toMatch(/ $/m);
      }),
      { numRuns: 300 },
    );
  });
});

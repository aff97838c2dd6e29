import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/internal/json.js";
import { mergeAllOf } from "../../src/schema/merge-all-of.js";

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});
const text: JsonObject = { type: "string" };
const closed = { additionalProperties: false };

/** What becomes of an `allOf` of these parts, beside more keywords and definitions. */
const merge = (
  parts: readonly unknown[],
  beside: JsonObject = {},
  definitions: JsonObject = {},
) => {
  const schema = { ...beside, allOf: parts } as JsonObject;
  return mergeAllOf(schema, { ...schema, $defs: definitions });
};

describe("mergeAllOf", () => {
  it("gives a schema without parts, and the only part of one that has nothing else, as they are", () => {
    expect(mergeAllOf(text, text)).toBe(text);
    expect(merge([text])).toBe(text);
    expect(merge([text], { description: "A name." })).toEqual({ ...text, description: "A name." });
  });

  it("joins properties, definitions and what is required, each once", () => {
    const left = object({ a: text, b: text }, { required: ["a", "b"], $defs: { A: text } });
    const right = object({ b: text, c: text }, { required: ["b", "c"], $defs: { B: text } });
    expect(merge([left, right])).toEqual(
      object(
        { a: text, b: text, c: text },
        { required: ["a", "b", "c"], $defs: { A: text, B: text } },
      ),
    );
  });

  it("follows references and parts of parts", () => {
    expect(
      merge(
        [{ $ref: "#/$defs/A" }, { allOf: [object({ b: text }), object({ c: text })] }],
        {},
        {
          A: object({ a: text }),
        },
      ),
    ).toEqual(object({ a: text, b: text, c: text }));
  });

  it("has the title and the description that come first", () => {
    const named = { title: "One", description: "First." };
    expect(merge([{ title: "Two", description: "Second." }], { ...text, ...named })).toEqual({
      ...text,
      ...named,
    });
  });

  it("joins two patterns into one that wants both", () => {
    const merged = merge([
      { type: "string", pattern: "a|b" },
      { type: "string", pattern: "^.{2}$" },
    ]);
    const pattern = new RegExp(String(merged?.["pattern"]), "u");
    expect(["xa", "bx", "xx", "axb"].map((one) => pattern.test(one))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each<[string, readonly unknown[], JsonObject?, JsonObject?]>([
    ["something else than schemas", [text, true]],
    ["a reference without a target", [{ $ref: "#/$defs/Nowhere" }, text]],
    ["a part whose own parts disagree", [{ allOf: [{ maxLength: 1 }, { maxLength: 2 }] }, text]],
    ["another value of a keyword", [{ format: "email" }, { format: "uri" }]],
    ["a pattern that is no text", [{ pattern: "a" }, { pattern: 1 }]],
    ["required that is no list", [{ required: ["a"] }, { required: "a" }]],
    ["properties that are no object", [{ properties: {} }, { properties: [] }]],
    ["another schema of a property", [object({ a: text }), object({ a: { type: "number" } })]],
    ["another definition of a name", [{ $defs: { A: text } }, { $defs: { A: { type: "null" } } }]],
    ["a closed object and an open one", [object({ a: text }, closed), object({ a: text })]],
    ["closed objects of other shapes", [object({ a: text }, closed), object({ b: text }, closed)]],
    ["a closed object beside", [object({ b: text })], object({ a: text }, closed)],
  ])("does not merge %s", (_, parts, beside, definitions) => {
    expect(merge(parts, beside, definitions)).toBeUndefined();
  });

  it("does not merge a part that contains the whole", () => {
    const root: JsonObject = { allOf: [{ $ref: "#" }, text] };
    expect(mergeAllOf(root, root)).toBeUndefined();
    expect(mergeAllOf({ allOf: "nothing" }, {})).toBeUndefined();
  });

  it("merges closed objects of one shape, in whatever order, and what is said beside a closed object", () => {
    const both = object({ a: text, b: text }, closed);
    expect(merge([both, object({ b: text, a: text }, closed)])).toEqual(both);
    expect(merge([both], { description: "Both." })).toEqual({ ...both, description: "Both." });
    expect(merge([{ description: "Both." }], both)).toEqual({ ...both, description: "Both." });
    const bare: JsonObject = { type: "object", ...closed };
    expect(merge([bare, bare])).toEqual(bare);
  });
});

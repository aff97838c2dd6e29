import { describe, expect, it } from "vitest";
import type { TypeNode } from "../../../src/manifest/type-node.js";
import { readArray, readValue } from "../../../src/cli/run/read-value.js";

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };
const boolean: TypeNode = { kind: "boolean" };
const nothing: TypeNode = { kind: "null" };
const tone: TypeNode = {
  kind: "union",
  members: [
    { kind: "literal", value: "warm" },
    { kind: "literal", value: 3 },
    { kind: "literal", value: false },
  ],
};

describe("a value on the command line", () => {
  it.each<[typed: string, type: TypeNode, value: unknown]>([
    ["", string, ""],
    ["null", string, "null"],
    ['{"a":1}', string, '{"a":1}'],
    ["5", number, 5],
    ["-0.5e3", number, -500],
    ["+.5", number, 0.5],
    ["0", number, 0],
    ["true", boolean, true],
    ["false", boolean, false],
    ["null", nothing, null],
    ["warm", tone, "warm"],
    ["3", tone, 3],
    ["false", tone, false],
    ['{"a":[1]}', { kind: "unknown" }, { a: [1] }],
    ["plain words", { kind: "unknown" }, "plain words"],
    ["[1,2]", { kind: "tuple", elements: [number, number] }, [1, 2]],
    ['{"a":1}', { kind: "record", value: number }, { a: 1 }],
    ['{"a":1}', { kind: "object", properties: [] }, { a: 1 }],
  ])("%j is read as its param's type", (typed, type, value) => {
    expect(readValue(typed, type)).toEqual(value);
  });

  it.each<[typed: string, type: TypeNode]>([
    ["", number],
    ["five", number],
    ["0x10", number],
    ["Infinity", number],
    ["1e999", number],
    ["yes", boolean],
    ["cold", tone],
    ["true", tone],
    ["{}", { kind: "tuple", elements: [] }],
    ["[]", { kind: "record", value: string }],
    ["null", { kind: "object", properties: [] }],
    ["{a:1}", { kind: "object", properties: [] }],
  ])("%j is refused where the type is another", (typed, type) => {
    expect(readValue(typed, type)).toBeUndefined();
  });

  it("is the narrowest member of a union that it can be", () => {
    const anything: TypeNode = {
      kind: "union",
      members: [string, { kind: "array", element: number }, number, boolean, nothing],
    };
    expect(["null", "true", "5", "[5]", "five"].map((text) => readValue(text, anything))).toEqual([
      null,
      true,
      5,
      [5],
      "five",
    ]);
  });
});

describe("an array on the command line", () => {
  it("is one JSON array, or one option for each element", () => {
    expect(readArray(["[1,2]"], number)).toEqual({ value: [1, 2] });
    expect(readArray(["1", "2"], number)).toEqual({ value: [1, 2] });
    expect(readArray(["[]"], number)).toEqual({ value: [] });
  });

  it("takes text that looks like JSON of another type as an element", () => {
    expect(readArray(["[1,2]"], string)).toEqual({ value: ["[1,2]"] });
    expect(readArray(["[draft"], string)).toEqual({ value: ["[draft"] });
  });

  it("of arrays is told from one of its elements by its shape", () => {
    const row: TypeNode = { kind: "array", element: number };
    expect(readArray(["[[1],[2]]"], row)).toEqual({ value: [[1], [2]] });
    expect(readArray(["[1,2]"], row)).toEqual({ value: [[1, 2]] });
  });

  it("names the element that does not fit", () => {
    expect(readArray(["1", "two"], number)).toEqual({ wrong: "two" });
  });
});

import { describe, expect, it } from "vitest";
import type { ParamSpec } from "../../../src/manifest/manifest.js";
import { assignFlags } from "../../../src/cli/run/param-flags.js";
import { readParams } from "../../../src/cli/run/read-params.js";

const params: readonly ParamSpec[] = [
  { name: "topic", type: { kind: "string" }, required: true },
  { name: "maxWords", type: { kind: "number" }, required: true },
  {
    name: "tone",
    type: {
      kind: "union",
      members: [
        { kind: "literal", value: "warm" },
        { kind: "literal", value: "dry" },
      ],
    },
    required: false,
    default: "warm",
  },
  { name: "tags", type: { kind: "array", element: { kind: "string" } }, required: false },
];

describe("the params of a call", () => {
  it("are what the flags gave, and nothing for a default", () => {
    expect(read({ topic: ["AI"], maxWords: ["20"], tags: ["a", "b"] })).toEqual({
      topic: "AI",
      maxWords: 20,
      tags: ["a", "b"],
    });
  });

  it("are what --params gave, and a flag wins over it", () => {
    const whole = { topic: "AI", maxWords: 20, other: null };
    expect(read({ topic: ["tea"] }, whole)).toEqual({ topic: "tea", maxWords: 20, other: null });
  });

  it("take the last of several values, except for an array", () => {
    expect(read({ topic: ["one", "two"], maxWords: ["1"] })).toMatchObject({ topic: "two" });
  });

  it("that are missing are named all at once, as help writes them", () => {
    expect(() => read({})).toThrow("missing: --topic <text>, --max-words <number>");
  });

  it("that do not fit are named with the value and what is allowed, all at once", () => {
    expect(() => read({ maxWords: ["ten"], tone: ["loud"] })).toThrow(
      /--max-words takes a number, not "ten"[^]*--tone takes "warm" or "dry", not "loud"[^]*missing: --topic/,
    );
  });

  it("called __proto__ is a param like any other", () => {
    const [flags] = [
      assignFlags([{ name: "__proto__", type: { kind: "string" }, required: true }], new Set()),
    ];
    const result = readParams(flags, new Map([["__proto__", ["x"]]]), {});
    expect(Object.entries(result)).toEqual([["__proto__", "x"]]);
  });
});

function read(given: Record<string, string[]>, whole = {}) {
  return { ...readParams(assignFlags(params, new Set()), new Map(Object.entries(given)), whole) };
}

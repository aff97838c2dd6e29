import { describe, expect, test } from "vitest";
import { z } from "zod";
import { z as v3 } from "zod/v3";
import { hasAsyncPart } from "../../../src/schema/zod/has-async-part.js";

describe("a schema has an async part", () => {
  test.each([
    ["a refinement", z.string().refine(async () => true)],
    ["a transform", z.object({ a: z.string().transform(async (text) => text) })],
    ["a transform of Zod 3", v3.array(v3.string().transform(async (text) => text))],
    [
      "what a codec decodes",
      z.codec(z.string(), z.number(), { decode: async () => 1, encode: String }),
    ],
  ])("that is %s", (_, schema) => {
    expect(hasAsyncPart(schema)).toBe(true);
  });
});

test.each([
  [
    "what a codec encodes",
    z.codec(z.string(), z.number(), { decode: Number, encode: async () => "" }),
  ],
  ["a default", z.unknown().default(() => async () => 1)],
])("%s is not run when a value is checked, and may be async", (_, schema) => {
  expect(hasAsyncPart(z.object({ a: schema }))).toBe(false);
});

import { expect, test } from "vitest";
import { z } from "zod";
import { assertBounded } from "../../../src/schema/zod/assert-bounded.js";

/** A schema of so many levels, each of which has the one below it so many times. */
function made(levels: number, times: number): z.ZodType {
  let schema: z.ZodType = z.string();
  for (let level = 1; level < levels; level += 1) {
    const below = schema;
    schema = z.tuple(Array.from({ length: times }, () => below) as [z.ZodType]);
  }
  return schema;
}

test("a part that is used twice counts twice, so that few levels can be too many", () => {
  expect(() => assertBounded(made(16, 2))).not.toThrow();
  expect(() => assertBounded(made(17, 2))).toThrow("more than 100000 parts");
});

test("schemas may be nested in each other 200 deep", () => {
  expect(() => assertBounded(made(200, 1))).not.toThrow();
  expect(() => assertBounded(made(201, 1))).toThrow("nests more than 200 schemas");
});

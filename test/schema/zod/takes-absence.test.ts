import { expect, test } from "vitest";
import { z } from "zod";
import { z as v3 } from "zod/v3";
import { takesAbsence } from "../../../src/schema/zod/takes-absence.js";

test.each<readonly [string, unknown, unknown, boolean]>([
  ["a text", z.string(), v3.string(), false],
  ["an optional text", z.string().optional(), v3.string().optional(), false],
  ["a default", z.string().default("a"), v3.string().default("a"), true],
  [
    "a transform of what is optional",
    z
      .string()
      .optional()
      .transform((text) => text ?? "a"),
    v3
      .string()
      .optional()
      .transform((text) => text ?? "a"),
    true,
  ],
  ["a transform of a text", z.string().transform(Number), v3.string().transform(Number), false],
  [
    "a check of what is optional",
    z
      .string()
      .optional()
      .refine(() => true),
    v3
      .string()
      .optional()
      .refine(() => true),
    false,
  ],
  [
    "a default within a union",
    z.union([z.int(), z.string().default("a")]),
    v3.union([v3.number(), v3.string().default("a")]),
    true,
  ],
])("%s: whether something comes of what is left out", (_, schema, older, expected) => {
  expect([takesAbsence(schema), takesAbsence(older)]).toEqual([expected, expected]);
});

import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as v3 } from "zod/v3";
import { fingerprintSchema } from "../../../src/schema/zod/fingerprint-schema.js";

interface Tree {
  name: string;
  children: Tree[];
}

const base = z.object({
  title: z.string(),
  tags: z.array(z.enum(["a", "b"])),
  more: z.object({ count: z.number().optional() }),
});

describe("the fingerprint of a schema", () => {
  test("is the same for the same shape, whatever the order, constraints and descriptions", () => {
    const same = z.object({
      more: z.object({ count: z.number().min(1).optional() }).describe("More."),
      tags: z.array(z.enum(["a", "b"])).max(3),
      title: z.string().min(1).meta({ title: "Title" }),
    });
    expect(fingerprintSchema(same)).toBe(fingerprintSchema(base));
    expect(fingerprintSchema(base)).toMatch(/^[0-9a-f]{8}$/);
  });

  test.each([
    ["a property that came", base.extend({ extra: z.string() })],
    ["a property that went", base.omit({ title: true })],
    ["another type", base.extend({ title: z.number() })],
    ["one that became optional", base.extend({ title: z.string().optional() })],
    ["one that became nullable", base.extend({ title: z.string().nullable() })],
    ["another value of an enum", base.extend({ tags: z.array(z.enum(["a", "c"])) })],
    ["another element", base.extend({ tags: z.array(z.string()) })],
    ["a change in the depth", base.extend({ more: z.object({ count: z.number() }) })],
    ["a union", base.extend({ title: z.union([z.string(), z.number()]) })],
    ["a literal", base.extend({ title: z.literal("x") })],
    ["a tuple", base.extend({ tags: z.tuple([z.string()]) })],
    ["a record", base.extend({ more: z.record(z.string(), z.number()) })],
  ])("is another for %s", (_what, changed) => {
    expect(fingerprintSchema(changed)).not.toBe(fingerprintSchema(base));
  });

  test.each([
    ["Zod 4", [z.tuple([z.string()]).rest(z.number()), z.tuple([z.string()]).rest(z.string())]],
    [
      "Zod 3",
      [v3.tuple([v3.string()]).rest(v3.number()), v3.tuple([v3.string()]).rest(v3.string())],
    ],
  ])("is another for another rest of a tuple of %s", (_, [one, other]) => {
    expect(fingerprintSchema(one)).not.toBe(fingerprintSchema(other));
  });

  test("ends for schemas that hold themselves", () => {
    const tree: z.ZodType<Tree> = z.lazy(() =>
      z.object({ name: z.string(), children: z.array(tree) }),
    );
    const getters = z.object({
      name: z.string(),
      get children() {
        return z.array(getters);
      },
    });
    expect(fingerprintSchema(tree)).toMatch(/^[0-9a-f]{8}$/);
    expect(fingerprintSchema(getters)).toMatch(/^[0-9a-f]{8}$/);
  });

  test("tells shapes of Zod 3 and of mini apart, too", () => {
    const of3 = (title: v3.ZodTypeAny) => v3.object({ title, list: v3.array(v3.number()) });
    expect(fingerprintSchema(of3(v3.string()))).toBe(fingerprintSchema(of3(v3.string().min(2))));
    expect(fingerprintSchema(of3(v3.string()))).not.toBe(fingerprintSchema(of3(v3.number())));
    expect(fingerprintSchema(of3(v3.string()))).not.toBe(
      fingerprintSchema(of3(v3.string().optional())),
    );
    const small = mini.object({ a: mini.string() });
    expect(fingerprintSchema(small)).not.toBe(fingerprintSchema(mini.object({ a: mini.number() })));
  });
});

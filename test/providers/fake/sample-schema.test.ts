import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { JsonObject } from "../../../src/internal/json.js";
import { createRandom } from "../../../src/providers/fake/sample/random.js";
import { sampleSchema } from "../../../src/providers/fake/sample/sample-schema.js";
import { fakeDialect } from "../../../src/schema/strict/dialect.js";
import { lowerSchema } from "../../../src/schema/strict/lower-schema.js";
import { restore } from "../../../src/schema/strict/restore.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";
import { planRestore } from "../../../src/schema/strict/plan-restore.js";

/** What the fake model writes, in the form that the author declared. */
async function sample(schema: z.ZodType, seed = "seed"): Promise<unknown> {
  return sampleJson((await toJsonSchema(schema)).input, seed);
}

function sampleJson(schema: JsonObject, seed = "seed"): unknown {
  const lowered = lowerSchema(schema, fakeDialect);
  return restore(sampleSchema(lowered, createRandom(seed)), planRestore(schema));
}

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
  get twin() {
    return Tree.optional();
  },
});
const Linked = z.object({
  value: z.number(),
  get next() {
    return z.nullable(Linked);
  },
});
const Crowd = z.object({
  name: z.string(),
  get members() {
    return z.array(z.object({ role: z.string(), crowd: Crowd.optional() })).min(1);
  },
});

const schemas: Readonly<Record<string, z.ZodType>> = {
  email: z.email(),
  url: z.url(),
  "http url": z.httpUrl(),
  uuid: z.uuid(),
  "uuid v4": z.uuidv4(),
  guid: z.guid(),
  nanoid: z.nanoid(),
  cuid: z.cuid(),
  cuid2: z.cuid2(),
  ulid: z.ulid(),
  xid: z.xid(),
  ksuid: z.ksuid(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  "cidr v4": z.cidrv4(),
  "cidr v6": z.cidrv6(),
  mac: z.mac(),
  base64: z.base64(),
  base64url: z.base64url(),
  e164: z.e164(),
  jwt: z.jwt(),
  emoji: z.emoji(),
  hex: z.hex(),
  hostname: z.hostname(),
  hash: z.hash("sha256"),
  "date-time": z.iso.datetime(),
  "local date-time": z.iso.datetime({ local: true }),
  "date-time with offset": z.iso.datetime({ offset: true }),
  "date-time without seconds": z.iso.datetime({ precision: -1 }),
  date: z.iso.date(),
  time: z.iso.time(),
  duration: z.iso.duration(),
  "pattern with a counted class": z.string().regex(/^[A-Z]{3}-\d+$/),
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  "pattern with a length": z
    .string()
    .regex(/^[a-z]+$/)
    .min(40)
    .max(50),
  "pattern with look-aheads": z.string().regex(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[a-zA-Z\d!]{8,12}$/),
  "pattern with a back reference": z.string().regex(/^(['"])[a-z]+\1$/),
  "pattern with a named group": z.string().regex(/^(?<year>\d{4})\/\k<year>$/),
  "pattern with unicode properties": z.string().regex(/^\p{Lu}\p{Ll}+$/u),
  "pattern with a negated class": z.string().regex(/^[^a-z0-9]+$/),
  "pattern anywhere": z.string().regex(/\bfoo\b/),
  "pattern of a price": z.string().regex(/^\$\d{1,3}(?:,\d{3})*\.\d\d$/),
  "start and end": z.string().startsWith("ab").endsWith("yz"),
  substring: z.string().includes("q"),
  "template literal": z.templateLiteral(["id-", z.int(), z.enum(["a", "b"])]),
  "long text": z.string().min(300).max(310),
  "short text": z.string().max(3),
  "empty text": z.string().max(0),
  "text of one length": z.string().length(7),
  int: z.int(),
  int32: z.int32(),
  "positive int": z.int().positive(),
  "number between": z.number().gt(0).lt(1),
  "narrow number": z.number().gt(0.001).lt(0.002),
  "large number": z.number().min(1e6),
  "negative number": z.number().max(-3),
  "one number": z.number().min(7).max(7),
  multiple: z.number().multipleOf(7).gt(20).lt(30),
  "multiple of a half": z.number().min(1).max(5).multipleOf(0.5),
  cents: z.number().multipleOf(0.01).min(0.1).max(0.35),
  "int that is a multiple of a half": z.int().multipleOf(0.5),
  boolean: z.boolean(),
  null: z.null(),
  literal: z.literal([1, "a", null, true]),
  enum: z.enum(["warm", "dry"]),
  nullable: z.string().nullable(),
  optional: z.object({ note: z.string().optional() }),
  default: z.object({ tone: z.string().default("warm") }),
  never: z.object({ none: z.never().optional(), name: z.string() }),
  any: z.any(),
  json: z.json(),
  union: z.union([z.string(), z.array(z.number()), z.null()]),
  "discriminated union": z.discriminatedUnion("type", [
    z.object({ type: z.literal("a"), x: z.string() }),
    z.object({ type: z.literal("b"), y: z.int() }),
  ]),
  "exclusive union": z.xor([z.object({ a: z.string() }), z.object({ b: z.string() })]),
  intersection: z.intersection(
    z.object({ a: z.string() }),
    z.union([z.object({ b: z.number() }), z.object({ c: z.boolean() })]),
  ),
  record: z.record(z.string(), z.number()),
  "record with an enum of keys": z.record(z.enum(["x", "y"]), z.string()),
  "partial record": z.partialRecord(z.enum(["x", "y"]), z.string()),
  "record with a pattern of keys": z.record(z.string().regex(/^k\d$/), z.string()),
  catchall: z.object({ a: z.string() }).catchall(z.number()),
  "strict object": z.strictObject({ a: z.string(), b: z.int().optional() }),
  "loose object": z.looseObject({ a: z.string() }),
  tuple: z.tuple([z.string(), z.number()]),
  "tuple with a rest": z.tuple([z.string()]).rest(z.boolean()),
  "array of a length": z.array(z.int().min(0).max(9)).length(10),
  "array of arrays": z.array(z.array(z.string()).max(1)),
  "empty array": z.array(z.string()).max(0),
  tree: Tree,
  "linked list": Linked,
  "mutual recursion": Crowd,
};

const seeds = Array.from({ length: 25 }, (_, index) => `seed ${index}`);

describe("a value made up for a schema", () => {
  test.for(Object.entries(schemas))("satisfies it: %s", async ([, schema]) => {
    for (const seed of seeds) {
      const value = await sample(schema, seed);
      expect(schema.safeParse(value).error?.issues, JSON.stringify(value)).toBeUndefined();
    }
  });

  test("satisfies any composition of schemas", async () => {
    const { composed } = fc.letrec<{ composed: z.ZodType }>((tie) => ({
      composed: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom(...Object.values(schemas)),
        fc
          .array(tie("composed"), { minLength: 1, maxLength: 4 })
          .map((members) =>
            z.object(
              Object.fromEntries(members.map((member, index) => [`member${index}`, member])),
            ),
          ),
        tie("composed").map((element) => z.array(element).max(3)),
        tie("composed").map((value) => z.record(z.string(), value)),
        fc.tuple(tie("composed"), tie("composed")).map((options) => z.union(options)),
        tie("composed").map((inner) =>
          z.object({ maybe: inner.optional(), nullable: inner.nullable() }),
        ),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(composed, fc.string(), async (schema, seed) => {
        const value = await sample(schema, seed);
        expect(schema.safeParse(value).error?.issues, JSON.stringify(value)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test("is the same for the same seed and another for another", async () => {
    const schema = z.object({ title: z.string(), content: z.string(), stars: z.int() });
    expect(await sample(schema, "one")).toEqual(await sample(schema, "one"));
    const values = await Promise.all(seeds.map((seed) => sample(schema, seed)));
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(20);
  });

  test("reads like what its properties are called", async () => {
    const schema = z.object({
      mainCharacterMood: z.string(),
      oddThing: z.string(),
      ingredients: z.array(z.string()).length(2),
      open_issues: z.array(z.string()).length(2),
      confidence: z.number(),
      releaseYear: z.number(),
    });
    const value = schema.parse(await sample(schema));
    expect(value.mainCharacterMood).toMatch(/^(calm|hopeful|wistful)$/);
    expect(value.oddThing).toBe("An odd thing");
    expect(value.ingredients).toEqual(["two eggs", "a pinch of salt"]);
    expect(value.open_issues).toEqual(["The first open issue", "The second open issue"]);
    expect(value.confidence).toBeLessThan(1);
    expect(value.releaseYear).toBeGreaterThan(1900);
  });

  test("has every optional property, no null where there is more, and the author's examples", async () => {
    const schema = z.object({
      title: z.string().nullable().optional(),
      motto: z.string().meta({ examples: ["Slow is smooth."] }),
    });
    expect(await sample(schema)).toEqual({ title: expect.any(String), motto: "Slow is smooth." });
  });

  test("nests a recursive schema a little and then ends", async () => {
    const depth = (tree: z.infer<typeof Tree>): number =>
      1 + Math.max(0, ...tree.children.map(depth));
    for (const seed of seeds) {
      const value = Tree.parse(await sample(Tree, seed));
      expect(depth(value)).toBe(3);
      expect(JSON.stringify(value).length).toBeLessThan(2_000);
    }
  });

  test("follows references of every form", () => {
    const value = sampleJson({
      type: "object",
      properties: { a: { $ref: "#/$defs/a~1b%20c" } },
      required: ["a"],
      $defs: { "a/b c": { const: 1 } },
    });
    expect(value).toEqual({ a: 1 });
  });

  test("keeps a property named __proto__ a property", () => {
    const value = sampleJson({
      type: "object",
      properties: JSON.parse('{"__proto__":{"const":1}}'),
      required: ["__proto__"],
    });
    expect(Object.entries(value as object)).toEqual([["__proto__", 1]]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test.for<[string, JsonObject, RegExp]>([
    [
      "a pattern that nothing matches",
      {
        type: "object",
        properties: { code: { type: "string", pattern: "^a(?!.)b$" } },
        required: ["code"],
      },
      /value for code: it does not support the pattern \^a\(\?!\.\)b\$\. Write the answer yourself/,
    ],
    [
      "a required property that contains its object",
      { type: "object", properties: { self: { $ref: "#" } }, required: ["self"] },
      /no finite value/,
    ],
    ["a reference to nowhere", { $ref: "#/$defs/none" }, /no finite value/],
    [
      "bounds that exclude each other",
      { type: "number", minimum: 2, maximum: 1 },
      /asks for too much/,
    ],
  ])("is refused with a clear error for %s", ([, schema, message]) => {
    expect(() => sampleJson(schema)).toThrow(
      expect.objectContaining({ code: "config_invalid", message: expect.stringMatching(message) }),
    );
  });
});

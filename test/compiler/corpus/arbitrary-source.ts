import fc from "fast-check";
import type { SchemaSource } from "./check-sources.js";

/** What the sources may name. */
const prelude: Readonly<Record<SchemaSource["zod"], string>> = {
  zod: `const Named = z.object({ a: z.string(), b: z.int().optional() });`,
  zod3: `const Named = z.object({ a: z.string(), b: z.number().int().optional() });`,
};
const shared = `const WIDE = ["x", "y"];
const NARROW = ["x", "y"] as const;
const NAME: string = "n";
enum Level { Low, High = 10 }
const Plain = { One: "one", Two: "two" };
const Exact = { One: "one", Two: "two" } as const;
const Any: z.ZodType<any> = Named;
const Written: z.ZodType<{ a: string; b?: number | undefined }> = Named;
const shape: Record<string, z.ZodTypeAny> = { a: z.string(), b: z.boolean() };
const isX = (text: string): text is "x" => text === "x";
function listOf<Item extends z.ZodTypeAny>(item: Item) { return z.array(item); }
function wide(): z.ZodTypeAny { return z.enum(["x", "y"]); }
`;

const leaves = [
  "z.string()",
  "z.number()",
  "z.boolean()",
  "z.null()",
  `z.literal("x")`,
  "z.literal(NAME)",
  `z.enum(["x", "y"])`,
  "z.enum(NARROW)",
  "z.enum(WIDE as [string, ...string[]])",
  "z.nativeEnum(Level)",
  "z.nativeEnum(Plain)",
  "z.nativeEnum(Exact)",
  "z.any()",
  "z.unknown()",
  `z.string().brand("B")`,
  `z.string().min(1).describe("A text.")`,
  "z.string().refine(isX)",
  `z.string().refine((text) => text !== "")`,
  "z.coerce.number()",
  "z.string().transform((text) => text.length)",
  "Named",
  "Any",
  "Written",
  "z.object(shape)",
  "z.object(Object.fromEntries(WIDE.map((name) => [name, z.string()])))",
  "wide()",
];

const ofVersion: Readonly<Record<SchemaSource["zod"], readonly string[]>> = {
  zod: [
    `z.templateLiteral(["a-", z.string()])`,
    "z.json()",
    "z.enum(Level)",
    "z.iso.date()",
    `z.partialRecord(z.enum(["p", "q"]), z.int())`,
    "z.looseObject({ a: z.string() })",
    "z.exactOptional(z.string())",
    "z.codec(z.iso.date(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })",
  ],
  zod3: [
    "z.string().datetime()",
    "z.object({ a: z.string() }).passthrough()",
    "z.record(z.boolean())",
    "z.array(z.string()).nonempty()",
    "z.string().ip()",
  ],
};

/** The texts of schemas of a version of Zod, nested as deep as `depth`. */
function schemaText(zod: SchemaSource["zod"], depth: number): fc.Arbitrary<string> {
  const leaf = fc.constantFrom(...leaves, ...ofVersion[zod]);
  if (depth === 0) return leaf;
  const inner = schemaText(zod, depth - 1);
  const wrapped = (patterns: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...patterns), inner, inner)
      .map(([pattern, one, other]) => pattern.replaceAll("ONE", one).replaceAll("OTHER", other));
  return fc.oneof(
    { arbitrary: leaf, weight: 2 },
    {
      arbitrary: wrapped([
        "z.object({ one: ONE, other: OTHER })",
        "z.object({ one: ONE.optional(), other: OTHER.nullable() })",
        "z.object({ one: ONE }).extend({ other: OTHER.nullish() }).partial({ one: true })",
        "z.object({ one: ONE, other: OTHER }).partial()",
        "z.object({ one: ONE, other: OTHER }).omit({ other: true })",
        "z.object({ ...Named.shape, ...{ one: ONE }, other: OTHER })",
        `z.object({ one: ONE, "two words": OTHER }).refine((it) => "one" in it)`,
      ]),
      weight: 4,
    },
    {
      arbitrary: wrapped([
        "z.array(ONE)",
        "ONE.array()",
        "listOf(ONE)",
        "z.array(ONE.optional())",
        "z.record(z.string(), ONE)",
        `z.record(z.enum(["p", "q"]), ONE)`,
        "z.tuple([ONE, OTHER])",
        "z.tuple([ONE]).rest(OTHER)",
        "ONE.readonly()",
        "z.lazy(() => ONE)",
        "z.preprocess((value) => value, ONE)",
      ]),
      weight: 3,
    },
    {
      arbitrary: wrapped([
        "z.union([ONE, OTHER])",
        "ONE.or(OTHER)",
        "ONE.nullable()",
        `z.discriminatedUnion("k", [z.object({ k: z.literal("a"), one: ONE }), z.object({ k: z.literal("b"), other: OTHER })])`,
        "z.object({ one: ONE }).and(z.object({ other: OTHER }))",
      ]),
      weight: 3,
    },
    {
      arbitrary: wrapped([
        "(ONE as z.ZodTypeAny)",
        "(ONE as z.ZodType<any>)",
        "z.union([ONE, OTHER] as any)",
        "z.object({ one: ONE } as Record<string, z.ZodTypeAny>)",
        "z.lazy(() => ONE as z.ZodTypeAny)",
      ]),
      weight: 2,
    },
  );
}

/** The sources of schemas as authors write them, casts and computed parts among them. */
export function schemaSource(index: number): fc.Arbitrary<SchemaSource> {
  const zod = index % 2 === 0 ? "zod" : "zod3";
  return schemaText(zod, 3).map((text) => ({
    name: `made${index}`,
    zod,
    text: `${prelude[zod]}\n${shared}export const Output = z.object({ it: ${text} });`,
  }));
}

/** The same for Zod 3, whose `z` the modules import under its own name. */
export const zod3Schemas: Readonly<Record<string, string>> = {
  recipe: `export const Output = z.object({ name: z.string(), ingredients: z.array(z.object({ name: z.string(), amount: z.string().nullable() })) });`,
  optionalNullable: `export const Output = z.object({ a: z.string().optional().nullable(), b: z.number().nullish(), c: z.object({ d: z.string() }).optional().nullable(), e: z.array(z.string().optional().nullable()) });`,
  literalNull: `export const Output = z.object({ a: z.literal(null), b: z.union([z.literal(null), z.literal("x")]), c: z.literal(true), d: z.literal(3) });`,
  andUnion: `export const Output = z.object({ id: z.string() }).and(z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]));`,
  andDiscriminated: `export const Output = z.object({ it: z.object({ id: z.string() }).and(z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.literal("b"), n: z.number().int() })])) });`,
  andObjects: `export const Output = z.object({ it: z.object({ a: z.string() }).and(z.object({ b: z.string().optional() })).and(z.object({ c: z.boolean() })) });`,
  andStrict: `export const Output = z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() }));`,
  coerced: `export const Output = z.object({ n: z.coerce.number(), on: z.coerce.boolean(), at: z.coerce.date(), text: z.coerce.string(), big: z.coerce.bigint() });`,
  dates: `export const Output = z.object({ at: z.string().datetime(), day: z.string().date(), time: z.string().time(), as: z.string().transform((text) => new Date(text)) });`,
  enums: `const LANGS = ["en", "de"];
export enum Level { Low, High = 10 }
export enum Tone { Warm = "warm" }
const Plain = { A: "a", B: "b" } as const;
const Wide = { A: "a", B: "b" };
export const Output = z.object({ lang: z.enum(LANGS as [string, ...string[]]), level: z.nativeEnum(Level), tone: z.nativeEnum(Tone), plain: z.nativeEnum(Plain), wide: z.nativeEnum(Wide), some: z.enum(["a", "b", "c"]).exclude(["c"]) });`,
  unions: `export const Output = z.object({ a: z.union([z.string(), z.number()]), b: z.string().or(z.array(z.string())), c: z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.literal("b"), z: z.boolean().optional() })]) });`,
  discriminatorLast: `export const Output = z.object({ it: z.discriminatedUnion("k", [z.object({ why: z.string(), k: z.literal("a") }), z.object({ why: z.string(), k: z.literal("b"), n: z.number() })]) });`,
  anything: `export const Output = z.object({ a: z.any(), b: z.unknown(), c: z.array(z.any()), d: z.record(z.any()), e: z.record(z.string(), z.unknown()).optional() });`,
  passthrough: `export const Output = z.object({ a: z.string(), it: z.object({ b: z.number() }).passthrough() }).passthrough();`,
  catchall: `export const Output = z.object({ it: z.object({ total: z.number() }).catchall(z.number()) });`,
  strict: `export const Output = z.object({ a: z.string() }).strict();`,
  records: `export const Output = z.object({ a: z.record(z.string(), z.number()), b: z.record(z.enum(["x", "y"]), z.string()), c: z.record(z.number()), d: z.record(z.number(), z.string()), e: z.record(z.union([z.literal("p"), z.literal("q")]), z.boolean()), f: z.record(z.string().regex(/^x-/), z.string()) });`,
  tuples: `export const Output = z.object({ a: z.tuple([z.string(), z.number()]), b: z.tuple([z.string()]).rest(z.number()), c: z.array(z.tuple([z.string(), z.string()])) });`,
  lists: `export const Output = z.object({ a: z.array(z.string()).nonempty(), b: z.array(z.string()).min(1), c: z.array(z.string()).min(2).max(4), d: z.string().array().optional(), e: z.array(z.array(z.number())) });`,
  defaulted: `export const Output = z.object({ a: z.string().default("x"), b: z.array(z.string()).default([]), c: z.number().catch(0), d: z.string().nullable().default("y"), e: z.object({ f: z.boolean().default(false) }).default({}) });`,
  preprocessed: `export const Output = z.object({ a: z.preprocess((value) => String(value), z.string()), b: z.string().pipe(z.coerce.number()), c: z.string().trim().toLowerCase() });`,
  refined: `export const Output = z.object({ a: z.string().refine((text) => text !== "", "empty"), b: z.number().superRefine(() => {}) }).refine(() => true);`,
  narrowed: `const isA = (text: string): text is "a" => text === "a";
export const Output = z.object({ a: z.string().refine(isA) });`,
  brands: `export const Output = z.object({ id: z.string().brand<"Id">(), n: z.number().brand("N") });`,
  readonlyParts: `export const Output = z.object({ a: z.array(z.string()).readonly(), b: z.object({ c: z.string() }).readonly() });`,
  recursive: `interface Node { name: string; children: Node[] }
const Node: z.ZodType<Node> = z.lazy(() => z.object({ name: z.string(), children: z.array(Node) }));
export const Output = z.object({ root: Node });`,
  recordOfOwn: `function listOf<Item extends z.ZodTypeAny>(item: Item) { return z.array(item); }
export const Output = z.object({ it: z.record(z.enum(["p", "q"]), listOf(z.string())) });`,
  recursiveExtended: `const Base = z.object({ name: z.string() });
type Category = z.infer<typeof Base> & { below: Category[] };
const Category: z.ZodType<Category> = Base.extend({ below: z.lazy(() => Category.array()) });
export const Output = z.object({ category: Category });`,
  recursiveAny: `const Node: z.ZodTypeAny = z.lazy(() => z.object({ name: z.string(), next: Node.optional() }));
export const Output = z.object({ it: Node, all: z.array(Node) });`,
  json: `type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const Json: z.ZodType<Json> = z.lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Json), z.record(Json)]));
export const Output = z.object({ value: Json });`,
  shapeOfEntries: `export const Output = z.object({ it: z.object(Object.fromEntries(["a", "b"].map((name) => [name, z.string()]))) });`,
  shapeOfRecord: `const shape = { a: z.string() };
export const Output = z.object({ it: z.object(shape as Record<string, z.ZodTypeAny>), wide: z.object(shape as z.ZodRawShape) });`,
  casts: `export const Output = z.object({ a: z.string() as z.ZodTypeAny, b: z.array(z.object({ c: z.string() }) as z.ZodType<any>), d: z.union([z.string(), z.number()] as any) });`,
  extended: `const Base = z.object({ id: z.string(), secret: z.string() });
export const Output = Base.omit({ secret: true }).merge(z.object({ b: z.string() })).extend({ c: z.string() }).partial({ c: true });`,
  deepPartial: `export const Output = z.object({ a: z.object({ b: z.string(), c: z.array(z.object({ d: z.number() })) }) }).deepPartial();`,
  never: `export const Output = z.object({ a: z.string(), b: z.never().optional(), c: z.undefined().optional() });`,
  undefinedMember: `export const Output = z.object({ a: z.union([z.string(), z.undefined()]), b: z.string().or(z.undefined()) });`,
  formats: `export const Output = z.object({ a: z.string().email(), b: z.string().url(), c: z.string().uuid(), d: z.string().ip(), e: z.string().cuid(), f: z.string().base64(), g: z.string().emoji(), h: z.string().startsWith("x"), i: z.string().length(4) });`,
  described: `export const Output = z.object({ a: z.string().describe("A."), b: z.object({ c: z.number().int().positive().describe("C.") }).describe("B.") }).describe("Whole.");`,
  shared: `const Address = z.object({ street: z.string(), city: z.string().optional() });
export const Output = z.object({ home: Address, work: Address.nullable(), all: z.array(Address) });`,
  emptyObject: `export const Output = z.object({ nothing: z.object({}), some: z.object({}).optional() });`,
  asyncRefined: `export const Output = z.object({ name: z.string().refine(async (text) => text !== "") });`,
};

/** The text of a Zod schema, by a name. For each, the generated output must be fresh. */
export const freshOutputs: Readonly<Record<string, string>> = {
  scalars: `z.object({ a: z.string(), b: z.number(), c: z.boolean(), d: z.null(), e: z.int() })`,
  optional: `z.object({ a: z.string().optional(), b: z.string().nullish(), c: z.exactOptional(z.string()) })`,
  defaulted: `z.object({ a: z.string().default("x"), b: z.number().catch(1), c: z.string().prefault("y") })`,
  unions: `z.object({ a: z.union([z.string(), z.number(), z.null()]), b: z.xor([z.string(), z.boolean()]) })`,
  literals: `z.object({ a: z.literal("x"), b: z.literal([1, 2]), c: z.literal(true), d: z.literal(["a", 1, null, false]) })`,
  enums: `z.object({ a: z.enum(["x", "y"]), b: z.enum(Tone), c: z.enum(Level), d: z.enum({ x: "p", y: "q" }) })`,
  discriminated: `z.discriminatedUnion("k", [z.object({ k: z.literal("a"), x: z.string() }), z.object({ k: z.literal("b"), y: z.number().optional() })])`,
  arrays: `z.array(z.array(z.object({ a: z.string().array().min(1) })))`,
  nonEmpty: `z.object({ a: z.array(z.string()).nonempty().max(4) })`,
  tuples: `z.object({ a: z.tuple([z.string(), z.number()]), b: z.tuple([z.string()], z.boolean()), c: z.tuple([]) })`,
  optionalTuple: `z.object({ a: z.tuple([z.string(), z.number().optional()]) })`,
  records: `z.object({ a: z.record(z.string(), z.number()), b: z.record(z.enum(["x", "y"]), z.string()), c: z.partialRecord(z.enum(["x"]), z.string()), d: z.record(z.string(), z.record(z.string(), z.unknown())) })`,
  numberKeys: `z.object({ a: z.record(z.number(), z.string()) })`,
  unionKeys: `z.object({ a: z.record(z.union([z.literal("x"), z.literal("y")]), z.string()) })`,
  looseRecord: `z.object({ a: z.looseRecord(z.string().regex(/^x/), z.number()) })`,
  loose: `z.looseObject({ a: z.string(), b: z.number().optional() })`,
  catchall: `z.object({ a: z.string() }).catchall(z.number())`,
  strict: `z.strictObject({ a: z.string() })`,
  empty: `z.object({ a: z.object({}), b: z.strictObject({}) })`,
  intersection: `z.intersection(z.object({ a: z.string() }), z.object({ b: z.number().optional() }))`,
  described: `z.intersection(z.object({ a: z.string() }).describe("x"), z.object({ b: z.number() }).describe("y"))`,
  brands: `z.object({ a: z.string().brand("A"), b: z.number().brand("B"), c: z.object({ d: z.string() }).brand("C"), e: z.array(z.string()).brand("D"), f: z.enum(["x", "y"]) }).brand("E")`,
  brandedLiterals: `z.object({ a: z.literal("x").brand("A"), b: z.enum(["x", "y"]).brand("B"), c: z.literal([1, "z", true]).brand("C"), d: z.enum(Level).brand("D") })`,
  readonly: `z.object({ a: z.array(z.string()).readonly(), b: z.object({ c: z.string() }).readonly(), d: z.tuple([z.string()]).readonly() }).readonly()`,
  unknowns: `z.object({ a: z.unknown(), b: z.any(), c: z.array(z.unknown()), d: z.unknown().optional() })`,
  json: `z.object({ a: z.json() })`,
  formats: `z.object({ a: z.email(), b: z.iso.date(), c: z.uuid(), d: z.base64(), e: z.url(), f: z.cidrv4(), g: z.e164() })`,
  recursive: `Category`,
  mutual: `z.object({ user: User })`,
  refined: `z.object({ a: z.string().trim().toLowerCase().min(2), b: z.string().refine((text) => text !== "") }).refine(() => true)`,
  piped: `z.object({ a: z.string().transform(Number).pipe(z.number()), b: z.preprocess(String, z.string()), c: z.stringbool() })`,
  coerced: `z.object({ a: z.coerce.number(), b: z.coerce.boolean() })`,
  lazy: `z.lazy(() => z.object({ a: z.string() }))`,
  nullableObjects: `z.object({ a: z.object({ b: z.string() }).nullable(), c: z.array(z.string()).nullable().optional() })`,
  never: `z.object({ a: z.never().optional(), b: z.array(z.never()) })`,
  protoKey: `z.object({ ["__proto__"]: z.string(), "a b": z.string(), "1": z.number() })`,
  plainText: `z.string()`,
  rootUnion: `z.union([z.string(), z.object({ a: z.number() })])`,
  miniEdition: `mini.object({ a: mini.optional(mini.string()), b: mini.array(mini.enum(["x", "y"])) })`,
  manyLiterals: `z.enum(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"])`,
  v3Scalars: `v3.object({ a: v3.string().email().optional(), b: v3.number().int(), c: v3.enum(["x", "y"]), d: v3.null() })`,
  v3Shapes: `v3.object({ a: v3.array(v3.string()), b: v3.tuple([v3.string(), v3.number()]), c: v3.record(v3.string(), v3.number()), d: v3.nativeEnum(Tone) })`,
  v3Unions: `v3.object({ a: v3.union([v3.string(), v3.number()]), b: v3.discriminatedUnion("k", [v3.object({ k: v3.literal("a") }), v3.object({ k: v3.literal("b"), z: v3.boolean() })]) })`,
  v3Open: `v3.object({ a: v3.string() }).passthrough()`,
  v3Catchall: `v3.object({ a: v3.string() }).catchall(v3.number())`,
  v3Intersection: `v3.intersection(v3.object({ a: v3.string() }), v3.object({ b: v3.string() }))`,
  v3Nested: `v3.object({ home: V3Address, work: V3Address, tree: V3Node, branded: v3.string().brand("X"), ro: v3.array(v3.string()).readonly() })`,
  v3Unknown: `v3.object({ a: v3.unknown(), b: v3.any().optional(), c: v3.string().nullable() })`,
};

/** Two Zod schemas: what the module was generated from, and what the author then wrote. */
export const staleOutputs: Readonly<Record<string, readonly [before: string, after: string]>> = {
  added: [`z.object({ a: z.string() })`, `z.object({ a: z.string(), b: z.number() })`],
  addedOptional: [
    `z.object({ a: z.string() })`,
    `z.object({ a: z.string(), b: z.number().optional() })`,
  ],
  removed: [`z.object({ a: z.string(), b: z.number() })`, `z.object({ a: z.string() })`],
  renamed: [`z.object({ a: z.string() })`, `z.object({ b: z.string() })`],
  retyped: [`z.object({ a: z.string() })`, `z.object({ a: z.number() })`],
  madeOptional: [`z.object({ a: z.string() })`, `z.object({ a: z.string().optional() })`],
  madeRequired: [`z.object({ a: z.string().optional() })`, `z.object({ a: z.string() })`],
  madeNullable: [`z.object({ a: z.string() })`, `z.object({ a: z.string().nullable() })`],
  madeDefaulted: [
    `z.object({ a: z.string().optional() })`,
    `z.object({ a: z.string().default("") })`,
  ],
  narrowed: [`z.object({ a: z.string() })`, `z.object({ a: z.enum(["x", "y"]) })`],
  enumGrew: [`z.object({ a: z.enum(["x", "y"]) })`, `z.object({ a: z.enum(["x", "y", "z"]) })`],
  enumShrank: [`z.object({ a: z.enum(["x", "y"]) })`, `z.object({ a: z.enum(["x"]) })`],
  literalNumber: [`z.object({ a: z.literal([1, 2]) })`, `z.object({ a: z.literal([1, 3]) })`],
  deep: [
    `z.object({ a: z.array(z.object({ b: z.string() })) })`,
    `z.object({ a: z.array(z.object({ b: z.string(), c: z.string() })) })`,
  ],
  recursion: [
    `Category`,
    `z.object({ name: z.string(), below: z.array(z.object({ name: z.string() })) })`,
  ],
  recursionGrew: [`Category`, `RenamedCategory`],
  tupleLonger: [
    `z.object({ a: z.tuple([z.string()]) })`,
    `z.object({ a: z.tuple([z.string(), z.string()]) })`,
  ],
  tupleToArray: [`z.object({ a: z.tuple([z.string()]) })`, `z.object({ a: z.array(z.string()) })`],
  recordValue: [
    `z.object({ a: z.record(z.string(), z.number()) })`,
    `z.object({ a: z.record(z.string(), z.string()) })`,
  ],
  unionGrew: [
    `z.object({ a: z.union([z.string(), z.number()]) })`,
    `z.object({ a: z.union([z.string(), z.number(), z.boolean()]) })`,
  ],
  unknownToString: [`z.object({ a: z.unknown() })`, `z.object({ a: z.string() })`],
  toDate: [
    `z.object({ a: z.iso.datetime() })`,
    `z.object({ a: z.iso.datetime().transform((text) => new Date(text)) })`,
  ],
  v3Added: [`v3.object({ a: v3.string() })`, `v3.object({ a: v3.string(), b: v3.string() })`],
};

/** What the schemas above need. */
export const prelude = `
import { z } from "zod";
import * as mini from "zod/mini";
import { z as v3 } from "zod/v3";

export const Tone = { Warm: "warm", Dry: "dry" } as const;
export enum Level { Low, High = 10 }
export const Category = z.object({ name: z.string(), get below() { return z.array(Category); } });
export const RenamedCategory = z.object({ name: z.string(), size: z.number(), get below() { return z.array(RenamedCategory); } });
export const User = z.object({ email: z.email(), get posts() { return z.array(Post); } });
export const Post = z.object({ title: z.string(), get author() { return User.nullable(); } });
export const V3Address = v3.object({ street: v3.string() });
export interface V3NodeShape { name: string; below: V3NodeShape[] }
export const V3Node: v3.ZodType<V3NodeShape> = v3.lazy(() => v3.object({ name: v3.string(), below: v3.array(V3Node) }));
`;

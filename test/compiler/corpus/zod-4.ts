/**
 * Schemas in the shapes that public code gives to models, for Zod 4: by name, a module's text that exports
 * `Output`.
 */
export const zod4Schemas: Readonly<Record<string, string>> = {
  recipe: `export const Output = z.object({ recipe: z.object({ name: z.string(), ingredients: z.array(z.object({ name: z.string(), amount: z.string() })), steps: z.array(z.string()) }) });`,
  calendarEvent: `export const Output = z.object({ name: z.string(), date: z.string().describe("ISO 8601"), participants: z.array(z.string()) });`,
  mathReasoning: `const Step = z.object({ explanation: z.string(), output: z.string() });
export const Output = z.object({ steps: z.array(Step), final_answer: z.string() });`,
  sentiment: `export const Output = z.object({ sentiment: z.enum(["positive", "neutral", "negative"]), confidence: z.number().min(0).max(1), reasoning: z.string().optional() });`,
  classification: `const LABELS = ["bug", "feature", "question"] as const;
export const Output = z.object({ label: z.enum(LABELS), secondary: z.enum(LABELS).nullable(), tags: z.array(z.enum(LABELS)).max(2) });`,
  enumOfWidenedList: `const LANGS = ["en", "de", "fr"];
export const Output = z.object({ lang: z.enum(LANGS as [string, ...string[]]), others: z.array(z.enum(LANGS as [string, ...string[]])).optional() });`,
  enumThroughUnknown: `const MODELS = ["a", "b"] as const;
export const Output = z.object({ model: z.enum(MODELS as unknown as [string, ...string[]]).optional() });`,
  enumOfMap: `const CATEGORIES = [{ value: "home", label: "Home" }, { value: "work", label: "Work" }];
export const Output = z.object({ category: z.enum(CATEGORIES.map(({ value }) => value) as [string, ...string[]]) });`,
  enumOfKeys: `const SKILLS = { run: 1, jump: 2 };
export const Output = z.object({ skill: z.enum(Object.keys(SKILLS) as [keyof typeof SKILLS, ...(keyof typeof SKILLS)[]]) });`,
  enumOfPlainObject: `const Role = { Admin: "admin", User: "user" };
export const Output = z.object({ role: z.enum(Role) });`,
  enumOfTypeScript: `export enum Priority { Low = "low", High = "high" }
export enum Level { One = 1, Two = 2 }
export const Output = z.object({ priority: z.enum(Priority), level: z.nativeEnum(Level) });`,
  extractExclude: `const Status = z.enum(["open", "closed", "draft"]);
export const Output = z.object({ public: Status.exclude(["draft"]), hidden: Status.extract(["draft"]) });`,
  literalOfConstant: `const VERSION: string = "v1";
export const Output = z.object({ version: z.literal(VERSION), kind: z.literal("x" as string) });`,
  literals: `export const Output = z.object({ ok: z.literal(true), n: z.literal(3), any: z.literal(["a", 1, null]), nothing: z.literal(null) });`,
  shapeOfEntries: `const fields = ["title", "body"];
export const Output = z.object({ fields: z.object(Object.fromEntries(fields.map((name) => [name, z.string()]))) });`,
  shapeOfEntriesAtRoot: `const fields = ["title", "body"];
export const Output = z.object(Object.fromEntries(fields.map((name) => [name, z.string().nullable()])));`,
  shapeOfRecord: `const shape = { title: z.string(), count: z.number().optional() };
export const Output = z.object({ nested: z.object(shape as Record<string, z.ZodTypeAny>) });`,
  shapeBuiltInALoop: `const shape: Record<string, z.ZodType> = {};
for (const name of ["a", "b"]) shape[name] = z.boolean();
export const Output = z.object({ flags: z.object(shape), list: z.array(z.object(shape)) });`,
  shapeReduced: `const shape = ["a", "b"].reduce<Record<string, z.ZodString>>((all, name) => ({ ...all, [name]: z.string() }), {});
export const Output = z.object({ it: z.object(shape).optional() });`,
  spreadShapes: `const base = { id: z.string(), createdAt: z.string() };
const Named = z.object({ name: z.string() });
export const Output = z.object({ ...base, ...Named.shape, extra: z.string() });`,
  anyTypeNested: `const Inner: z.ZodType<any> = z.object({ a: z.string() });
export const Output = z.object({ inner: Inner, list: z.array(Inner) });`,
  typeOfUnknownNested: `const Inner: z.ZodType<unknown> = z.object({ a: z.string() });
export const Output = z.object({ wrapped: z.object({ inner: Inner }) });`,
  typeWrittenNested: `interface Inner { a: string; b?: string | undefined }
const Inner: z.ZodType<Inner> = z.object({ a: z.string(), b: z.string().optional() });
export const Output = z.object({ inner: Inner, maybe: Inner.nullable() });`,
  castToAny: `export const Output = z.object({ list: z.array(z.object({ a: z.string() }) as any), one: z.object({ b: z.number() }) as z.ZodType<any> });`,
  castToTypeAny: `export const Output = z.object({ it: z.string() as z.ZodTypeAny, deep: z.object({ more: z.enum(["a", "b"]) as z.ZodTypeAny }) });`,
  lazyCast: `const Leaf = z.object({ name: z.string() });
export const Output = z.object({ leaf: z.lazy(() => Leaf as z.ZodTypeAny) });`,
  unionOfList: `const members = [z.object({ a: z.string() }), z.object({ b: z.number() })];
export const Output = z.object({ it: z.union(members as any), list: z.array(z.union(members as unknown as [z.ZodTypeAny, z.ZodTypeAny])) });`,
  unionOfMapped: `const kinds = ["a", "b"] as const;
export const Output = z.object({ it: z.union(kinds.map((kind) => z.literal(kind))) });`,
  recordOfCast: `export const Output = z.object({ by: z.record(z.string() as z.ZodType<string>, z.object({ a: z.string() }) as z.ZodType<any>), keys: z.record(z.enum(["x", "y"] as [string, ...string[]]), z.number()) });`,
  tupleOfCast: `export const Output = z.object({ pair: z.tuple([z.string(), z.number() as z.ZodTypeAny]) });`,
  helperFunction: `function listOf<Item extends z.ZodType>(item: Item) { return z.object({ items: z.array(item), total: z.int() }); }
function named(values: string[]): z.ZodType { return z.enum(values as [string, ...string[]]); }
export const Output = z.object({ page: listOf(z.object({ name: z.string() })), kind: named(["a", "b"]) });`,
  classStatic: `class Schemas { static readonly kind: z.ZodType = z.enum(["a", "b"]); static inner = z.object({ a: z.string() }); }
export const Output = z.object({ kind: Schemas.kind, inner: Schemas.inner });`,
  conditional: `const wide: boolean = Math.random() > 2;
export const Output = z.object({ it: wide ? z.string() : z.enum(["a", "b"]), other: (wide && z.number()) || z.string() });`,
  satisfied: `type Wanted = { a: string };
export const Output = z.object({ it: z.object({ a: z.string() }) satisfies z.ZodType<Wanted>, not: z.object({ b: z.string() })! });`,
  contact: `export const Output = z.object({ name: z.string().min(1).max(80), email: z.email().nullable(), phone: z.string().regex(/^[+0-9 ]{6,20}$/).optional(), site: z.url().nullish() });`,
  dates: `export const Output = z.object({ day: z.iso.date(), at: z.iso.datetime({ offset: true }), time: z.iso.time(), lasts: z.iso.duration(), made: z.coerce.date() });`,
  datesToObjects: `export const Output = z.object({ due: z.string().transform((text) => new Date(text)), list: z.array(z.iso.date().transform((text) => new Date(text))) });`,
  coerced: `export const Output = z.object({ price: z.coerce.number(), on: z.coerce.boolean(), text: z.coerce.string(), big: z.coerce.bigint() });`,
  preprocessed: `export const Output = z.object({ list: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string())), n: z.preprocess(Number, z.number()) });`,
  piped: `export const Output = z.object({ n: z.string().transform(Number).pipe(z.number().min(0)), trimmed: z.string().trim().toLowerCase(), flag: z.stringbool() });`,
  defaulted: `export const Output = z.object({ tone: z.string().default("warm"), list: z.array(z.string()).default([]), n: z.number().catch(0), pre: z.string().prefault("x"), nullDefault: z.string().nullable().default("y") });`,
  nullish: `export const Output = z.object({ a: z.string().nullish(), b: z.object({ c: z.number().nullish() }).nullish(), d: z.array(z.string().nullable()).nullish() });`,
  optionalNullable: `export const Output = z.object({ a: z.string().optional().nullable(), b: z.number().nullable().optional(), c: z.array(z.string()).optional().nullable() });`,
  anything: `export const Output = z.object({ payload: z.any(), meta: z.unknown(), list: z.array(z.any()), maybe: z.unknown().optional() });`,
  recordOfAnything: `export const Output = z.object({ arguments: z.record(z.string(), z.any()), context: z.record(z.string(), z.unknown()).optional() });`,
  passthrough: `export const Output = z.object({ id: z.string() }).passthrough();`,
  looseNested: `export const Output = z.object({ rows: z.array(z.looseObject({ id: z.string(), n: z.number().optional() })) });`,
  catchall: `export const Output = z.object({ scores: z.object({ total: z.number() }).catchall(z.number()) });`,
  strictObject: `export const Output = z.strictObject({ a: z.string(), b: z.strictObject({ c: z.boolean() }) });`,
  json: `export const Output = z.object({ value: z.json() });`,
  records: `export const Output = z.object({ scores: z.record(z.string(), z.number()), perDay: z.record(z.enum(["mon", "tue"]), z.string()), some: z.partialRecord(z.enum(["a", "b"]), z.int()), nested: z.record(z.string(), z.record(z.string(), z.array(z.string()))) });`,
  numberRecord: `export const Output = z.object({ byPage: z.record(z.number(), z.string()), coerced: z.record(z.coerce.number(), z.string()) });`,
  patternRecord: `export const Output = z.object({ env: z.record(z.string().regex(/^[A-Z_]+$/), z.string()), loose: z.looseRecord(z.string().regex(/^x-/), z.string()) });`,
  templateKeys: `export const Output = z.object({ headers: z.record(z.templateLiteral(["x-", z.string()]), z.string()) });`,
  discriminated: `const Text = z.object({ type: z.literal("text"), text: z.string() });
const Image = z.object({ type: z.literal("image"), url: z.url(), alt: z.string().optional() });
export const Output = z.object({ blocks: z.array(z.discriminatedUnion("type", [Text, Image])) });`,
  discriminatorLast: `export const Output = z.object({ action: z.discriminatedUnion("type", [z.object({ reason: z.string(), type: z.literal("a") }), z.object({ reason: z.string(), n: z.int(), type: z.literal("b") })]) });`,
  discriminatedAtRoot: `export const Output = z.discriminatedUnion("status", [z.object({ status: z.literal("success"), data: z.string() }), z.object({ status: z.literal("failed"), error: z.string(), code: z.int().nullish() })]);`,
  discriminatedNested: `const A = z.discriminatedUnion("sub", [z.object({ type: z.literal("a"), sub: z.literal("x") }), z.object({ type: z.literal("a"), sub: z.literal("y"), n: z.int() })]);
const B = z.object({ type: z.literal("b"), b: z.string() });
export const Output = z.object({ it: z.discriminatedUnion("type", [A, B]) });`,
  discriminatedByBoolean: `export const Output = z.discriminatedUnion("success", [z.object({ success: z.literal(true), id: z.uuid() }), z.object({ success: z.literal(false), message: z.string() })]);`,
  discriminatedByEnum: `export const Output = z.object({ step: z.discriminatedUnion("op", [z.object({ op: z.enum(["add", "move"]), to: z.string() }), z.object({ op: z.literal("drop"), from: z.string() })]) });`,
  unionOfAlike: `export const Output = z.object({ value: z.union([z.object({ name: z.string(), size: z.number() }), z.object({ name: z.string(), colour: z.string() })]) });`,
  unionOfScalars: `export const Output = z.object({ value: z.union([z.string(), z.number(), z.boolean(), z.null()]), ids: z.union([z.string(), z.array(z.string())]) });`,
  unionOfObjectAndList: `const Status = z.object({ agentId: z.string(), state: z.enum(["on", "off"]) });
export const Output = z.union([Status, z.array(Status)]);`,
  exclusive: `export const Output = z.object({ it: z.xor([z.object({ a: z.string() }), z.object({ b: z.string() })]) });`,
  orChain: `export const Output = z.object({ it: z.string().or(z.number()).or(z.object({ a: z.string() })), nothing: z.null().or(z.string()) });`,
  intersected: `export const Output = z.object({ it: z.object({ a: z.string() }).and(z.object({ b: z.number().optional() })) });`,
  intersectedUnion: `export const Output = z.object({ id: z.string() }).and(z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]));`,
  intersectedDiscriminated: `const Base = z.object({ id: z.string() });
export const Output = z.object({ it: z.intersection(Base, z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.literal("b"), n: z.int() })])) });`,
  intersectedRecord: `export const Output = z.object({ meta: z.record(z.string(), z.string()).and(z.object({ id: z.string() })) });`,
  refinedIntersection: `export const Output = z.object({ it: z.object({ a: z.string() }).refine(({ a }) => a !== "").and(z.object({ a: z.string(), b: z.string() })) });`,
  extended: `const Base = z.object({ id: z.string(), name: z.string(), secret: z.string() });
export const Output = Base.omit({ secret: true }).extend({ tags: z.array(z.string()) }).partial({ name: true });`,
  picked: `const Base = z.object({ id: z.string(), name: z.string().optional() });
export const Output = z.object({ one: Base.pick({ id: true }), all: Base.partial(), needed: Base.required(), keys: Base.keyof(), shape: Base.shape.id });`,
  merged: `const A = z.object({ a: z.string() });
const B = z.object({ b: z.string() });
export const Output = A.merge(B).extend(z.object({ c: z.string() }).shape);`,
  recursiveGetter: `const Category = z.object({ name: z.string(), get children() { return z.array(Category); } });
export const Output = z.object({ root: Category });`,
  recursiveRoot: `export const Output = z.object({ name: z.string(), get next() { return Output.nullable(); } });`,
  recursiveLazy: `interface Node { value: string; children: Node[] }
const Node: z.ZodType<Node> = z.lazy(() => z.object({ value: z.string(), children: z.array(Node) }));
export const Output = z.object({ tree: Node });`,
  recursiveLazyAny: `const Node: z.ZodType<any> = z.lazy(() => z.object({ value: z.string(), children: z.array(Node).optional() }));
export const Output = z.object({ trees: z.array(Node) });`,
  recursiveUnion: `type Expr = { op: "num"; value: number } | { op: "add"; left: Expr; right: Expr };
const Expr: z.ZodType<Expr> = z.lazy(() => z.discriminatedUnion("op", [z.object({ op: z.literal("num"), value: z.number() }), z.object({ op: z.literal("add"), left: Expr, right: Expr })]));
export const Output = z.object({ expression: Expr });`,
  uiTree: `const Attribute = z.object({ name: z.string(), value: z.string() });
const Ui: z.ZodTypeAny = z.lazy(() => z.object({ type: z.enum(["div", "button"]), label: z.string(), children: z.array(Ui), attributes: z.array(Attribute) }));
export const Output = z.object({ ui: Ui });`,
  tuples: `export const Output = z.object({ point: z.tuple([z.number(), z.number()]), range: z.tuple([z.string(), z.string().optional()]), rest: z.tuple([z.string()], z.number()), pairs: z.array(z.tuple([z.string(), z.int()])) });`,
  unionOfTuples: `export const Output = z.object({ move: z.union([z.tuple([z.literal("to"), z.string()]), z.tuple([z.literal("by"), z.number()]), z.tuple([z.string()])]) });`,
  brands: `export const Output = z.object({ id: z.string().brand<"Id">(), list: z.array(z.uuid().brand("Uid")) }).brand<"Whole">();`,
  readonlyParts: `export const Output = z.object({ list: z.array(z.string()).readonly(), it: z.object({ a: z.string() }).readonly() }).readonly();`,
  refined: `export const Output = z.object({ from: z.int(), to: z.int() }).refine(({ from, to }) => from <= to, { message: "from is after to" }).superRefine(() => {});`,
  narrowed: `const isA = (text: string): text is "a" => text === "a";
export const Output = z.object({ a: z.string().refine(isA), b: z.union([z.string(), z.null()]).refine((value) => value !== null) });`,
  templates: `export const Output = z.object({ size: z.templateLiteral([z.number(), "px"]), id: z.templateLiteral(["id-", z.string()]) });`,
  formats: `export const Output = z.object({ a: z.uuid(), b: z.cuid2(), c: z.ipv4(), d: z.base64(), e: z.jwt(), f: z.e164(), g: z.hostname(), h: z.hex(), i: z.nanoid(), j: z.emoji() });`,
  numbers: `export const Output = z.object({ a: z.int(), b: z.int32(), c: z.uint32(), d: z.float32(), e: z.number().multipleOf(0.5), f: z.number().positive(), g: z.int().min(1).max(5) });`,
  described: `export const Output = z.object({ a: z.string().describe("First."), b: z.array(z.string().describe("An item.")).describe("All.") }).describe("The whole.");`,
  meta: `export const Output = z.object({ a: z.string().meta({ title: "A", examples: ["x"] }), b: z.object({ c: z.string() }).meta({ id: "B", description: "Named." }) }).meta({ title: "Whole" });`,
  codecs: `const Iso = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() });
export const Output = z.object({ at: Iso, range: z.object({ from: Iso, to: Iso.optional() }) });`,
  neverAbsent: `export const Output = z.union([z.object({ a: z.string(), b: z.never().optional() }), z.object({ b: z.string(), a: z.never().optional() })]);`,
  undefinedMember: `export const Output = z.object({ a: z.union([z.string(), z.undefined()]), b: z.undefined().optional(), c: z.string().or(z.undefined()) });`,
  emptyObject: `export const Output = z.object({ nothing: z.object({}), maybe: z.object({}).optional() });`,
  oddKeys: `export const Output = z.object({ "first name": z.string(), "2nd": z.string(), "a.b": z.string(), $type: z.string(), _x: z.string() });`,
  listRoot: `export const Output = z.array(z.object({ a: z.string(), b: z.number().optional() }));`,
  nestedLists: `export const Output = z.object({ grid: z.array(z.array(z.number())).min(1), bounded: z.array(z.string()).length(3), filled: z.array(z.string()).nonempty() });`,
  functionsDeep: `const Range = z.object({ low: z.number(), high: z.number() });
const Metric = z.object({ name: z.string(), value: z.union([z.number(), Range]), unit: z.string().nullable() });
export const Output = z.object({ metrics: z.array(Metric), summary: z.object({ best: Metric, worst: Metric.nullable() }) });`,
  toolPlan: `const Call = z.object({ tool: z.enum(["search", "read"]), arguments: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });
export const Output = z.object({ thought: z.string(), next: z.union([Call, z.object({ answer: z.string() })]) });`,
  chart: `export const Output = z.object({ type: z.enum(["bar", "line"]), data: z.array(z.record(z.string(), z.union([z.string(), z.number()]))), config: z.record(z.string(), z.object({ label: z.string(), color: z.string().optional() })) });`,
  miniEdition: `import * as mini from "zod/mini";
export const Output = mini.object({ a: mini.optional(mini.string()), b: mini.array(mini.enum(["x", "y"])), c: mini.nullable(mini.number()), d: mini.pipe(mini.string(), mini.transform((text: string) => text.length)) });`,
  withinNamespace: `namespace Parts { export const Name = z.string().min(1); export const Wide: z.ZodType = z.number(); }
export const Output = z.object({ name: Parts.Name, wide: Parts.Wide });`,
  destructured: `const { Kind, Other } = { Kind: z.enum(["a", "b"]) as z.ZodTypeAny, Other: z.object({ x: z.string() }) };
export const Output = z.object({ kind: Kind, other: Other });`,
  assigned: `const parts = { kind: z.enum(["a", "b"] as [string, ...string[]]) };
export const Output = z.object({ kind: parts.kind, again: z.object(parts) });`,
  sets: `export const Output = z.object({ tags: z.array(z.string()).transform((list) => new Set(list)) });`,
  asyncRefined: `export const Output = z.object({ name: z.string().refine(async (text) => text !== "") });`,
  deepPath: `export const Output = z.object({ a: z.object({ b: z.array(z.object({ c: z.record(z.string(), z.object({ d: z.tuple([z.object({ e: z.enum(["x"] as [string, ...string[]]) }).nullable()]).optional() })) })) }) });`,
  wideInUnion: `const Wide = z.object({ kind: z.literal("wide"), it: z.enum(["a"] as [string, ...string[]]) });
export const Output = z.object({ list: z.array(z.discriminatedUnion("kind", [Wide, z.object({ kind: z.literal("narrow"), n: z.int() })])) });`,
  wideInRecursion: `const Node = z.object({ kind: z.enum(["a"] as [string, ...string[]]), get children() { return z.array(Node); } });
export const Output = z.object({ tree: Node });`,
};

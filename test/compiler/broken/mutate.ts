import fc from "fast-check";
import { ts } from "../../../src/compiler/source/typescript.js";

/** A change of a source, and where: a number from 0 to 1, whatever the length of the source. */
export interface Mutation {
  readonly kind: keyof typeof changes;
  readonly at: number;
  readonly to: number;
}

/** What is put somewhere, because somebody may. */
const oddities = [
  ..."\0 \uFEFF \u2028 \u200B \uD800 \u{1F4C5} é \\ ` ${ } { ( ) [ ] < > / * @ # ; , . ? ! = => ...".split(
    " ",
  ),
  ..."static abstract declare accessor async await yield enum namespace infer satisfies".split(" "),
  ..."@param() @model @tool({}) /* */ // /** <T,> as as!: readonly private override".split(" "),
  ..."export export= default import( new.target super this null undefined __proto__ constructor".split(
    " ",
  ),
  ..."0x 1e999 -0 10n .5. 'a \"a 1_ \r\n \t".split(" "),
  "enum E { A = B, B = A }",
  "type A = A[]; type B = B | A;",
  "export = 1;",
  "declare module 'troupe' { export const x: 1 }",
  "await null;",
  "if (Math) throw null;",
];

/** Types that a param or a tool's input may be given. */
const types = [
  ..."any unknown never void object {} symbol bigint Date undefined null this Function RegExp".split(
    " ",
  ),
  "string[][]",
  "readonly [a?: string, ...rest: number[]]",
  "Record<string, Record<`a${string}`, 1>>",
  "Partial<Record<'a' | 'b', { c?: string | null }>>",
  "Pick<{ a: 1; b: Date }, 'a'>",
  "{ [key: string]: string }",
  "{ a: 1 } & ({ b: 2 } | { c: 3 })",
  "'a' extends string ? { yes: true } : never",
  "{ [Key in 'a' | 'b']: Key }",
  "Array<Set<string>>",
  "Promise<string>",
  "typeof globalThis",
  "NoSuchType<string>",
  "keyof typeof import('node:fs')",
  "import('zod').infer<typeof import('zod')>",
  "Parameters<(a: string, b?: 1) => void>",
  "ReturnType<() => { self: ReturnType<() => 1> }>",
];

/** Expressions that a schema may have for a part. */
const schemas = [
  ..."z.any() z.unknown() z.never() z.date() z.bigint() z.void() z.undefined() z.nan() z.symbol() z.json() z".split(
    " ",
  ),
  "z.lazy(() => z.lazy(() => z.string()))",
  "z.record(z.string(), z.record(z.number(), z.any()))",
  "z.partialRecord(z.enum(['a']), z.string())",
  "z.tuple([z.string()]).rest(z.number())",
  "z.map(z.string(), z.set(z.string()))",
  "z.union([])",
  "z.union([z.object({ a: z.string() }), z.array(z.null())])",
  "z.discriminatedUnion('type', [z.object({ type: z.literal('a') })])",
  "z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() }))",
  "z.object({ __proto__: z.string(), ['__proto__']: z.string(), constructor: z.string().optional() })",
  "z.looseObject({}).catchall(z.string())",
  "z.string().transform(async (text) => text).pipe(z.any())",
  "z.preprocess(JSON.parse, z.string()).default('x').optional().nullable().readonly().catch('')",
  "z.string().regex(/(?<=a)b/u).brand<'x'>().meta({ id: 'same', type: 'number' })",
  "z.instanceof(Date)",
  "z.file()",
  "z.promise(z.string())",
  "z.enum({ A: 0, B: 'b' })",
  "z.literal([undefined, 1n, null])",
  "z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: (date) => String(date) })",
  "undefined",
  "z.string",
  "{}",
];

/** What decorators may be given. */
const given = [
  ..."undefined null 0 -1 NaN 1e999 true [] {} Symbol() 1n globalThis this".split(" "),
  "Symbol('x')",
  "() => 1",
  "{ a: 1 }",
  "{ min: 1, max: 0, int: true, pattern: '(', format: 'email' }",
  "{ get total() { throw new Error('no'); } }",
  "Object.create(null)",
  "new Proxy({}, {})",
  "...[]",
  "...['openai/gpt-4o', 1]",
  "'1h', '2h'",
  "'openai/'",
  "'__proto__/constructor'",
  "z.string()",
  "class {}",
  "Agent",
];

/** Of a list, by a number from 0 to 1. */
const pick = <Value>(list: readonly Value[], at: number): Value | undefined =>
  list[Math.floor(at * list.length)];

/** Puts something else for one of the places that a pattern finds. */
function replaceMatch(text: string, pattern: RegExp, at: number, put: string): string {
  const match = pick([...text.matchAll(pattern)], at);
  if (match === undefined) return text;
  const [whole, kept = ""] = match;
  return splice(text, match.index + kept.length, match.index + whole.length, put);
}

type Change = (source: Source, at: number, to: number) => string;

/** A source, with the offsets at which its tokens begin. */
interface Source {
  readonly text: string;
  readonly tokens: readonly number[];
}

const tokenAt = ({ text, tokens }: Source, at: number) => {
  const index = Math.min(Math.floor(at * tokens.length), tokens.length - 1);
  return { start: tokens[index] ?? 0, end: tokens[index + 1] ?? text.length };
};
const offsetAt = ({ text }: Source, at: number) => Math.floor(at * text.length);
const splice = (text: string, start: number, end: number, put: string) =>
  text.slice(0, start) + put + text.slice(end);

const changes = {
  deleteToken(source, at) {
    const { start, end } = tokenAt(source, at);
    return splice(source.text, start, end, "");
  },
  doubleToken(source, at) {
    const { start, end } = tokenAt(source, at);
    return splice(source.text, start, start, source.text.slice(start, end));
  },
  copyToken(source, at, to) {
    const [from, over] = [tokenAt(source, at), tokenAt(source, to)];
    return splice(source.text, over.start, over.end, source.text.slice(from.start, from.end));
  },
  insertOddity(source, at, to) {
    const { start } = tokenAt(source, at);
    return splice(source.text, start, start, oddities[Math.floor(to * oddities.length)] ?? "");
  },
  replaceByOddity(source, at, to) {
    const { start, end } = tokenAt(source, at);
    return splice(source.text, start, end, ` ${oddities[Math.floor(to * oddities.length)] ?? ""} `);
  },
  insertWithinToken(source, at, to) {
    const offset = offsetAt(source, at);
    const code = Math.floor(to * 0x1_0f_ff);
    return splice(source.text, offset, offset, String.fromCodePoint(code));
  },
  swapLines({ text }, at, to) {
    const lines = text.split("\n");
    const [a, b] = [Math.floor(at * lines.length), Math.floor(to * lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
    return lines.join("\n");
  },
  deleteLines(source, at, to) {
    const lines = source.text.split("\n");
    lines.splice(Math.floor(at * lines.length), Math.ceil(to * 3));
    return lines.join("\n");
  },
  moveLine({ text }, at, to) {
    const lines = text.split("\n");
    const moved = lines.splice(Math.floor(at * lines.length), 1);
    lines.splice(Math.floor(to * lines.length), 0, ...moved);
    return lines.join("\n");
  },
  /** What is a name becomes another name, and what is a text another text: it still parses. */
  copyAlike(source, at, to) {
    const [from, over] = [tokenAt(source, at), tokenAt(source, to)];
    const word = source.text.slice(from.start, from.end).trim();
    const old = source.text.slice(over.start, over.end);
    const isAlike = [/^[\w$]+$/, /^(["'`]).*\1$/].some(
      (form) => form.test(word) && form.test(old.trim()),
    );
    return isAlike
      ? splice(source.text, over.start, over.start + old.trimEnd().length, word)
      : source.text;
  },
  otherType: ({ text }, at, to) =>
    replaceMatch(text, /(\w[!?]?: )[\w"[\]| ]+(?=[;),=])/g, at, pick(types, to) ?? ""),
  otherSchema: ({ text }, at, to) =>
    replaceMatch(text, /(: |\()z\.\w+\([^()]*\)/g, at, pick(schemas, to) ?? ""),
  otherArgument: ({ text }, at, to) =>
    replaceMatch(text, /(@\w+\()[^()]*(?=\))/g, at, pick(given, to) ?? ""),
  truncate: (source, at) => source.text.slice(0, offsetAt(source, at)),
  cutBeginning: (source, at) => source.text.slice(offsetAt(source, at)),
  windowsLines: ({ text }) => text.replaceAll("\n", "\r\n"),
  oneLine: ({ text }) => text.replaceAll("\n", " "),
  markOfByteOrder: ({ text }) => `\uFEFF${text}`,
} satisfies Record<string, Change>;

// Without its bias, which is towards both ends: nearly all changes would be of the first token.
const anyShare = fc.noBias(fc.nat({ max: 999_999 })).map((millionths) => millionths / 1_000_000);

/** Any mutation, the small ones more often: they get further into the compiler. */
export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom("copyAlike", "otherType", "otherSchema", "otherArgument"),
    },
    { weight: 4, arbitrary: fc.constantFrom("deleteToken", "copyToken", "replaceByOddity") },
    { weight: 2, arbitrary: fc.constantFrom("doubleToken", "insertOddity", "moveLine") },
    { weight: 1, arbitrary: fc.constantFrom("deleteLines", "swapLines", "insertWithinToken") },
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(changes) as Mutation["kind"][])) },
  ),
  at: anyShare,
  to: anyShare,
});

/** A source after mutations, one after the other. */
export function mutate(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((mutated, { kind, at, to }) => {
    const change: Change = changes[kind];
    return change({ text: mutated, tokens: tokensOf(mutated) }, at, to);
  }, text);
}

function tokensOf(text: string): number[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: number[] = [];
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenStart());
  return tokens;
}

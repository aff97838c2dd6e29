import { decorated, field, type DiagnosticCase } from "./catalogue-tests.js";

/** A param of a type that cannot be one. */
function type(text: string, code: string, at: string, before = ""): DiagnosticCase {
  return {
    mistake: `a param of type ${text}`,
    module: field(`  @param() value!: ${text};`, before),
    expected: [[code, at]],
  };
}

const types: readonly DiagnosticCase[] = [
  type("() => void", "type/not-json", "() => void"),
  type("URL", "type/not-json", "URL"),
  type("Map<string, number>", "type/not-json", "Map<string, number>"),
  type("{ at: Set<string> }", "type/not-json", "Set<string>"),
  type("bigint", "type/not-json", "bigint"),
  type("10n", "type/not-json", "10n"),
  type("symbol", "type/not-json", "symbol"),
  type("object", "type/not-json", "object"),
  type("{}", "type/not-json", "{}"),
  type("never", "type/not-json", "never"),
  type("Local", "type/not-json", "Local", "class Local { x = 1; }"),
  type("Callable", "type/not-json", "run(): void;", "interface Callable { run(): void; }"),
  type("Partial<{ at: RegExp }>", "type/not-json", "Partial<{ at: RegExp }>"),
  type("troupe.Message[]", "type/not-json", "troupe.Message"),
  type(
    "{ of: Mine[] }",
    "type/not-json",
    "Mine",
    'import type { UserMessage as Mine } from "troupe";',
  ),
  type("troupe.Attachment", "type/not-json", "troupe.Attachment"),
  type("any", "type/any", "any"),
  type("{ deep: { x: any }[] }", "type/any", "any"),
  type("ReturnType<typeof JSON.parse>", "type/any", "ReturnType<typeof JSON.parse>"),
  type("string | undefined", "type/undefined", "undefined"),
  type("Loop", "type/recursive", "Loop", "type Loop = Back; type Back = Loop;"),
  type("Box<1>", "type/recursive", "Box<1>", "type Box<T> = { value: T; next: Box<Box<T>> };"),
  type("[...string[], number]", "type/unsupported", "...string[]"),
  type("{ [key: string]: string; a: string }", "type/unsupported", "[key: string]: string;"),
  type("Record<number, string>", "type/unsupported", "number"),
  type("`${Uppercase<string>}px`", "type/unsupported", "`${Uppercase<string>}px`"),
  type("`${number}${bigint}`", "type/unsupported", "`${number}${bigint}`"),
  type("`${string}12${number}px`", "type/unsupported", "`${string}12${number}px`"),
  type("Uppercase<string>", "type/unsupported", "Uppercase<string>"),
  type("Missing", "type/unresolved", "Missing"),
  type("{ toString?: string }", "type/unsupported", "toString"),
  type("{ a: { __proto__: string } }", "type/unsupported", "__proto__"),
  type(
    'Partial<Record<"valueOf", string>>',
    "type/unsupported",
    'Partial<Record<"valueOf", string>>',
  ),
];

const params: readonly DiagnosticCase[] = [
  {
    mistake: "a param without a type",
    module: field("  @param() value;"),
    expected: [["type/missing", "value"]],
  },
  {
    mistake: "a private param",
    module: field("  @param() private value!: string;"),
    expected: [["param/not-public", "value"]],
  },
  {
    mistake: "params that every object has, and no more of them than that",
    module: field("  @param() valueOf!: string;\n  @param() toLocaleString?: string;").replace(
      "JSON.stringify(this)",
      '""',
    ),
    expected: [
      ["param/invalid-name", "valueOf"],
      ["param/invalid-name", "toLocaleString"],
    ],
  },
  {
    mistake: "a param whose name is a number",
    module: field("  @param() 1!: string;"),
    expected: [["param/invalid-name", "1"]],
  },
  {
    mistake: "params that are no fields",
    module: field(
      '  @param() accessor a = "x";\n  @param() get b() { return "x"; }\n  @param() c() { return "x"; }',
    ),
    expected: [
      ["param/not-a-field", "a"],
      ["param/not-a-field", "b"],
      ["param/not-a-field", "c"],
    ],
  },
  {
    mistake: "a default that is computed",
    module: field("  @param() value = [1, Math.random()];"),
    // Its type is what the checker says, and that is a number in a list.
    expected: [["param/default-not-literal", "Math.random()"]],
  },
  {
    mistake: "a default that reads another param",
    module: field("  @param() value!: string;\n  @param() other: string = this.value + '!';"),
    expected: [["param/default-reads-param", "this.value"]],
  },
  {
    mistake: "a default below its minimum",
    module: field("  @param({ min: 2 }) value = 1;"),
    expected: [["param/default-out-of-bounds", "1"]],
  },
  {
    mistake: "a default that is not in its format",
    module: field('  @param({ format: "email" }) value = "nobody";'),
    expected: [["param/default-out-of-bounds", '"nobody"']],
  },
  {
    mistake: "a default that is too short",
    module: field("  @param({ minLength: 1 }) value: string[] = [];"),
    expected: [["param/default-out-of-bounds", "[]"]],
  },
  {
    mistake: "a default that its own Zod schema refuses",
    module: field('  @param(z.string().startsWith("x")) value = "y";'),
    expected: [["param/default-out-of-bounds", '"y"']],
  },
  {
    mistake: "Zod schemas that check in their own time, as far as they show it",
    module: field(
      `  @param(z.string().refine(later)) a!: string;
  @param(z.object({ list: z.array(z.lazy(() => z.string().transform(later))) })) b!: { list: boolean[] };
  @param(v3.string().superRefine(async () => {})) c!: string;
  @param(z.string().superRefine(async () => { throw 1; })) d = "x";
  @param(v3.string().refine(later)) e = "x";
  @param(z.codec(z.string(), z.string(), { decode: String, encode: later as never })) f!: string;`,
      'import { z as v3 } from "zod/v3";\nconst later = async () => true;',
    ),
    expected: [
      ["param/async-schema", "z.string().refine(later)"],
      [
        "param/async-schema",
        "z.object({ list: z.array(z.lazy(() => z.string().transform(later))) })",
      ],
      ["param/async-schema", "v3.string().superRefine(async () => {})"],
      ["param/async-schema", "z.string().superRefine(async () => { throw 1; })"],
      ["param/async-schema", "v3.string().refine(later)"],
    ],
  },
  {
    mistake: "constraints that there are none of",
    module: field(
      "  @param({ minimum: 1, required: true, constructor: 1 } as never) value!: string;",
    ),
    expected: [
      ["param/unknown-constraint", "minimum"],
      ["param/unknown-constraint", "required"],
      ["param/unknown-constraint", "constructor"],
    ],
  },
  {
    mistake: "a numeric constraint on a string",
    module: field("  @param({ min: 1 } as never) value!: string;"),
    expected: [["param/constraint-mismatch", "min"]],
  },
  {
    mistake: "constraints that nothing satisfies",
    module: field("  @param({ min: 3, max: 2 }) value!: number;"),
    expected: [["param/constraint-impossible", "{ min: 3, max: 2 }"]],
  },
  {
    mistake: "constraints of another type than theirs, past tsc",
    module: field(
      '  @param({ min: "1", int: false } as never) a!: number;\n  @param({ format: "phone", pattern: undefined } as never) b!: string;',
    ),
    expected: [
      ["param/constraint-impossible", '"1"'],
      ["param/constraint-impossible", '"phone"'],
    ],
  },
  {
    mistake: "a pattern that is not a regular expression",
    module: field('  @param({ pattern: "(" }) value!: string;'),
    expected: [["param/constraint-impossible", '"("']],
  },
  {
    mistake: "a param that nothing reads",
    module: field("  @param() value!: string;").replace("JSON.stringify(this)", '""'),
    expected: [["param/unread", "value"]],
  },
  {
    mistake: "a recorded param that is no field the compiler sees",
    module: decorated(
      "@ghost",
      'function ghost(_: unknown, { metadata }: ClassDecoratorContext) { metadata[Symbol.for("troupe.declaration")] = { params: { hidden: {} } }; }',
    ),
    expected: [["param/not-found", "CaseAgent"]],
  },
];

const live = "interface Live { run(): void }";

const contexts: readonly DiagnosticCase[] = [
  {
    mistake: "no context, whatever its type is, with a default or without",
    module: field(
      "  @troupe.context() a!: Live;\n  @troupe.context() b?: Map<string, () => void>;\n  @troupe.context() c: Live = make();\n  @troupe.context() d!: any;",
      `${live}\nconst make = (): Live => ({ run() {} });`,
    ),
    expected: [],
  },
  {
    mistake: "context that callers cannot set",
    module: field(
      "  @troupe.context() private a!: Live;\n  @troupe.context() user2!: Live;\n  @troupe.context() accessor b!: Live;\n  @troupe.context() static c: Live;\n  @troupe.context() valueOf!: never;",
      live,
    ).replaceAll("user2", "system"),
    expected: [
      ["context/not-public", "a"],
      ["context/invalid-name", "system"],
      ["context/not-a-field", "b"],
      ["context/not-public", "c"],
      ["context/invalid-name", "valueOf"],
    ],
  },
  {
    mistake: "context that is a param as well",
    module: field("  @param() @troupe.context() value!: string;"),
    expected: [["context/also-param", "value"]],
  },
  {
    mistake: "recorded context that is no field the compiler sees",
    module: decorated(
      "@ghost",
      'function ghost(_: unknown, { metadata }: ClassDecoratorContext) { metadata[Symbol.for("troupe.declaration")] = { params: {}, context: { hidden: true } }; }',
    ),
    expected: [["context/not-found", "CaseAgent"]],
  },
  {
    mistake: "a cache beside tools that may read the context",
    module: decorated('@cache("1h")', "").replace(
      "  override user",
      "  /** Looks. */\n  @troupe.tool() look() {}\n  @troupe.context() a!: object;\n  override user",
    ),
    expected: [["context/cached", '"1h"']],
  },
  {
    mistake: "a tool that needs more context than the agent has",
    module: decorated(
      "@troupe.tools(Inner)",
      `/** Helps. */
export class Inner extends Agent {
  @troupe.context() session!: object;
  @troupe.context() trace?: object;
  user() { return ""; }
}`,
    ),
    expected: [["context/lacking", "Inner"]],
  },
];

/** Mistakes that a param makes by itself. */
export const paramCases: readonly DiagnosticCase[] = [...types, ...params, ...contexts];

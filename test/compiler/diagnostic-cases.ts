import { agentModule } from "./compiled-project.js";

/** A mistake, and what is said of it. */
export interface DiagnosticCase {
  /** What is wrong, as the end of "reports …". */
  readonly mistake: string;
  /** The module. Its agent is called `CaseAgent` and gets a name of its own. */
  readonly module: string;
  /**
   * Code and what it points at, in order. Without the latter the place is not looked at: Vitest
   * hides the source maps that a thrown error is located with.
   */
  readonly expected: readonly (readonly [code: string, at?: string])[];
}

const field = (text: string, before = "") => agentModule(text, { name: "CaseAgent", before });
const decorated = (decorators: string, before = "") =>
  agentModule("", { name: "CaseAgent", before, decorators });

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
    mistake: "defaults of another type than their param's",
    module: field(
      '  @param() a: number = "1" as never;\n  @param() b: "x" | "y" = "z" as never;\n  @param() c: { d: string[] } = { d: [1] } as never;',
    ),
    expected: [
      ["param/default-mismatch", '"1" as never'],
      ["param/default-mismatch", '"z" as never'],
      ["param/default-mismatch", "{ d: [1] } as never"],
    ],
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
    mistake: "a pattern that is no regular expression",
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

const classes: readonly DiagnosticCase[] = [
  {
    mistake: "an agent that is not exported",
    module: field("").replace("export class", "class"),
    expected: [["agent/not-exported", "CaseAgent"]],
  },
  {
    mistake: "an agent that is exported as something else",
    module: `${field("").replace("export class", "class")}export { CaseAgent as Story };`,
    expected: [["agent/not-exported", "CaseAgent"]],
  },
  {
    mistake: "an agent without a name",
    module: field("").replace("export class CaseAgent", "export default class"),
    expected: [["agent/unnamed", "class"]],
  },
  {
    mistake: "a base class that is computed",
    module: field("", "const mixin = () => Agent;").replace("extends Agent", "extends (mixin())"),
    expected: [["agent/unreadable-base", "(mixin())"]],
  },
  {
    mistake: "a class with agent decorators that extends something else",
    module: decorated('@model("openai/x")', "class Other { user() { return ''; } }").replace(
      "extends Agent",
      "extends Other",
    ),
    expected: [["agent/not-an-agent", "CaseAgent"]],
  },
  {
    mistake: "an agent that asks nothing",
    module: field("").replace("override user()", "ask()"),
    expected: [["agent/no-user", "CaseAgent"]],
  },
  {
    mistake: "a constructor that wants something",
    module: field("  constructor(a?: string, readonly b: string = '', c: number) { super(); }"),
    expected: [["agent/constructor", "c: number"]],
  },
  {
    mistake: "an inherited constructor that is hidden",
    module: field(
      "",
      "abstract class Base extends Agent { protected constructor() { super(); } }",
    ).replace("extends Agent {\n", "extends Base {\n"),
    expected: [["agent/constructor", "protected"]],
  },
  {
    mistake: "decorators without their parentheses",
    module: decorated("@streaming").replace("{\n", "{\n  @troupe.param a!: string;"),
    expected: [
      ["agent/uncalled-decorator", "@streaming"],
      ["agent/uncalled-decorator", "@troupe.param"],
    ],
  },
  {
    mistake: "a name that is no identifier",
    module: decorated('@agent({ name: "my story" })'),
    expected: [["agent/invalid-name", '"my story"']],
  },
  {
    mistake: "a name that is a word of JavaScript",
    module: decorated('@agent({ name: "delete" })'),
    expected: [["agent/reserved-name", '"delete"']],
  },
  {
    mistake: "a name that the output folder uses",
    module: decorated('@agent({ name: "index" })'),
    expected: [["agent/reserved-name", '"index"']],
  },
  {
    mistake: "a name that Windows keeps for a device",
    module: decorated('@agent({ name: "com1" })'),
    expected: [["agent/reserved-name", '"com1"']],
  },
  {
    mistake: "a model without a provider",
    module: decorated('@model("gpt-4o" as never)'),
    expected: [["agent/invalid-model", '"gpt-4o" as never']],
  },
  {
    mistake: "models that are no text",
    module: decorated('@model({ name: "x" } as never)\n@fallback(["openai/x"] as never)'),
    expected: [
      ["agent/invalid-model", '{ name: "x" } as never'],
      ["agent/invalid-model", '"openai/x"'],
    ],
  },
  {
    mistake: "a provider that the config does not know",
    module: decorated('@model("acme/large")'),
    expected: [["agent/unknown-provider", '"acme/large"']],
  },
  {
    mistake: "a cache that streaming bypasses",
    module: decorated('@streaming()\n@cache("1h")'),
    expected: [["agent/streaming-cache", '"1h"']],
  },
  {
    mistake: "a duration that tsc let pass",
    module: decorated('@timeout("-5s")\n@cache("1e3s")'),
    expected: [
      ["agent/invalid-duration", '"-5s"'],
      ["agent/invalid-duration", '"1e3s"'],
    ],
  },
  {
    mistake: "a timeout that no timer can wait for",
    module: decorated('@timeout("40d")'),
    expected: [["agent/invalid-duration", '"40d"']],
  },
  {
    mistake: "limits that contradict each other",
    module: decorated('@timeout({ total: "10s", firstToken: "10s", idle: "1m" })'),
    expected: [
      ["agent/contradicting-timeouts", '"10s"'],
      ["agent/contradicting-timeouts", '"1m"'],
    ],
  },
  {
    mistake: "no attempt at all",
    module: decorated("@retry({ maxAttempts: 0 })"),
    expected: [["agent/invalid-retry", "0"]],
  },
  {
    mistake: "a first wait that is longer than any wait may be",
    module: decorated("@retry({ initialDelayMs: 9_000, maxDelayMs: 1_000 })"),
    expected: [["agent/invalid-retry", "9_000"]],
  },
  {
    mistake: "a fallback of a provider that nobody knows",
    module: decorated('@fallback("nobody/x")'),
    expected: [["agent/unknown-provider", '"nobody/x"']],
  },
  {
    mistake: "a fallback that was asked already",
    module: decorated('@fallback("openai/b", "openai/b")'),
    expected: [["agent/repeated-fallback", '"openai/b"']],
  },
  {
    mistake: "a temperature that no provider takes",
    module: decorated("@temperature(3)"),
    expected: [["agent/temperature-range", "3"]],
  },
  {
    mistake: "a number of tokens that is none",
    module: decorated("@maxTokens(1.5)"),
    expected: [["agent/max-tokens-range", "1.5"]],
  },
  {
    mistake: "a schema that is not exported",
    module: decorated("@schema(Story)", "const Story = z.object({ a: z.string() });"),
    expected: [["schema/not-exported", "Story"]],
  },
  {
    mistake: "a schema that is written in place",
    module: decorated("@schema(z.object({ a: z.string() }))"),
    expected: [["schema/not-exported", "z.object({ a: z.string() })"]],
  },
  {
    mistake: "a part of a schema that no JSON satisfies, where it is written",
    module: decorated("@schema(Story)", "export const Story = z.object({ a: z.date() });"),
    expected: [["schema/unsupported", "z.date()"]],
  },
  {
    mistake: "a part of a schema that no strict mode enforces, where it is written",
    module: decorated(
      "@schema(Story)",
      "const Tags = z.looseObject({ a: z.string() });\nexport const Story = z.object({ list: z.array(z.object({ tags: z.any() })), named: Tags, pair: z.tuple([z.string(), z.unknown()]), map: z.record(z.string(), z.any()) }).describe('x');",
    ),
    expected: [
      ["schema/unenforceable", "z.any()"],
      ["schema/unenforceable", "Tags"],
      ["schema/unenforceable", "z.unknown()"],
      ["schema/unenforceable", "z.any()"],
    ],
  },
  {
    mistake: "patterns of a schema that take exponential time, and no others",
    module: decorated(
      "@schema(Story)",
      "export const Story = z.object({ a: z.string().regex(/^(a+)+$/), b: z.email(), c: z.string().regex(/^[a-z]+(-[a-z]+)*$/), d: z.string().endsWith('x') });",
    ),
    expected: [["schema/slow-pattern", "Story"]],
  },
  {
    mistake: "a pattern of a param that takes exponential time",
    module: field(
      `  @param({ pattern: "^(a+)+$" }) value!: string;\n  @param() kind!: \`\${string}-\${string}x\`;`,
    ),
    expected: [["schema/slow-pattern", '"^(a+)+$"']],
  },
  {
    mistake: "a schema with more than a provider enforces",
    module: decorated(
      "@schema(Story)",
      "export const Story = z.object(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`p${i}`, z.string()])));",
    ),
    expected: [
      [
        "schema/too-large",
        "z.object(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`p${i}`, z.string()])))",
      ],
    ],
  },
];

const modules: readonly DiagnosticCase[] = [
  {
    mistake: "a syntax error",
    module: field("  @param() value = ;"),
    expected: [["source/syntax", ";"]],
  },
  {
    mistake: "brackets that nobody can follow",
    module: field("", `export const deep = ${"[".repeat(20_000)}${"]".repeat(20_000)};`),
    expected: [["source/unreadable", ""]],
  },
  {
    mistake: "an import of nothing",
    module: field("", 'import "./missing.js";'),
    expected: [["source/load-failed", '"./missing.js"']],
  },
  {
    mistake: "a module that throws",
    module: field("", 'throw new TypeError("no luck");'),
    expected: [["source/load-failed"]],
  },
  {
    mistake: "an import from the output folder",
    module: field(
      "",
      'import type { Other } from "../generated/index.js";\nexport type { Other };',
    ),
    expected: [["source/imports-output", '"../generated/index.js"']],
  },
];

const clock = `import { defineTool, tools } from "troupe";
export const clock = defineTool({
  name: "clock", description: "Tells the time.", input: z.object({}), run: () => 0,
});`;

const models: readonly DiagnosticCase[] = [
  {
    mistake: "models that are almost known",
    module: decorated('@model("openai/gpt-4oo")\n@fallback("anthropic/claude-sonet-4-5")'),
    expected: [
      ["model/unknown", '"openai/gpt-4oo"'],
      ["model/unknown", '"anthropic/claude-sonet-4-5"'],
    ],
  },
  {
    mistake: "tools on a model that cannot use any",
    module: decorated('@model("openai/o1-mini")\n@fallback("openai/gpt-4o")\n@tools(clock)', clock),
    expected: [["model/no-tools", '"openai/o1-mini"']],
  },
  {
    mistake: "tools that a fallback cannot use",
    module: decorated('@fallback("openai/o1-mini")\n@tools(clock)', clock),
    expected: [["model/no-tools", '"openai/o1-mini"']],
  },
  {
    mistake: "a schema on models that cannot be held to one",
    module: decorated(
      '@model("openai/gpt-4-turbo-2024-04-09")\n@fallback("anthropic/claude-3-haiku-20240307")\n@schema(Story)',
      "export const Story = z.object({ a: z.string() });",
    ),
    expected: [
      ["model/no-structured-output", '"openai/gpt-4-turbo-2024-04-09"'],
      ["model/no-structured-output", '"anthropic/claude-3-haiku-20240307"'],
    ],
  },
  {
    mistake: "a temperature on a model that refuses one",
    module: decorated('@model("openai/gpt-5-mini")\n@temperature(0.2)'),
    expected: [["model/no-temperature", "0.2"]],
  },
  {
    mistake: "a temperature that a fallback refuses",
    module: decorated('@temperature(0.2)\n@fallback("openai/o3")'),
    expected: [["model/no-temperature", "0.2"]],
  },
  {
    mistake: "more tokens than a model writes",
    module: decorated('@model("openai/gpt-4o")\n@maxTokens(16_385)'),
    expected: [["model/max-tokens", "16_385"]],
  },
  {
    mistake: "more tokens than a fallback writes",
    module: decorated('@maxTokens(16_384)\n@fallback("anthropic/claude-3-haiku-20240307")'),
    expected: [["model/max-tokens", "16_384"]],
  },
];

const key = "Ab3dEf6hIj9kLmN0pQr5";
const stars = (prefix: string) => prefix + "*".repeat(key.length);

const secrets: readonly DiagnosticCase[] = [
  {
    mistake: "keys in strings and comments, without showing them",
    module: field("", `// sk-ant-${key}\nexport const x = "sk-${key}";`),
    expected: [
      ["source/secret", stars("sk-ant-")],
      ["source/secret", stars("sk-")],
    ],
  },
  {
    mistake: "a key that is given as one, whatever it looks like",
    module: field("", `export const settings = { apiKey: () => process.env.KEY ?? "${key}a7Bc" };`),
    expected: [["source/secret", "*".repeat(key.length + 4)]],
  },
];

const caches: readonly DiagnosticCase[] = [
  {
    mistake: "a prompt that is another one each time, of an agent with a cache",
    module: agentModule(
      `override system() { return \`It is \${new Date().toISOString()}, \${Date.now()}\`; }
       override assistant() { return crypto.randomUUID() + uuid() + globalThis.Math.random(); }
       seed() { return Math.random(); }`,
      {
        name: "CaseAgent",
        decorators: '@cache("1h")',
        before: 'import { randomUUID as uuid } from "node:crypto";',
      },
    ),
    expected: [
      ["agent/unstable-cache", "new Date()"],
      ["agent/unstable-cache", "Date.now()"],
      ["agent/unstable-cache", "crypto.randomUUID()"],
      ["agent/unstable-cache", "uuid()"],
      ["agent/unstable-cache", "globalThis.Math.random()"],
    ],
  },
];

const ignoring: readonly DiagnosticCase[] = [
  {
    mistake: "comments that turn nothing off, and what they do not turn off",
    module: decorated(
      `@streaming()
// troupe-ignore agent/streaming-cache
@cache("1h")
// troupe-ignore
// troupe-ignore agent/streeming-cache -- it is misspelt
// troupe-ignore agent/streaming-cache, param/unread -- two at once
// troupe-ignore agent/no-model -- it is an error
// troupe-ignore ignore/unused -- it is of this kind itself`,
    ),
    expected: [
      ["ignore/incomplete", "// troupe-ignore agent/streaming-cache"],
      ["agent/streaming-cache", '"1h"'],
      ["ignore/incomplete", "// troupe-ignore"],
      ["ignore/unknown-code", "// troupe-ignore agent/streeming-cache -- it is misspelt"],
      [
        "ignore/unknown-code",
        "// troupe-ignore agent/streaming-cache, param/unread -- two at once",
      ],
      ["ignore/refused", "// troupe-ignore agent/no-model -- it is an error"],
      ["ignore/refused", "// troupe-ignore ignore/unused -- it is of this kind itself"],
    ],
  },
];

/** Mistakes that one module makes by itself. */
export const diagnosticCases: readonly DiagnosticCase[] = [
  ...types,
  ...params,
  ...classes,
  ...models,
  ...modules,
  ...secrets,
  ...caches,
  ...ignoring,
];

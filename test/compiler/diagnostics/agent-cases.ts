import { agentModule } from "../compiled-project.js";
import { decorated, field, type DiagnosticCase } from "./catalogue-tests.js";

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
    mistake: "nothing of an agent with messages() alone",
    module: field("").replace(
      "override user() { return",
      'override messages() { return [{ role: "user", content: "Hi" }] as const;',
    ),
    expected: [],
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

/** Mistakes that an agent makes by itself. */
export const agentCases: readonly DiagnosticCase[] = [...classes, ...caches];

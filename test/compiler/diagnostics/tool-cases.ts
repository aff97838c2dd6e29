import { agentModule } from "../compiled-project.js";
import type { DiagnosticCase } from "./catalogue-tests.js";

const schema = "z.object({ city: z.string() })";
const define = (more = "") =>
  `const search = troupe.defineTool({ name: "search", description: "Searches.", input: ${schema}, run: () => 1, ${more} });`;

const agent = (members: string, decorators = "", before = "") =>
  agentModule(members, { name: "CaseAgent", decorators, before });

/** A method that is a tool, with `/** x *\/` for its description. */
const method = (text: string, before = "") => agent(`  /** x */\n  ${text}`, "", before);

/** What a tool that is a method takes. */
function input(text: string, code: string, at: string, before = ""): DiagnosticCase {
  return {
    mistake: `a tool that takes ${text}`,
    module: method(`@troupe.tool() find(${text}) {}`, before),
    expected: [[code, at]],
  };
}

const inputs: readonly DiagnosticCase[] = [
  input("city: string", "tool/parameters", "string"),
  input("cities: string[]", "tool/parameters", "string[]"),
  input("input: { a: 1 } | null", "tool/parameters", "{ a: 1 } | null"),
  input("input: { a: 1 } | string[]", "tool/parameters", "{ a: 1 } | string[]"),
  input("input: Record<string, number>", "tool/parameters", "Record<string, number>"),
  input("input: unknown", "tool/parameters", "unknown"),
  input("...input: { a: 1 }[]", "tool/parameters", "...input: { a: 1 }[]"),
  input("{ city }", "tool/parameters", "{ city }"),
  input("a: { a: 1 }, b: { b: 2 }", "tool/parameters", "b: { b: 2 }"),
  input("a: { a: 1 }, b: troupe.ToolContext, c?: 1", "tool/parameters", "c?: 1"),
  input("context: troupe.ToolContext", "tool/parameters", "troupe.ToolContext"),
  input("input: any", "type/any", "any"),
  input("input: { at: RegExp }", "type/not-json", "RegExp"),
  input("input: { a: { b(): void } }", "type/not-json", "b(): void"),
  input("input: Missing", "type/unresolved", "Missing"),
  {
    mistake: "a tool of any type that a caller likes",
    module: method("@troupe.tool() find<Input extends object>(input: Input) {}"),
    expected: [["type/unsupported", "Input"]],
  },
];

const methods: readonly DiagnosticCase[] = [
  {
    mistake: "tools that are no methods",
    module: agent(
      '  @troupe.tool("x") a = () => 1;\n  @troupe.tool("x") get b() { return 1; }\n  @troupe.tool("x") accessor c = 1;',
    ),
    expected: [
      ["tool/not-a-method", "a"],
      ["tool/not-a-method", "b"],
      ["tool/not-a-method", "c"],
    ],
  },
  {
    mistake: "tools that nobody can call from outside",
    module: agent(
      '  @troupe.tool("x") static a() {}\n  @troupe.tool("x") private b() {}\n  @troupe.tool("x") protected c() {}\n  @troupe.tool({ description: "x", name: "d" }) #d() {}',
    ),
    expected: [
      ["tool/not-public", "a"],
      ["tool/not-public", "b"],
      ["tool/not-public", "c"],
      ["tool/not-public", "#d"],
    ],
  },
  {
    mistake: "a recorded tool that is no method the compiler sees",
    module: agent(
      "",
      "@ghost",
      'function ghost(_: unknown, { metadata }: ClassDecoratorContext) { metadata[Symbol.for("troupe.declaration")] = { params: {}, toolMethods: { hidden: {} } }; }',
    ),
    expected: [["tool/not-found", "CaseAgent"]],
  },
  {
    mistake: "a tool without its parentheses",
    module: method("@troupe.tool find() {}"),
    expected: [["agent/uncalled-decorator", "@troupe.tool"]],
  },
  {
    mistake: "names that no provider takes, or every object has",
    module: agent(
      '  @troupe.tool("x") größe() {}\n  @troupe.tool({ description: "x", name: "a b" }) find() {}\n  @troupe.tool("x") override toString() { return ""; }',
    ),
    expected: [
      ["tool/invalid-name", "größe"],
      ["tool/invalid-name", '"a b"'],
      ["tool/invalid-name", "toString"],
    ],
  },
  {
    mistake: "two tools of one name",
    module: agent(
      '  @troupe.tool("x") search() {}\n  @troupe.tool({ description: "x", name: "search" }) find() {}',
      "@troupe.tools(search)",
      define(),
    ),
    expected: [
      ["tool/duplicate-name", "search"],
      ["tool/duplicate-name", '"search"'],
    ],
  },
  {
    mistake: "tools without a description",
    module: agent(
      '  @troupe.tool() find() {}\n  @troupe.tool(" ") go() {}',
      "@troupe.tools(search)",
      define('description: ""'),
    ),
    expected: [
      ["tool/no-description", "search"],
      ["tool/no-description", "find"],
      ["tool/no-description", "go"],
    ],
  },
  {
    mistake: "times that no tool can take, and one that is longer than the agent's",
    module: agent(
      '  @troupe.tool({ description: "x", timeout: "5 minutes" as never }) find() {}\n  @troupe.tool({ description: "x", timeout: "40d" }) go() {}',
      '@timeout("1m")\n@troupe.tools(search)',
      define('timeout: "2m"'),
    ),
    expected: [
      ["tool/long-timeout", "search"],
      ["tool/invalid-duration", '"5 minutes" as never'],
      ["tool/invalid-duration", '"40d"'],
    ],
  },
];

const listed: readonly DiagnosticCase[] = [
  {
    mistake: "what is no tool, each at its place",
    module: agent(
      "",
      '@troupe.tools(search, "search" as never, undefined as never, Date as never, {} as never)',
      define(),
    ),
    expected: [
      ["tool/not-a-tool", '"search" as never'],
      ["tool/not-a-tool", "undefined as never"],
      ["tool/not-a-tool", "Date as never"],
      ["tool/not-a-tool", "{} as never"],
    ],
  },
  {
    mistake: "what is no tool in a list that is spread, where it is spread",
    module: agent("", "@troupe.tools(search, ...more)", `${define()}\nconst more = [1 as never];`),
    expected: [["tool/not-a-tool", "search, ...more"]],
  },
  {
    mistake: "an agent that is abstract as a tool",
    module: agent(
      "",
      "@troupe.tools(Base as never)",
      "abstract class Base extends Agent { user() { return ''; } }",
    ),
    expected: [["tool/agent-not-built", "Base as never"]],
  },
  {
    mistake: "inputs that a model cannot be told",
    module: agent(
      "",
      "@troupe.tools(search, when)",
      `${define("input: z.array(z.string()) as never")}
const when = troupe.defineTool({ name: "when", description: "x", input: z.object({ at: z.date() }), run: () => 1 });`,
    ),
    expected: [
      ["tool/input", "search"],
      ["tool/input", "when"],
    ],
  },
  {
    mistake: "tools whose arguments no strict mode enforces",
    module: agent(
      "  @troupe.tool('Keeps.') keep(input: { what: unknown }) { return input.what; }",
      "@tools(open)",
      `import { tools } from "troupe";
const open = troupe.defineTool({ name: "open", description: "x", input: z.looseObject({ at: z.string() }), run: () => 1 });`,
    ),
    expected: [
      ["tool/unenforceable", "open"],
      ["tool/unenforceable", "keep"],
    ],
  },
  {
    mistake: "hosted tools that a model or a fallback cannot use",
    module: agent(
      "",
      `@troupe.fallback("anthropic/claude-sonnet-4-5")
@troupe.tools(
  troupe.fileSearch({ stores: ["vs_1"] }),
  troupe.webSearch({ maxUses: 2 }),
  troupe.codeExecution(),
)`,
    ),
    expected: [
      ["tool/not-hosted", 'troupe.fileSearch({ stores: ["vs_1"] })'],
      ["tool/not-hosted", "troupe.webSearch({ maxUses: 2 })"],
    ],
  },
  {
    mistake: "an agent whose tools wait for somebody, as a tool",
    module: agent(
      "",
      "@troupe.tools(Waiting)",
      `${define("approve: true,")}
/** Waits. */
@troupe.tools(search)
export class Waiting extends Agent { user() { return ""; } }`,
    ),
    expected: [["tool/agent-waits", "Waiting"]],
  },
  {
    mistake: "a hosted tool by the name of another tool",
    module: agent(
      '  /** x */\n  @troupe.tool({ name: "web_search" }) find() {}',
      "@troupe.tools(troupe.webSearch())",
    ),
    expected: [["tool/duplicate-name", "troupe.webSearch()"]],
  },
  {
    mistake: "numbers of steps that are none",
    module: agent('  @troupe.tool("x") find() {}', "@troupe.maxSteps(0)"),
    expected: [["agent/invalid-max-steps", "0"]],
  },
  {
    mistake: "steps of an agent that has one",
    module: agent("", '@troupe.maxSteps(5)\n@streaming({ steps: "final" })'),
    expected: [
      ["agent/steps-without-tools", "5"],
      ["agent/steps-without-tools", '{ steps: "final" }'],
    ],
  },
  {
    mistake: "provider options of no provider",
    module: agent("", "@troupe.providerOptions({ opnai: {} })"),
    expected: [["agent/provider-options", "opnai"]],
  },
  {
    mistake: "provider options that are no JSON",
    module: agent(
      "",
      "@troupe.providerOptions({ openai: { a: [new Date()] } as never, fake: 1 as never })",
    ),
    expected: [
      ["agent/provider-options", "[new Date()]"],
      ["agent/provider-options", "1 as never"],
    ],
  },
];

/** Mistakes that one module makes by itself with tools. */
export const toolCases: readonly DiagnosticCase[] = [...inputs, ...methods, ...listed];

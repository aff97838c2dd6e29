import { agentModule } from "../compiled-project.js";
import { decorated, field, type DiagnosticCase } from "./catalogue-tests.js";

/** The module of a network, from what is between the braces of its class. */
export const network = (
  members: string,
  { decorators = "", before = "", base = "Network" } = {},
): string => `import * as troupe from "troupe";
import { Network, concurrency, context, maxCalls, param, schema, state, timeout } from "troupe";
import { z } from "zod";
${before}
${decorators}
export class CaseAgentNetwork extends ${base} {
${members}
}
`;

/** A network that has nothing wrong beside what its members say. */
const running = (members: string, options?: Parameters<typeof network>[1]) =>
  network(`${members}\n  async *run() { yield "text"; }`, options);

/** A network whose method `run` has these statements. */
const run = (statements: string, options?: Parameters<typeof network>[1]) =>
  network(`  async *run() {\n${statements}\n  }`, options);

const outline = 'this.agents.outline({ topic: "x" })';
const escapes = "member/escapes";

const ofRun: readonly DiagnosticCase[] = [
  {
    mistake: "a network without run()",
    module: network("  async walk() {}"),
    expected: [["network/no-run", "CaseAgentNetwork"]],
  },
  {
    mistake: "a run that is a field",
    module: network("  run = async () => {};"),
    expected: [["network/no-run", "CaseAgentNetwork"]],
  },
  {
    mistake: "a run() that is not async",
    module: network(`  run() { return ${outline}; }`, {
      before: "export const Out = z.object({ headings: z.string() });",
      decorators: "@schema(Out)",
    }),
    expected: [["network/run-not-async", "run"]],
  },
  {
    mistake: "a generator that is not async",
    module: network('  *run() { yield "a"; }'),
    expected: [["network/run-not-async", "run"]],
  },
  {
    mistake: "values that are returned without a schema, also of an inherited run()",
    module: running("", {
      base: "Base",
      before: "abstract class Base extends Network { abstract later(): void; }",
    }).replace(
      'yield "text";',
      `if (this) return 1;
      [1].map((one) => { return one; });
      if (!this) return;
      if (this) return undefined;
      return void 0;`,
    ),
    expected: [["network/returns-without-schema", "1"]],
  },
  {
    mistake: "an execution that is yielded",
    module: run(`yield ${outline};\nyield (${outline})!;\nyield await ${outline};`),
    expected: [
      ["network/yields-execution", `yield ${outline}`],
      ["network/yields-execution", `yield (${outline})!`],
    ],
  },
  {
    mistake: "an output that is yielded piece by piece",
    module: run(`yield* await ${outline};\nyield* this.forward(${outline});\nyield* ${outline};`),
    expected: [["network/yields-output", `yield* await ${outline}`]],
  },
];

const ofDecorators: readonly DiagnosticCase[] = [
  {
    mistake: "decorators of agents on a network",
    module: running("  @troupe.tool() look() {}", {
      decorators: '@troupe.model("openai/x") @troupe.retry(false) @troupe.streaming()',
    }),
    expected: [
      ["network/agent-decorator", '"openai/x"'],
      ["network/agent-decorator", "false"],
      ["network/agent-decorator", "@troupe.streaming()"],
      ["network/agent-decorator", "CaseAgentNetwork"],
    ],
  },
  {
    mistake: "tools of a network",
    module: running("", { decorators: "@troupe.tools(troupe.webSearch())" }),
    expected: [["network/agent-decorator", "troupe.webSearch()"]],
  },
  {
    mistake: "limits of time that a network does not have",
    module: running("", { decorators: '@timeout({ total: "1h", idle: "1m", firstToken: "5s" })' }),
    expected: [
      ["network/timeout-limit", '"1m"'],
      ["network/timeout-limit", '"5s"'],
    ],
  },
  {
    mistake: "a duration that is none, of a network",
    module: running("", { decorators: '@timeout("-1s")' }),
    expected: [["agent/invalid-duration", '"-1s"']],
  },
  {
    mistake: "counts that are impossible",
    module: running("", { decorators: "@concurrency(0)\n@maxCalls(1.5)" }),
    expected: [
      ["network/invalid-count", "0"],
      ["network/invalid-count", "1.5"],
    ],
  },
  {
    mistake: "decorators of networks on an agent",
    module: decorated("@troupe.concurrency(2)\n@troupe.maxCalls(2)").replace(
      "{\n",
      "{\n  @troupe.state() done = 0;",
    ),
    expected: [
      ["agent/network-decorator", "2"],
      ["agent/network-decorator", "2"],
      ["agent/network-decorator", "done"],
    ],
  },
  {
    mistake: "a decorator of a network without its parentheses",
    module: running("  @state done = 0;"),
    expected: [["agent/uncalled-decorator", "@state"]],
  },
];

const ofFields: readonly DiagnosticCase[] = [
  {
    mistake: "states that cannot be watched",
    module: running(
      "  @state() private done = 0;\n  @state() then = 0;\n  @state() get now() { return 0; }",
    ),
    expected: [
      ["state/not-public", "done"],
      ["state/invalid-name", "then"],
      ["state/not-a-field", "now"],
    ],
  },
  {
    mistake: "states that are not JSON",
    module: running(
      "  @state() map = new Map<string, number>();\n  @state() at = new Date();\n  @state() some: any;",
    ),
    expected: [
      ["type/not-json", "map"],
      ["type/not-json", "at"],
      ["type/any", "any"],
    ],
  },
  {
    mistake: "no initial value of a state",
    module: running(
      "  @state() list = [...'abc'].map((one) => ({ one }));\n  @state() late!: string;\n  @state() maybe?: number;",
    ),
    expected: [],
  },
  {
    mistake: "a state that is something else as well",
    module: running(
      "  @state() @param() topic = ''; @state() @context() other = ''; q = [this.topic];",
    ),
    expected: [
      ["state/also-param", "topic"],
      ["state/also-param", "other"],
    ],
  },
  {
    mistake: "a state that the build cannot find",
    module: running("", {
      decorators: "@watched",
      before: `function watched(target: typeof Network, context?: { metadata: any }): void {
        troupe.state()(undefined, { kind: "field", name: "ghost", static: false, private: false, metadata: context?.metadata } as never);
      }`,
    }),
    expected: [["state/not-found", "CaseAgentNetwork"]],
  },
  ...["agents", "all", "forward", "signal", "executionId"].map((name): DiagnosticCase => ({
    mistake: `a param that is named as the network's own ${name}`,
    module: running(`  @param() ${name}!: string;`),
    expected: [["param/invalid-name", name]],
  })),
  {
    mistake: "a param in the place of run()",
    module: network("  @param() run!: string;"),
    expected: [
      ["network/no-run", "CaseAgentNetwork"],
      ["param/invalid-name", "run"],
    ],
  },
  {
    mistake: "context of an agent that is named as its own agents",
    module: field("  @troupe.context() agents!: string;"),
    expected: [["context/invalid-name", "agents"]],
  },
  {
    mistake: "a param of a network that nothing reads",
    module: running("  @param() topic!: string;"),
    expected: [["param/unread", "topic"]],
  },
];

const ofMembers: readonly DiagnosticCase[] = [
  {
    mistake: "a member that does not exist",
    module: run("await this.agents.outlin({});\nawait this.agents['nobody']?.({});"),
    expected: [
      ["member/unknown", "outlin"],
      ["member/unknown", "'nobody'"],
    ],
  },
  {
    mistake: "a member of an agent that does not exist",
    module: field("  async look() { return this.agents.outlin(); }"),
    expected: [["member/unknown", "outlin"]],
  },
  {
    mistake: "this.agents that escapes",
    module: run(`const agents = this.agents;
      const { outline } = this.agents;
      const { agents: again } = this;
      const self = this;
      await self.agents.outline({});
      await this.agents[outline.name]({});
      await Promise.all([this.agents, agents, again].map(String));
      await this.help(this.agents);
      for (const name in this.agents) yield name;`).replace(
      "  async *run",
      "  help(agents: unknown) { return agents; }\n  async *run",
    ),
    expected: [
      [escapes, "this.agents"],
      [escapes, "this.agents"],
      [escapes, "agents: again"],
      [escapes, "self.agents"],
      [escapes, "this.agents"],
      [escapes, "this.agents"],
      [escapes, "this.agents"],
      [escapes, "this.agents"],
    ],
  },
  {
    mistake: "nothing of ways to write a member, and of code whose this is another",
    module: run(`const write = (topic: string) => this.agents.outline({ topic });
      await this.all(["a"].map(write));
      await (this.agents as any)!.outline({});
      const held = this.agents["outline"];
      await held({ topic: "a" });
      await (this.agents).outline?.({ topic: "a" });
      function other(this: any) { return this.agents; }
      class Other { agents = 1; take() { return this.agents; } }
      yield String(other.call(new Other()));`),
    expected: [],
  },
  {
    mistake: "nothing of what an override replaced",
    module: network("  async *run() { yield await this.agents.outline({}); }", {
      base: "Base",
      before:
        "abstract class Base extends Network { async *run(): AsyncGenerator<string> { yield this.agents.nobody; } }",
    }),
    expected: [],
  },
  {
    mistake: "a mistake in a method that is inherited",
    module: running("", {
      base: "Base",
      before: "abstract class Base extends Network { look() { return this.agents.nobody; } }",
    }),
    expected: [["member/unknown", "nobody"]],
  },
];

export const networkCases: readonly DiagnosticCase[] = [
  {
    mistake: "nothing of the agent that the others call",
    module: agentModule("  @param() topic!: string;", { name: "OutlineAgent" }),
    expected: [],
  },
  ...ofRun,
  ...ofDecorators,
  ...ofFields,
  ...ofMembers,
];

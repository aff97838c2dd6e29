import { expect, test } from "vitest";
import type { Manifest, OutputSpec } from "../../src/manifest/manifest.js";
import { useProject, type TestProject } from "./compiled-project.js";
import { createTypedProject } from "./emit/type-check.js";

const imports = `import { Agent, fallback, model, schema, streaming, tool } from "troupe";
import { z } from "zod";
`;

const usedImports = `import { Agent, schema, streaming } from "troupe";
import { z } from "zod";
`;

function agentOf(schema: string, decorators = ""): string {
  return `${imports}
export const Output = ${schema};
${decorators}
@streaming()
@schema(Output)
export class AskAgent extends Agent {
  override user() { return "Go."; }
}
`;
}

async function built(
  module: string,
): Promise<{ readonly project: TestProject; readonly output: OutputSpec }> {
  const project = useProject({ "agents/ask.agent.ts": module });
  const { diagnostics } = await project.build();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const manifest = JSON.parse(project.read("generated/manifest.json")) as Manifest;
  const output = manifest.agents["ask"]?.output;
  if (output === undefined) throw new Error("the agent has no output");
  return { project, output };
}

test("a schema is frozen for each provider that the agent reaches, and no other", async () => {
  const record =
    "z.object({ by: z.record(z.string(), z.string().optional()), note: z.string().optional() })";
  const one = await built(agentOf(record));
  expect(one.output.lowered?.map(({ dialects }) => dialects)).toEqual([["openai"]]);
  expect(one.output.restore).toEqual({ absent: ["note"], properties: { by: { entries: {} } } });
  const two = await built(agentOf(record, '@fallback("anthropic/claude-sonnet-4-6")'));
  expect(two.output.lowered?.map(({ dialects }) => dialects)).toEqual([["openai"], ["anthropic"]]);
  expect(two.output.restore).toEqual(one.output.restore);
});

test("a simple schema costs a generated module one short line", async () => {
  const { project, output } = await built(
    agentOf("z.object({ title: z.string(), tags: z.array(z.string()) })"),
  );
  expect(output.restore).toBeUndefined();
  const lines = project.read("generated/ask.ts").split("\n");
  expect(lines.filter((line) => line.includes("lowered"))).toEqual([
    expect.stringMatching(/^ {6}lowered: \[\{ dialects: \["openai"\], hash: "[\da-f]{8}" \}\],$/),
  ]);
});

test("the types of a caller are the author's, and the partial ones what the input side becomes", async () => {
  const { project } = await built(
    agentOf(
      `z.array(z.object({
        at: z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() }),
        pair: z.tuple([z.string(), z.number()]),
        by: z.record(z.string(), z.number().default(1)),
        tone: z.string().default("warm"),
      }))`,
    ),
  );
  const text = project.read("generated/ask.ts");
  // JSON Schema cannot say a Date, so the output's type is taken from the schema itself.
  expect(text).toContain("export type AskOutput = OutputOf<typeof Output>;");
  expect(text).toContain(
    "export type AskPartial = { at?: string; pair?: [string?, number?]; by?: { [key: string]: number }; tone?: string }[];",
  );
  expect(text).toContain("unwrap: {");
});

test("arguments of tools are frozen too", async () => {
  const project = useProject({
    "agents/ask.agent.ts": `${imports}
export class AskAgent extends Agent {
  override user() { return "Go."; }
  /** Counts. */
  @tool() count({ by, most }: { by: Record<string, number>; most?: number }) { return [by, most]; }
}
`,
  });
  expect((await project.build()).diagnostics).toEqual([]);
  const manifest = JSON.parse(project.read("generated/manifest.json")) as Manifest;
  expect(manifest.agents["ask"]?.tools).toMatchObject([
    {
      lowered: [{ dialects: ["openai"] }],
      restore: { absent: ["most"], properties: { by: { entries: {} } } },
    },
  ]);
});

test("a schema that contains itself is refused for Anthropic, where it does, and frozen for OpenAI", async () => {
  const module = (model: string) => `${imports}
const Node = z.object({
  name: z.string(),
  get kids() { return z.record(z.string(), Node); },
});
export const Output = z.object({ tree: Node });
@model("${model}") @schema(Output)
export class AskAgent extends Agent { override user() { return "Go."; } }
`;
  const project = useProject({ "agents/ask.agent.ts": module("anthropic/claude-sonnet-4-6") });
  const { diagnostics } = await project.build();
  expect(diagnostics).toMatchObject([
    {
      code: "schema/unenforceable",
      message: expect.stringContaining('a schema that contains itself at "tree.kids[key]"'),
    },
  ]);
  const { span } = diagnostics[0] ?? {};
  expect(span?.text.slice(span.start, span.end)).toContain("Node");
  const { output } = await built(module("openai/gpt-4o"));
  expect(output.lowered?.[0]?.enforced).toBeUndefined();
});

const roots: Readonly<Record<string, string>> = {
  list: "z.array(z.string())",
  record: "z.record(z.string(), z.int())",
  certain: 'z.record(z.enum(["a", "b"]), z.int())',
  tuple: "z.tuple([z.string(), z.int().optional()])",
  text: 'z.enum(["warm", "dry"])',
  union: "z.union([z.object({ a: z.string() }), z.array(z.string()), z.null()])",
  json: "z.json()",
  nothing: "z.object({ a: z.string() }).nullable()",
};

test("an agent of any root compiles under TypeScript 7 and 6, and its partial outputs with it", async () => {
  const agents = Object.entries(roots).map(([name, schema]) => {
    const className = `${name.charAt(0).toUpperCase()}${name.slice(1)}Agent`;
    const module = agentOf(schema).replace("AskAgent", className);
    return [`agents/${name}.agent.ts`, module.replace(imports, usedImports)] as const;
  });
  const project = useProject(Object.fromEntries(agents));
  expect((await project.build()).diagnostics).toEqual([]);
  const names = Object.keys(roots).map((name) => `generated/${name}.ts`);
  const files = [
    ...agents.map(([file]) => file),
    ...names,
    "generated/index.ts",
    "agents.config.ts",
  ];
  const typed = await createTypedProject(new Map(files.map((file) => [file, project.read(file)])));
  try {
    expect(await typed.checkWith7()).toEqual([]);
    expect(typed.checkWith6()).toEqual([]);
  } finally {
    await typed.remove();
  }
});

import type { BuildResult } from "../../../src/compiler/build.js";
import { createProject } from "../compiled-project.js";
import { createTypedProject, type TypeProblem } from "../emit/type-check.js";

/** A module's text that exports a schema as `Output`, and the package that it takes `z` from. */
export interface SchemaSource {
  readonly name: string;
  readonly zod: "zod" | "zod3";
  readonly text: string;
}

/** What a build and a compiler say of agents that have these schemas. */
export interface CheckedSources {
  readonly diagnostics: BuildResult["diagnostics"];
  /** What TypeScript 7 says of the generated modules, and of output that is taken for what Zod infers. */
  readonly problems: readonly TypeProblem[];
  read(file: string): string;
  remove(): Promise<void>;
}

/** What the modules may do that the strictest settings refuse. */
const looser = { erasableSyntaxOnly: false, noUnusedLocals: false, verbatimModuleSyntax: false };

/** Builds an agent for each schema, which OpenAI and Anthropic may be asked for, and compiles all of it. */
export async function checkSources(sources: readonly SchemaSource[]): Promise<CheckedSources> {
  const agents = sources.map((source) => [`agents/${source.name}.agent.ts`, moduleOf(source)]);
  const project = createProject(Object.fromEntries(agents) as Record<string, string>);
  const { diagnostics, written } = await project.build();
  const files = [...agents.map(([file = ""]) => file), ...written.filter(isModule)];
  const texts = new Map(files.map((file) => [file, project.read(file)] as const));
  texts.set("agents.config.ts", project.read("agents.config.ts"));
  if (written.length > 0) texts.set("uses.ts", usesOf(sources));
  const typed = await createTypedProject(texts, "nodenext", looser);
  return {
    diagnostics,
    problems: await typed.checkWith7(),
    read: (file) => project.read(file),
    async remove() {
      project.remove();
      await typed.remove();
    },
  };
}

function isModule(file: string): boolean {
  return file.endsWith(".ts");
}

function moduleOf({ name, zod, text }: SchemaSource): string {
  return `import { Agent, fallback, model, schema, streaming } from "troupe";
import { z } from "${zod}";
${text}
@model("openai/gpt-4o")
@fallback("anthropic/claude-sonnet-4-6")
@streaming()
@schema(Output)
export class ${name.charAt(0).toUpperCase()}${name.slice(1)}Agent extends Agent {
  override user() { return "Go."; }
}
`;
}

function usesOf(sources: readonly SchemaSource[]): string {
  const uses = sources.map(
    ({ name, zod }) => `import { Output as ${name}Schema } from "./agents/${name}.agent.js";
import { ${name} } from "./generated/index.js";
export async function use${name}() {
  const value: ${zod}.output<typeof ${name}Schema> = await ${name}();
  return value;
}`,
  );
  const zods = `import type { z as zod } from "zod";\nimport type { z as zod3 } from "zod3";\n`;
  return zods + uses.join("\n");
}

import { firstTsconfig } from "../setup/advise-on-tsconfig.js";

/** A config for a project with its code in a folder, from the root; `""` for the root itself. */
export function configTemplate(folder: string): string {
  const within = folder === "" ? "" : `${folder}/`;
  const output = folder === "" ? "" : `  output: "${folder}/generated",\n`;
  return `import { defineConfig } from "troupe";

export default defineConfig({
  agents: "${within}agents/**/*.agent.ts",
${output}});
`;
}

/** The first agent of a new project. */
export const agentTemplate = `import { Agent, model, param, schema, streaming } from "troupe";
import * as z from "zod";

/** What the greeter answers with. */
export const Greeting = z.object({
  greeting: z.string().describe("One sentence that greets the person by name"),
  question: z.string().describe("One question that begins a conversation"),
});

/** Greets somebody. */
@model("openai/gpt-4o")
@streaming()
@schema(Greeting)
export class GreeterAgent extends Agent {
  /** Who is greeted. */
  @param() name!: string;

  /** How the greeting sounds. */
  @param() tone: "warm" | "formal" | "playful" = "warm";

  override system() {
    return "You greet people. You never flatter.";
  }

  override user() {
    return \`Greet \${this.name} in a \${this.tone} tone.\`;
  }
}
`;

/** The application of a new project, which calls its first agent. */
export const appTemplate = `import { greeter } from "./generated/greeter.js";

// Without a key, the fake provider makes an answer up.
const model = process.env["OPENAI_API_KEY"] ? undefined : "fake/greeter";

const execution = greeter({ name: "Ada" }, { model });
for await (const chunk of execution) process.stdout.write(chunk); // raw JSON text, as the model sent it
const { greeting, question } = await execution; // typed, validated
console.log("\\n" + greeting, question);
`;

/** How an application calls the first agent, given the module of the output's index. */
export function callOf(index: string): string[] {
  return [
    `import { greeter } from "${index}";`,
    "// The fake provider makes an answer up. Without `model`, the call asks the agent's own.",
    'const execution = greeter({ name: "Ada" }, { model: "fake/greeter" });',
    "for await (const chunk of execution) console.log(chunk);",
  ];
}

/** The tsconfig.json of a new project. */
export const tsconfigTemplate = `${JSON.stringify(JSON.parse(firstTsconfig), null, 2)}\n`;

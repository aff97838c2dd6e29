import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { agentFile } from "./agent-file.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** One in so many agents shares a schema's file with others. */
const schemaFiles = 20;

/** A generated project of so many agents, with this package installed by a link. */
export interface BenchProject {
  readonly root: string;
  /** The command, as npm links it. */
  readonly binary: string;
  /** Adds something to one agent that changes what is generated for it. */
  changeOne(round: number): void;
  /** Removes what is generated, and what was kept of earlier builds. */
  forget(): void;
}

/** Writes a project into an empty folder: agents, shared schemas and types, a base class, a tool. */
export function writeProject(root: string, agents: number): BenchProject {
  mkdirSync(root, { recursive: true });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const [file, text] of Object.entries(commonFiles)) write(file, text);
  for (let at = 0; at < Math.min(schemaFiles, agents); at += 1) {
    write(`schemas/schema-${at}.ts`, schemaFile(at));
  }
  for (let at = 0; at < agents; at += 1) {
    write(`agents/agent-${at}.agent.ts`, agentFile(at, at % schemaFiles));
  }
  linkPackages(join(root, "node_modules"));
  return {
    root,
    binary: join(root, "node_modules/.bin/agents"),
    changeOne(round) {
      const file = join(root, "agents/agent-1.agent.ts");
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replace(/maxLength: \d+/, `maxLength: ${1_000 + round}`));
    },
    forget() {
      rmSync(join(root, "generated"), { recursive: true, force: true });
      rmSync(join(root, "node_modules/.cache"), { recursive: true, force: true });
    },
  };
}

/** What every project has. */
const commonFiles = {
  "package.json": `${JSON.stringify({ name: "bench", private: true, type: "module" })}\n`,
  "tsconfig.json": `${JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
    },
    include: ["agents", "schemas", "generated", "agents.config.ts"],
  })}\n`,
  "agents.config.ts": `import { defineConfig } from "troupe";

export default defineConfig({
  agents: "agents/**/*.agent.ts",
  defaults: { model: "openai/gpt-4o", timeout: "60s" },
});
`,
  "agents/application-agent.ts": `import { Agent, model, param, timeout } from "troupe";

/** What the agents have in common. */
@model("anthropic/claude-sonnet-4-5")
@timeout({ total: "2m", firstToken: "20s" })
export abstract class ApplicationAgent extends Agent {
  /** The reader's language. */
  @param() locale = "en";

  override system() {
    return \`Answer in \${this.locale}.\`;
  }
}
`,
  "agents/convert.ts": `import { defineTool } from "troupe";
import { z } from "zod";

/** Converts temperatures. */
export const convert = defineTool({
  name: "convert",
  description: "Converts a temperature from °C to °F.",
  input: z.object({ degrees: z.number() }),
  run: ({ degrees }) => degrees * 1.8 + 32,
});
`,
  "schemas/order.ts": `/** An order, as the shop has it. */
export interface Order {
  id: string;
  status: "packed" | "shipped" | "delivered";
  /** What was ordered, with how many of each. */
  items: { name: string; quantity: number }[];
}
`,
};

function schemaFile(at: number): string {
  return `import { z } from "zod";

/** One part of answer ${at}. */
export const Part${at} = z.object({
  name: z.string().describe("At most eight words."),
  weight: z.number().min(0).max(${at + 1}),
});

export const Answer${at} = z.object({
  title: z.string().describe("The title of answer ${at}."),
  parts: z.array(Part${at}).min(1),
  category: z.enum(["billing", "bug", "account", "other"]),
  urgent: z.boolean(),
});
`;
}

function linkPackages(folder: string): void {
  mkdirSync(join(folder, ".bin"), { recursive: true });
  symlinkSync(repository, join(folder, "troupe"));
  symlinkSync("../troupe/dist/cli/main.js", join(folder, ".bin/agents"));
  for (const name of readdirSync(join(repository, "node_modules"))) {
    const isLinked = name.startsWith(".") || existsSync(join(folder, name));
    if (!isLinked) symlinkSync(join(repository, "node_modules", name), join(folder, name));
  }
}

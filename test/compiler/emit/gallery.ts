import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Every example and fixture as one project: `agents/` of this repository, the agents that golden files
 * are emitted from under `more/`, and a few in files of other kinds. All of them ask a fake model.
 */
export function galleryFiles(): Record<string, string> {
  return {
    ...readFolder("agents", "agents"),
    ...readFolder("test/compiler/emit/fixtures/project/agents", "more/agents"),
    ...readFolder("test/compiler/emit/fixtures/project/schemas", "more/schemas"),
    ...readFolder("test/compiler/emit/fixtures/rich", "more/agents"),
    "more/agents/native.agent.mts": agentText("Native", '"../schemas/ticket.js"'),
    "more/agents/view.agent.tsx": agentText("View", '"./native.agent.mjs"'),
    "agents.config.ts": galleryConfig("output: 'generated'"),
  };
}

/** The text of the config. @param more what it says beside agents, models and providers */
export function galleryConfig(more: string): string {
  return `import { defineConfig, fake } from "troupe";

export default defineConfig({
  agents: ["agents/**/*.agent.ts", "more/agents/*.agent.{ts,mts,tsx}"],
  defaults: { model: "openai/gpt-4o" },
  providers: { openai: fake(), anthropic: fake() },
  ${more},
});
`;
}

/** What the emitter takes of a fixture, and a build refuses; and names that two examples have. */
const edits: readonly (readonly [from: string, to: string])[] = [
  ["StoryAgent", "TaleAgent"],
  ["ClassifyTicketAgent", "SortTicketAgent"],
  ['["__proto__"]: 2', '"c/d": 2'],
  ["z.array(z.object({ key: z.string() }))", "z.object({ keys: z.array(z.string()) })"],
];

function readFolder(from: string, to: string): Record<string, string> {
  const files = readdirSync(`${repository}${from}`).filter((name) => name.endsWith(".ts"));
  const isExample = from === to;
  return Object.fromEntries(
    files.map((name) => {
      const text = readFileSync(`${repository}${from}/${name}`, "utf8");
      const edited = edits.reduce((last, [before, after]) => last.replaceAll(before, after), text);
      return [`${to}/${name}`, isExample ? text : edited];
    }),
  );
}

/** An agent with a schema of another module, which it hands on. */
function agentText(stem: string, schemas: string): string {
  return `import { Agent, param, schema, streaming } from "troupe";
import { Ticket } from ${schemas};

export { Ticket };

@streaming()
@schema(Ticket)
export class ${stem}Agent extends Agent {
  @param() text!: string;

  override user() {
    return this.text;
  }
}
`;
}

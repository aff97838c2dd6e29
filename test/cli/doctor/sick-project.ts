import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { cliProject, type CliProject } from "../cli-project.js";

/** A finding of `agents doctor --json`. */
export interface JsonFinding {
  readonly check: string;
  readonly level: "ok" | "note" | "warning" | "error";
  readonly message: string;
  readonly remedy: { readonly kind: "run" | "edit"; readonly text: string } | null;
}

/** What `agents doctor --json` said, and how it ended. */
export interface Diagnosis {
  readonly code: number | null;
  readonly ok: boolean;
  readonly findings: readonly JsonFinding[];
  /** All that was printed. */
  readonly output: string;
}

/** A project with nothing wrong, but that it has not been built. */
const healthy: Readonly<Record<string, string>> = {
  "package.json": `{ "type": "module", "dependencies": { "troupe": "*" } }`,
  "tsconfig.json": `{
    "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022", "types": ["node"] }
  }`,
  "agents.config.ts": configOf(
    `providers: { local: openai({ baseURL: "http://127.0.0.1:9/v1" }) }`,
  ),
  "agents/note.agent.ts": agentOf("local/clerk"),
};

/** A config with one more property. */
export function configOf(property: string): string {
  return `
    import { defineConfig, openai } from "troupe";
    export default defineConfig({ agents: "agents/**/*.agent.ts", ${property} });
  `;
}

/** The module of an agent that asks a model. */
export function agentOf(model: string): string {
  return `
    import { Agent, model } from "troupe";
    @model("${model}")
    export class NoteAgent extends Agent {
      override user() { return "A note, please."; }
    }
  `;
}

/** A project of the healthy one's files and others; an empty text leaves a file out. */
export function sickProject(files: Readonly<Record<string, string>> = {}): CliProject {
  const all = Object.entries({ ...healthy, ...files });
  const project = cliProject(Object.fromEntries(all.filter(([, text]) => text !== "")));
  onTestFinished(() => project.remove());
  return project;
}

/** Puts a package of its own in the place of an installed one. */
export function replacePackage(project: CliProject, name: string, json: object): void {
  const folder = join(project.root, "node_modules", name);
  // A link to this repository's: written through, it would change that.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(json));
}

/** Runs `agents doctor --json`. */
export async function examine(
  project: CliProject,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Diagnosis> {
  const { code, stdout, stderr } = await project.agents(["doctor", "--json", ...args], { env });
  const document = JSON.parse(stdout) as Pick<Diagnosis, "ok" | "findings">;
  return { code, ...document, output: stdout + stderr };
}

/** The findings that are not fine, without those that tell of `ignored` checks. */
export function troubles({ findings }: Diagnosis, ...ignored: readonly string[]): JsonFinding[] {
  return findings.filter(({ level, check }) => level !== "ok" && !ignored.includes(check));
}

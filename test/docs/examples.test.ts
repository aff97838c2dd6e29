import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build, type BuildResult } from "../../src/compiler/build.js";
import { createProject } from "../compiler/compiled-project.js";
import { processEnv } from "../support/process-env.js";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));
const timeout = 60_000;

/** The TypeScript of a document: each block names its file in its first line. */
function examplesOf(document: string): Record<string, string> {
  const text = readFileSync(join(repository, document), "utf8");
  const blocks = [...text.matchAll(/```ts\n(\/\/ (\S+?\.ts).*\n[\s\S]*?)```/g)];
  return Object.fromEntries(blocks.map(([, code = "", file = ""]) => [file, code]));
}

/** How many TypeScript blocks a document has, with a file's name or without. */
function countBlocks(document: string): number {
  return readFileSync(join(repository, document), "utf8").split("```ts\n").length - 1;
}

const readme = examplesOf("README.md");
const pages = readdirSync(join(repository, "docs"))
  .map((file) => `docs/${file}`)
  .filter((page) => page.endsWith(".md") && countBlocks(page) > 0);

test("README.md has the agent that everything begins with", () => {
  expect(Object.keys(readme)).toContain("agents/story.agent.ts");
});

/** What a page shows, as a project of its own: it goes on from the README's, and may replace files of it. */
interface Page {
  readonly name: string;
  /** From the root that all pages share. */
  readonly folder: string;
  readonly own: Readonly<Record<string, string>>;
  readonly examples: Readonly<Record<string, string>>;
  /** What it must be compiled with. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

function openPage(name: string): Page {
  const own = examplesOf(name);
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    types: ["node"],
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: Object.values(own).some((code) => /from "[^"]*\.ts"/.test(code)),
    // The AI SDK's own declarations do not pass; those of this package are checked by other pages.
    skipLibCheck: Object.values(own).some((code) => code.includes('"@ai-sdk/')),
  };
  const folder = name.replaceAll(/\W/g, "-");
  return { name, folder, own, examples: { ...readme, ...own }, compilerOptions };
}

const all = ["README.md", ...pages].map(openPage);
const project = createProject();
const built = new Map<Page, BuildResult>();
/** What TypeScript says. */
const problems: string[] = [];

function writePage({ folder }: Page, files: Readonly<Record<string, string>>): void {
  project.write(
    Object.fromEntries(Object.entries(files).map(([file, text]) => [join(folder, file), text])),
  );
}

/** Compiles pages together that have the same options: what they import is read and checked once. */
async function compile(compilerOptions: object, together: readonly Page[]): Promise<void> {
  const include = together.flatMap(({ folder, examples }) =>
    Object.keys(examples).map((file) => join(folder, file)),
  );
  project.write({ "tsconfig.json": JSON.stringify({ compilerOptions, include }) });
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  const said = await run(process.execPath, [tsc, "-p", "."], { cwd: project.root }).catch(
    (error: { readonly stdout: string }) => error,
  );
  // Lines that go on with a problem are indented.
  problems.push(...said.stdout.split(/\n(?! )/).filter((problem) => problem !== ""));
}

beforeAll(async () => {
  for (const page of all) {
    const { examples, compilerOptions } = page;
    const tsconfig = JSON.stringify({ compilerOptions, include: Object.keys(examples) });
    writePage(page, {
      ...examples,
      ...(hasConfig(page) ? {} : fakeConfig),
      "package.json": `{ "type": "module" }`,
      "tsconfig.json": tsconfig,
    });
    built.set(page, await build({ root: join(project.root, page.folder) }));
  }
  const groups = Map.groupBy(all, ({ compilerOptions }) => JSON.stringify(compilerOptions));
  for (const together of groups.values()) {
    await compile(together[0]?.compilerOptions ?? {}, together);
  }
}, 240_000);
afterAll(() => project.remove());

test("what TypeScript says is of a page", () => {
  const folders = all.map(({ folder }) => `${folder}/`);
  expect(problems.filter((line) => !folders.some((folder) => line.startsWith(folder)))).toEqual([]);
});

describe.each(all)("the examples of $name", (page) => {
  const { own, folder } = page;
  const root = join(project.root, folder);

  test("each name a file of their own", () => {
    expect(Object.keys(own)).toHaveLength(countBlocks(page.name));
  });

  test("build without a word of warning, and compile together", () => {
    expect(built.get(page)).toMatchObject({ ok: true, diagnostics: [] });
    expect(problems.filter((line) => line.startsWith(`${folder}/`))).toEqual([]);
  });

  const programs = Object.keys(own).filter((file) => needsNoKey(own[file] ?? ""));

  if (programs.length === 0) return;
  test("run with a fake model", { timeout }, async () => {
    const config = own["agents.config.ts"]?.includes("scripted") ? {} : fakeConfig;
    writePage(page, { ...config, "portrait.jpg": "no image" });
    expect(await build({ root })).toMatchObject({ ok: true });
    const said = await runPrograms(root, programs);
    expect(said).toHaveLength(programs.length);
    for (const [at, program] of programs.entries()) {
      for (const line of saidBy(own[program] ?? "")) expect(said[at]).toContain(line);
    }
  });
});

/** Runs programs one after the other, in one process: starting tsx takes longer than any of them. What each prints. */
async function runPrograms(root: string, programs: readonly string[]): Promise<readonly string[]> {
  const mark = "~ the next program ~";
  const runner = programs.map(
    (program) => `console.log("${mark}"); await import("./${program}");\n`,
  );
  writeFileSync(join(root, "run-programs.mjs"), runner.join(""));
  const env = processEnv({ NODE_ENV: "test" });
  const args = ["--import", import.meta.resolve("tsx"), "run-programs.mjs"];
  const { stdout } = await run(process.execPath, args, { cwd: root, env });
  return stdout.split(`${mark}\n`).slice(1);
}

/** Every provider that the pages name, without a model. */
const fakeConfig = {
  "agents.config.ts": `
import { defineConfig, fake } from "troupe";
const providers = { openai: fake(), anthropic: fake(), groq: fake() };
const defaults = { model: "openai/gpt-4o" } as const;
export default defineConfig({ agents: "agents/**/*.agent.ts", defaults, providers });
`,
};

/** Whether a page shows a config. One that does not is built with that of its programs, and once. */
function hasConfig({ own }: Page): boolean {
  return "agents.config.ts" in own;
}

/** Programs that call agents, or the fake provider, or nobody. */
function needsNoKey(code: string): boolean {
  return /from "\.\/generated\/|\bfake\(|\bfindModel\(/.test(code);
}

/** What a program says that it prints: the comment behind a `console.log`, where there is one. */
function saidBy(code: string): readonly string[] {
  return [...code.matchAll(/^console\.log\(.*\); \/\/ prints (.+)$/gm)].map(
    ([, said = ""]) => said,
  );
}

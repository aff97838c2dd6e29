import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { cliProject } from "../cli/cli-project.js";

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

// A page goes on from the README's project, and may replace files of it.
describe.each(["README.md", ...pages])("the examples of %s", (page) => {
  const own = examplesOf(page);
  const examples = { ...readme, ...own };
  const project = cliProject({
    ...examples,
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        types: ["node"],
        strict: true,
        noEmit: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        allowImportingTsExtensions: Object.values(own).some((code) =>
          /from "[^"]*\.ts"/.test(code),
        ),
        // The AI SDK's own declarations do not pass; those of this package are checked by other pages.
        skipLibCheck: Object.values(own).some((code) => code.includes('"@ai-sdk/')),
      },
      include: Object.keys(examples),
    }),
  });
  afterAll(() => project.remove());

  test("each name a file of their own", () => {
    expect(Object.keys(own)).toHaveLength(countBlocks(page));
  });

  test("build without a word of warning, and compile together", { timeout }, async () => {
    const built = await project.agents(["build"]);
    expect(built, built.stderr).toMatchObject({ code: 0 });
    expect(built.stdout + built.stderr).not.toMatch(/warning/);
    const tsc = join(repository, "node_modules/typescript/bin/tsc");
    const compiled = spawnSync(process.execPath, [tsc, "-p", project.root], { encoding: "utf8" });
    expect(compiled).toMatchObject({ status: 0, stdout: "" });
  });

  const programs = Object.keys(own).filter((file) => needsNoKey(own[file] ?? ""));

  if (programs.length === 0) return;
  test("run with a fake model", { timeout }, async () => {
    const config = own["agents.config.ts"]?.includes("scripted") ? {} : fakeConfig;
    project.write({ ...config, "portrait.jpg": "no image" });
    expect(await project.agents(["build"])).toMatchObject({ code: 0 });
    const tsx = join(repository, "node_modules/tsx/dist/cli.mjs");
    for (const program of programs) {
      const ended = spawnSync(process.execPath, [tsx, program], {
        cwd: project.root,
        encoding: "utf8",
        env: { PATH: process.env["PATH"], NO_COLOR: "1", NODE_ENV: "test" },
      });
      expect(ended, `${program}: ${ended.stderr}`).toMatchObject({ status: 0 });
      for (const said of saidBy(own[program] ?? "")) expect(ended.stdout).toContain(said);
    }
  });
});

/** Every provider that the pages name, without a model. */
const fakeConfig = {
  "agents.config.ts": `
import { defineConfig, fake } from "troupe";
const providers = { openai: fake(), anthropic: fake(), groq: fake() };
const defaults = { model: "openai/gpt-4o" } as const;
export default defineConfig({ agents: "agents/**/*.agent.ts", defaults, providers });
`,
};

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

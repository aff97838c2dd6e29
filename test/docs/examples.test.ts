import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { cliProject } from "../cli/cli-project.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

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

const timeout = 60_000;

describe("the examples of README.md", () => {
  const examples = examplesOf("README.md");
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
      },
      include: Object.keys(examples),
    }),
  });
  afterAll(() => project.remove());

  test("each names its file", () => {
    expect(Object.keys(examples)).toHaveLength(countBlocks("README.md"));
    expect(Object.keys(examples)).toContain("agents/story.agent.ts");
  });

  test("build, and compile together", { timeout }, async () => {
    expect(await project.agents(["build"])).toMatchObject({ code: 0 });
    const tsc = join(repository, "node_modules/typescript/bin/tsc");
    expect(execFileSync(process.execPath, [tsc, "-p", project.root], { encoding: "utf8" })).toBe(
      "",
    );
  });
});

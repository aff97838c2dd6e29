import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { BuildResult } from "../../src/compiler/build.js";
import { projectCatalogue } from "../../src/compiler/diagnostics/project-catalogue.js";
import { useProject } from "./compiled-project.js";
import { noteCodes, story } from "./diagnostics/catalogue-tests.js";

const codes = noteCodes();
const { remember } = codes;

test.each([
  ["ts-morph", "--save-dev ts-morph"],
  ["tsx", "--save-dev tsx"],
  ["zod", "zod"],
])(
  "%s, which the build needs, is named when it is not installed",
  (name, wanted) => {
    const project = useProject({ "agents/story.ts": story });
    const { diagnostics } = buildWith(copyPackageWithout(name), project);
    expect(diagnostics).toEqual([
      {
        code: "setup/missing-peer",
        severity: "error",
        message: `The build needs the package "${name}", but it is not installed.`,
        hint: `npm install ${wanted}`,
      },
    ]);
  },
  30_000,
);

test("all packages that are not installed are named at once", () => {
  const project = useProject({ "agents/story.ts": story });
  const copy = copyPackageWithout("ts-morph", "tsx", "zod");
  const { diagnostics } = buildWith(copy, project);
  expect(diagnostics.map(({ hint }) => hint).sort()).toEqual([
    "npm install --save-dev ts-morph",
    "npm install --save-dev tsx",
    "npm install zod",
  ]);
}, 30_000);

test("zod is named when this package finds one and the project does not", async () => {
  const project = useProject({ "agents/story.ts": story });
  rmSync(path.join(project.root, "node_modules/zod"));
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ["setup/missing-peer", "npm install zod"],
  ]);
});

test("a zod from before version 4 was in it is named, with what to install", async () => {
  const project = useProject({ "agents/story.ts": story });
  rmSync(path.join(project.root, "node_modules/zod"));
  project.write({ "node_modules/zod/package.json": `{ "name": "zod", "version": "3.22.4" }` });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics).toMatchObject([
    {
      code: "setup/missing-peer",
      message: 'The build needs the package "zod", but 3.22.4 is installed, which is too old.',
      hint: 'npm install "zod@^3.25.28 || ^4.0.0"',
    },
  ]);
});

test("a package that is newer than any that was tried is not refused", async () => {
  const project = useProject({ "agents/story.ts": story });
  rmSync(path.join(project.root, "node_modules/zod"));
  project.write({ "node_modules/zod/package.json": `{ "name": "zod", "version": "99.0.0" }` });
  const { diagnostics } = remember(await project.build());
  expect(diagnostics.map(({ code }) => code)).not.toContain("setup/missing-peer");
});

/** Builds a project with a copy of this package. */
function buildWith(copy: string, { root }: { readonly root: string }): BuildResult {
  const script = `
    const { build } = await import(${JSON.stringify(pathToFileURL(path.join(copy, "src/compiler/build.ts")).href)});
    console.log(JSON.stringify(await build({ root: ${JSON.stringify(root)} })));
  `;
  // What lowers the compiler itself is loaded from where it is.
  const tsx = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
  const args = ["--import", tsx, "--input-type=module", "--eval", script];
  const run = spawnSync(process.execPath, args, { encoding: "utf8", cwd: copy });
  expect(run.stderr).toBe("");
  return remember(JSON.parse(run.stdout) as BuildResult);
}

/** A copy of this package with everything that it needs but some packages. */
function copyPackageWithout(...names: readonly string[]): string {
  const packageRoot = fileURLToPath(new URL("../..", import.meta.url));
  const copy = mkdtempSync(path.join(tmpdir(), "troupe-without-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(path.join(packageRoot, "src"), path.join(copy, "src"), { recursive: true });
  cpSync(path.join(packageRoot, "package.json"), path.join(copy, "package.json"));
  mkdirSync(path.join(copy, "node_modules"));
  for (const installed of readdirSync(path.join(packageRoot, "node_modules"))) {
    if (names.includes(installed) || installed.startsWith(".")) continue;
    symlinkSync(
      path.join(packageRoot, "node_modules", installed),
      path.join(copy, "node_modules", installed),
    );
  }
  return copy;
}

test("every code of this room has been seen above", () => {
  expect(codes.unseen(projectCatalogue).filter((code) => code.startsWith("setup/"))).toEqual([]);
});

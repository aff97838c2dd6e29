import { execFile } from "node:child_process";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { build as bundle } from "esbuild";
import { ts } from "ts-morph";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportStyle } from "../../../src/config/config.js";
import { cliProject, type CliProject } from "../../cli/cli-project.js";
import { describeInCi } from "../../support/describe-in-ci.js";
import { processEnv } from "../../support/process-env.js";
import { openWithTypeScript6 } from "../../support/typescript-6.js";
import { galleryConfig, galleryFiles } from "./gallery.js";
import { galleryProgram, matrix } from "./matrix.js";

const styles: readonly ImportStyle[] = ["js", "ts", "none"];
const timeout = 120_000;

// One project with an output for each style of imports, and a tsconfig for each entry of the matrix.
let project: CliProject;

beforeAll(async () => {
  project = cliProject({
    ...galleryFiles(),
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": JSON.stringify({ compilerOptions: matrix[0]?.compilerOptions }),
    "vite.config.js": `
      import { agents } from "troupe/vite";
      const input = ${JSON.stringify(styles.map((style) => `app-${style}.ts`))};
      const build = { ssr: true, outDir: "out-vite", rolldownOptions: { input } };
      export default { plugins: [agents({ build: false })], build };`,
  });
  for (const style of styles) {
    const config = galleryConfig(`output: "generated-${style}", emit: { imports: "${style}" }`);
    project.write({
      [`app-${style}.ts`]: galleryProgram(style),
      "agents.config.ts": config,
    });
    const { code, stderr } = await project.agents(["build"]);
    expect(code, stderr).toBe(0);
  }
  for (const { name, style, compilerOptions } of matrix) {
    const include = [`app-${style}.ts`, `generated-${style}`];
    project.write({ [`tsconfig.${name}.json`]: JSON.stringify({ compilerOptions, include }) });
  }
}, timeout);
afterAll(() => project?.remove());

/** Runs Node in the project; gives all that the program says. */
async function run(...args: readonly string[]): Promise<string> {
  const options = { cwd: project.root, env: processEnv(), maxBuffer: 1e8 };
  const ended = promisify(execFile)(process.execPath, args, options);
  const { stdout, stderr } = await ended.catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return stdout + stderr;
}

/** Of what a compiler says, what is not of the agents themselves: examples may be looser. */
function withoutAgents(problems: readonly string[]): readonly string[] {
  return problems.filter(
    (problem) => /error TS/.test(problem) && !/^(?:agents|more)\b/.test(problem),
  );
}

async function checkWith7(name: string): Promise<readonly string[]> {
  const said = await run("node_modules/typescript/bin/tsc", "-p", `tsconfig.${name}.json`);
  return said.split("\n");
}

function checkWith6(name: string): readonly string[] {
  const program = openWithTypeScript6(join(project.root, `tsconfig.${name}.json`));
  const { declaration } = program.getCompilerOptions();
  const files = program.getSourceFiles().filter(({ fileName }) => {
    return !fileName.includes("/node_modules/") && fileName.startsWith(project.root);
  });
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...(declaration ? program.getDeclarationDiagnostics(file) : []),
  ]);
  return [...program.getOptionsDiagnostics(), ...found].map(({ file, code, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    return `${file ? relative(project.root, file.fileName) : ""}: error TS${code}: ${text}`;
  });
}

/** What {@link galleryProgram} prints when all is well. */
const told = expect.stringMatching(
  /^\[\{"title":.*\},true,true,\["success"(?:,"success"){8}\]\]\n$/,
);

let vite: Promise<string> | undefined;

/** Builds the programs of all styles, once; what Vite says of them. */
function builtByVite(): Promise<string> {
  vite ??= run("node_modules/vite/bin/vite.js", "build", "--logLevel", "error");
  return vite;
}

describeInCi("generated code", () => {
  describe.each(matrix)("with the tsconfig $name", ({ name }) => {
    it("passes TypeScript 7", { timeout }, async () => {
      expect(withoutAgents(await checkWith7(name))).toEqual([]);
    });

    it("passes TypeScript 6", { timeout }, () => {
      expect(withoutAgents(checkWith6(name))).toEqual([]);
    });
  });

  describe.each(styles)("with imports in the style %s", (style) => {
    it("runs under tsx", { timeout }, async () => {
      expect(await run("--import", "tsx", `app-${style}.ts`)).toEqual(told);
    });

    it("runs bundled by esbuild", { timeout }, async () => {
      await bundle({
        absWorkingDir: project.root,
        entryPoints: [`app-${style}.ts`],
        outfile: join(project.root, `out-esbuild/${style}.js`),
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node22",
        packages: "external",
      });
      expect(await run(`out-esbuild/${style}.js`)).toEqual(told);
    });

    it("runs built by Vite", { timeout }, async () => {
      expect(await builtByVite()).toBe("");
      expect(await run(`out-vite/app-${style}.js`)).toEqual(told);
    });
  });

  it("with imports in the style ts runs as tsc rewrites it", { timeout }, async () => {
    await checkWith7("rewritten");
    expect(await run("out/app-ts.js")).toEqual(told);
  });
});

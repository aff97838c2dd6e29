import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ts } from "ts-morph";
import { openWithTypeScript6 } from "../support/typescript-6.js";
import { dslModule, root } from "./package-copy.js";

/** One thing that a type checker says of a file. */
export interface TypeError {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly code: number;
  /** With what TypeScript says below the first line. */
  readonly message: string;
}

/** A form of decorators. */
export type Form = "standard" | "legacy";

/** A temporary project whose files import the decorators from `./troupe.js` and have Zod. */
export interface Snippets extends AsyncDisposable {
  /** What TypeScript 7, the command, says. */
  checkWithTypeScript7(form: Form): Promise<TypeError[]>;
  /** What TypeScript 6, the one that the compiler's parser bundles, says. */
  checkWithTypeScript6(form: Form): TypeError[];
}

/** Makes a project of files, by name without the extension. */
export async function createSnippets(files: ReadonlyMap<string, string>): Promise<Snippets> {
  const folder = await mkdtemp(path.join(tmpdir(), "troupe-types-"));
  const write = (file: string, text: string) => writeFile(path.join(folder, file), text);
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  await write("package.json", '{ "type": "module" }');
  await write("troupe.ts", dslModule());
  await mkdir(path.join(folder, "snippets"));
  for (const [name, text] of files) await write(path.join("snippets", `${name}.ts`), text);
  for (const form of ["standard", "legacy"] as const) {
    const compilerOptions = {
      ...options,
      experimentalDecorators: form === "legacy",
    };
    await write(
      `tsconfig.${form}.json`,
      JSON.stringify({ compilerOptions, include: ["snippets"] }),
    );
  }
  return {
    async checkWithTypeScript7(form) {
      const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
      const flags = ["--pretty", "false", "-p", `tsconfig.${form}.json`];
      return parseReport(await output(process.execPath, [tsc, ...flags], folder));
    },
    checkWithTypeScript6(form) {
      const program = openWithTypeScript6(path.join(folder, `tsconfig.${form}.json`));
      return ts.getPreEmitDiagnostics(program).map(readDiagnostic);
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}

const options = {
  target: "es2022",
  lib: ["es2023"],
  types: ["node"],
  module: "nodenext",
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

function output(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    // Its exit code is 2 when it finds something, which is what it is called for.
    execFile(command, args, { cwd, maxBuffer: 1e7 }, (_error, stdout) => resolve(stdout));
  });
}

function parseReport(report: string): TypeError[] {
  const heads = report.matchAll(/^(.+)\((\d+),\d+\): error TS(\d+): (.*(?:\n .*)*)/gm);
  return [...heads].map(([, file = "", line, code, message = ""]) => ({
    file: path.basename(file, ".ts"),
    line: Number(line),
    code: Number(code),
    message,
  }));
}

function readDiagnostic(diagnostic: ts.Diagnostic): TypeError {
  const { file, start = 0, code, messageText } = diagnostic;
  return {
    file: path.basename(file?.fileName ?? "", ".ts"),
    line: (file?.getLineAndCharacterOfPosition(start).line ?? -1) + 1,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  };
}

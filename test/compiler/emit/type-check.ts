import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ts } from "ts-morph";
import { openWithTypeScript6 } from "../../support/typescript-6.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** What a compiler says of one place. */
export interface TypeProblem {
  /** From the project's root, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

const strictest = {
  target: "es2022",
  lib: ["es2023", "esnext.disposable", "esnext.decorators", "dom", "dom.iterable"],
  types: ["node"],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
};

/** Resolutions that a project may have. */
export const resolutions = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

/**
 * A project on disk, whose `troupe` is the declarations of this package as it was built before the tests: of
 * its source, TypeScript would check every module each time.
 */
export interface TypedProject {
  readonly root: string;
  /** What TypeScript 7 says of the project's own files. */
  checkWith7(): Promise<readonly TypeProblem[]>;
  /** What TypeScript 6 says of them. */
  checkWith6(): readonly TypeProblem[];
  remove(): Promise<void>;
}

export async function createTypedProject(
  files: ReadonlyMap<string, string>,
  resolution: keyof typeof resolutions = "nodenext",
  changes: Readonly<Record<string, unknown>> = {},
): Promise<TypedProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "troupe-types-")));
  await symlink(join(repository, "node_modules"), join(root, "node_modules"), "dir");
  const paths = {
    troupe: [join(repository, "dist/index.d.ts")],
    "troupe/*": [join(repository, "dist/*/index.d.ts")],
  };
  const tsconfig = {
    compilerOptions: { ...strictest, ...resolutions[resolution], paths, ...changes },
  };
  const all = new Map([
    ...files,
    ["package.json", '{ "type": "module" }'] as const,
    ["tsconfig.json", JSON.stringify(tsconfig)] as const,
  ]);
  for (const [file, text] of all) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return {
    root,
    checkWith7: () => runTypeScript7(root),
    checkWith6: () => runTypeScript6(root),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function runTypeScript7(root: string): Promise<readonly TypeProblem[]> {
  const compiler = join(repository, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [compiler, "-p", root, "--pretty", "false"], {
    cwd: root,
    maxBuffer: 1e8,
  });
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  return output.split("\n").flatMap((text) => {
    const match = /^([^\s].*?)\((\d+),\d+\): error (TS\d+: .*)$/.exec(text);
    if (!match || match[1]?.startsWith("..")) return [];
    return [{ file: match[1] ?? "", line: Number(match[2]), message: match[3] ?? "" }];
  });
}

function runTypeScript6(root: string): readonly TypeProblem[] {
  const program = openWithTypeScript6(join(root, "tsconfig.json"));
  const global = program.getGlobalDiagnostics();
  if (global.length > 0)
    throw new Error(JSON.stringify(global.map(({ messageText }) => messageText)));
  return program.getSourceFiles().flatMap((source) => {
    const file = relative(root, source.fileName);
    if (file.startsWith("..") || file.startsWith("node_modules")) return [];
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(({ start = 0, code, messageText }) => ({
      file,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      message: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    }));
  });
}

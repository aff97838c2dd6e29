import { readFileSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { checkOptions } from "./check-options.js";
import { ts } from "./typescript.js";

/** The project's compiler options, and what is wrong with them. */
export interface Tsconfig {
  readonly options: ts.CompilerOptions;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of what was read: the file, and what it extends. */
  readonly files: readonly string[];
}

// What a project without a tsconfig is read with.
const defaultOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
};

// "No inputs were found": true, because the files are not looked for.
const noInputs: ReadonlySet<number> = new Set([18_002, 18_003]);
// An option that this TypeScript does not know, or not any more: the project's own may be another.
const unknownOption: ReadonlySet<number> = new Set([
  5023, 5024, 5025, 5101, 5102, 5107, 5108, 6046,
]);

/**
 * Reads the compiler options of a tsconfig, with what it extends. The files that it includes are not
 * looked for: agents are found by the config, and parsing all the rest of a project would cost more
 * than the build.
 *
 * @param file absolute; `undefined` where the project has none
 */
export function readTsconfig(root: string, file: string | undefined): Tsconfig {
  if (file === undefined) return { options: defaultOptions, diagnostics: [], files: [] };
  const name = path.posix.relative(root, file);
  const files = [file];
  const text = ts.sys.readFile(file);
  if (text === undefined) {
    const unreadable = report("tsconfig/unreadable", undefined, {
      file: name,
      reason: whyUnreadable(file),
    });
    return { options: defaultOptions, diagnostics: [unreadable], files };
  }
  const source = ts.readJsonConfigFile(file, () => text);
  const parsed = ts.parseJsonSourceFileConfigFileContent(
    source,
    {
      ...ts.sys,
      readDirectory: () => [],
      readFile(name) {
        files.push(name);
        return ts.sys.readFile(name);
      },
    },
    path.posix.dirname(file),
    undefined,
    file,
  );
  const diagnostics = [...syntaxErrorsOf(source), ...parsed.errors]
    .filter(({ code }) => !noInputs.has(code) && !unknownOption.has(code))
    .map((error) =>
      report(
        "tsconfig/unreadable",
        error.file === source
          ? spanIn({ file: name, text: source.text }, error.start ?? 0, error.length ?? 0)
          : undefined,
        { file: name, reason: reasonOf(error).replaceAll(`${root}/`, "") },
      ),
    );
  diagnostics.push(...checkOptions(parsed.options, { root, file: name, text }));
  return { options: { ...parsed.options, skipLibCheck: true }, diagnostics, files };
}

function reasonOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, " ");
}

/** TypeScript reads nothing of a file that it cannot read, and does not say why. */
function whyUnreadable(file: string): string {
  try {
    readFileSync(file);
    return "it is not text";
  } catch (error) {
    // What follows the comma is the call and the absolute path.
    return String(Object(error).message).split(",", 1).join("");
  }
}

/** The parser keeps them on the file, in a property that its types do not show. */
function syntaxErrorsOf(source: ts.TsConfigSourceFile): readonly ts.Diagnostic[] {
  const { parseDiagnostics = [] } = source as { readonly parseDiagnostics?: ts.Diagnostic[] };
  return parseDiagnostics;
}

function spanIn(text: Pick<Span, "file" | "text">, start: number, length: number): Span {
  return { ...text, start, end: start + length };
}

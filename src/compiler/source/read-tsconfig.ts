import { readFileSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { checkOptions } from "./check-options.js";
import { ts } from "./typescript.js";

/** The project's compiler options, and their faults. */
export interface Tsconfig {
  readonly options: ts.CompilerOptions;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of the files that were read: the tsconfig, and those that it extends. */
  readonly files: readonly string[];
}

// The options for a project without a tsconfig.
const defaultOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
};

// "No inputs were found" is always true here, because the files are not searched for.
const noInputs: ReadonlySet<number> = new Set([18_002, 18_003]);
// An option that this TypeScript does not know, or no longer knows; the project's own version may know it.
const unknownOption: ReadonlySet<number> = new Set([
  5023, 5024, 5025, 5101, 5102, 5107, 5108, 6046,
]);

/**
 * Reads the compiler options of a tsconfig, including those that it extends, but does not search for its
 * files: the config finds the agents, and parsing the rest of a project would cost more than the build.
 *
 * @param file absolute; `undefined` if the project has none
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

/** The reason why a file is unreadable, which TypeScript does not give. */
function whyUnreadable(file: string): string {
  try {
    readFileSync(file);
    return "it is not text";
  } catch (error) {
    // The call and the absolute path follow after the comma.
    return String(Object(error).message).split(",", 1).join("");
  }
}

/** The syntax errors of a tsconfig, which the parser keeps in a property that its types do not declare. */
function syntaxErrorsOf(source: ts.TsConfigSourceFile): readonly ts.Diagnostic[] {
  const { parseDiagnostics = [] } = source as { readonly parseDiagnostics?: ts.Diagnostic[] };
  return parseDiagnostics;
}

function spanIn(text: Pick<Span, "file" | "text">, start: number, length: number): Span {
  return { ...text, start, end: start + length };
}

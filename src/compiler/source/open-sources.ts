import type { ImportStyle } from "../../config/config.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { importStyleOf } from "../emit/import-style.js";
import { readTsconfig, type Tsconfig } from "./read-tsconfig.js";
import { createSources, type Sources } from "./sources.js";
import { ts } from "./typescript.js";

/** The parsed agent modules of a project, and what is wrong with them as text. */
export interface OpenedSources {
  readonly sources: Sources;
  /** In the order given, without those that do not parse. */
  readonly modules: readonly ts.SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** How the project's modules import each other, by its tsconfig. */
  readonly imports: ImportStyle;
}

/** Parses modules with the compiler options of the project. */
export function openSources(root: string, files: readonly string[]): OpenedSources {
  const tsconfig = readTsconfig(root);
  const sources = createSources({ root, compilerOptions: tsconfig.options });
  const diagnostics = [...tsconfig.diagnostics];
  const modules: ts.SourceFile[] = [];
  // All of them before any is analysed: the type checker sees what is open when it is first asked.
  for (const name of files) {
    const file = sources.open(name);
    if (file === undefined) continue;
    const errors = syntaxErrors(file, sources);
    diagnostics.push(...errors);
    if (errors.length === 0) modules.push(file);
  }
  return { sources, modules, diagnostics, imports: readImportStyle(tsconfig) };
}

function readImportStyle({ options }: Tsconfig): ImportStyle {
  const { module, moduleResolution } = options;
  return importStyleOf({
    ...options,
    module: module && ts.ModuleKind[module],
    moduleResolution: moduleResolution && ts.ModuleResolutionKind[moduleResolution],
  });
}

function syntaxErrors(file: ts.SourceFile, sources: Sources): Diagnostic[] {
  // Every parsed file has them, but only a whole program gives them out, and one costs a second.
  const { parseDiagnostics = [] } = file as {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.map(({ start, length, messageText }) => {
    const span = { file: sources.pathOf(file), text: file.text, start, end: start + length };
    return report("source/syntax", span, {
      reason: ts.flattenDiagnosticMessageText(messageText, " "),
    });
  });
}

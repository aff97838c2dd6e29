import path from "node:path";
import type { ImportStyle } from "../../config/config.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { importStyleOf } from "./import-style.js";
import type { FoundTsconfig } from "./find-tsconfig.js";
import { isCommonJs } from "./is-common-js.js";
import { readTsconfig, type Tsconfig } from "./read-tsconfig.js";
import { createSources, type Sources } from "./sources.js";
import { syntaxErrors } from "./syntax-errors.js";
import { ts } from "./typescript.js";

/** Why the compiler cannot read all of a module, or of a type within it. */
export const tooDeep = "its brackets or types are nested too deeply";

/** The parsed agent modules of a project, and their syntax errors. */
export interface OpenedSources {
  readonly sources: Sources;
  /** In the order given, without those that do not parse. */
  readonly modules: readonly ts.SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of the tsconfig, of those that it extends and of those among which it was chosen. */
  readonly tsconfigs: readonly string[];
  /** How the project's modules import each other, by its tsconfig. */
  readonly imports: ImportStyle;
}

/** Parses modules with the compiler options of the project. */
export function openSources(
  root: string,
  files: readonly string[],
  found: FoundTsconfig,
): OpenedSources {
  const tsconfig = readTsconfig(root, found.file);
  const sources = createSources({
    root,
    tsconfig: found.file,
    compilerOptions: tsconfig.options,
  });
  const diagnostics = [...tsconfig.diagnostics];
  const modules: ts.SourceFile[] = [];
  // Opens all of them before any is analysed, because the type checker sees only what is open when it is
  // first used.
  for (const name of files) {
    const file = sources.open(name);
    if (file === undefined) {
      diagnostics.push(reportUnreadable(name, sources));
      continue;
    }
    const errors = syntaxErrors(file, sources);
    diagnostics.push(...errors);
    if (errors.length === 0) modules.push(file);
  }
  const imports = readImportStyle(tsconfig, root);
  return {
    sources,
    modules,
    diagnostics,
    tsconfigs: [...tsconfig.files, ...found.looked],
    imports,
  };
}

function readImportStyle({ options }: Tsconfig, root: string): ImportStyle {
  const { module, moduleResolution } = options;
  const named = {
    ...options,
    module: module && ts.ModuleKind[module],
    moduleResolution: moduleResolution && ts.ModuleResolutionKind[moduleResolution],
  };
  return importStyleOf(named, isCommonJs(root, options));
}

function reportUnreadable(name: string, { root }: Sources): Diagnostic {
  const file = path.posix.relative(root, name);
  const text = ts.sys.readFile(name);
  if (text === undefined) {
    return report("source/unreadable", undefined, { file, reason: "it cannot be opened" });
  }
  return report("source/unreadable", { file, text, start: 0, end: 0 }, { file, reason: tooDeep });
}

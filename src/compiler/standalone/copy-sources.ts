import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { StandaloneSources } from "../emit/emit-input.js";
import { schemaModuleOf, type LinkedCallable } from "../program/linked-callable.js";
import type { Program } from "../program/program.js";
import { reportOddity } from "../source/report-oddity.js";
import { moduleScopeOf } from "../source/module-scope.js";
import type { Sources } from "../source/sources.js";
import { checkSetup } from "./check-setup.js";
import { copyPath } from "./copy-path.js";
import { copyDeclaration, copyText } from "./copy-text.js";
import type { LocalModule } from "./local-module.js";
import { planCopies } from "./plan-copies.js";
import { findComputedImports } from "./read-references.js";

/**
 * Makes the additional files of a standalone output: copies of agents' modules, and of other modules that
 * no runtime can load as they are.
 *
 * @param files the modules of agents, absolute
 */
export function copySources(
  { callables, configFile, output }: Pick<Program, "callables" | "configFile" | "output">,
  files: readonly string[],
  sources: Sources,
): { readonly standalone: StandaloneSources; readonly diagnostics: readonly Diagnostic[] } {
  const isSource = new Set(files);
  // The modules that generated modules import.
  const imported = new Set(
    [configFile, ...callables.flatMap(modulesOf)].map((file) => `${sources.root}/${file}`),
  );
  const copied = planCopies([...imported], (file) => isSource.has(file), sources);
  const importedFrom = (file: string): string => {
    const name = path.posix.relative(sources.root, file);
    return copied.has(file) ? `${output}/${copyPath(name)}` : name;
  };

  const tree = new Map<string, string>();
  for (const [file, module] of [...copied].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const source = sources.pathOf(module.file);
    const copy = copyPath(source);
    const declaration = imported.has(file) ? copy.replace(/\.([cm]?)js$/, ".d.$1ts") : undefined;
    const place = { source, copy: `${output}/${copy}`, declaration, importedFrom };
    tree.set(copy, copyText(module, place));
    if (declaration === undefined) continue;
    const exportsDefault = moduleScopeOf(module.file).exports.has("default");
    tree.set(declaration, copyDeclaration(place, exportsDefault));
  }
  return {
    standalone: { copies: tree, importedFrom: (file) => importedFrom(`${sources.root}/${file}`) },
    diagnostics: [
      ...checkSetup(sources),
      ...[...copied.values()].flatMap((module) => checkCopy(module, sources)),
    ],
  };
}

function modulesOf({ declaration, output }: LinkedCallable): string[] {
  const schema = schemaModuleOf(output);
  return [declaration.file, ...(schema === undefined ? [] : [schema])];
}

function checkCopy({ file }: LocalModule, sources: Sources): Diagnostic[] {
  const module = sources.pathOf(file);
  if (module.startsWith("../")) return [report("standalone/outside", undefined, { module })];
  const odd = reportOddity(file.fileName, sources.root);
  if (odd.length > 0) return odd;
  // Everything else that works only in CommonJS has already failed to load in the build.
  const [first] = /\.c[jt]s$/.test(file.fileName) ? file.statements : [];
  return [
    ...(first ? [report("standalone/commonjs", sources.spanOf(first), {})] : []),
    ...findComputedImports(file).map((node) =>
      report("standalone/computed-import", sources.spanOf(node), {}),
    ),
  ];
}

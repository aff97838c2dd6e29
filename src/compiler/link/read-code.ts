import path from "node:path";
import { sumOfText } from "../cache/sum.js";
import type { ModuleCode, ProjectCode } from "../program/module-code.js";
import type { Program } from "../program/program.js";
import { findModule, isDeclaration, isModule, isOfPackage } from "../source/find-module.js";
import { packageName } from "../source/find-origin.js";
import { importsOf, lateImportsOf } from "../source/imports-of.js";
import type { Sources } from "../source/sources.js";
import type { ts } from "../source/typescript.js";

/**
 * Reads the modules that agents run, including their own: everything that these import, except type
 * imports, installed packages and the output. From a package that is linked from outside the project, as in
 * a workspace, it reads what TypeScript finds, or the JavaScript next to its declarations.
 *
 * @param known - modules that need not be read again
 */
export function readCode(
  { callables, output }: Pick<Program, "callables" | "output">,
  sources: Sources,
  known: ProjectCode = new Map(),
): ProjectCode {
  const code = new Map<string, ModuleCode>();
  const pending = callables.map(({ declaration }) => declaration.file);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (code.has(name) || name.startsWith(`${output}/`)) continue;
    const module = known.get(name) ?? readModule(path.posix.join(sources.root, name), sources);
    if (module === undefined) continue;
    code.set(name, module);
    pending.push(...module.imports);
  }
  return code;
}

function readModule(name: string, sources: Sources): ModuleCode | undefined {
  const file = sources.open(name);
  return (
    file && {
      // Git may write other line ends, which mean the same, even within a template.
      sum: sumOfText(file.text.replaceAll("\r\n", "\n")),
      imports: loadedBy(file, sources).map((target) => path.posix.relative(sources.root, target)),
    }
  );
}

/** Absolute paths of the modules that a module loads. Some may not exist. */
function loadedBy(file: ts.SourceFile, sources: Sources): string[] {
  const imported = importsOf(file, sources).filter(({ typeOnly }) => !typeOnly);
  const specifiers = [...imported.map(({ specifier }) => specifier), ...lateImportsOf(file)];
  return specifiers.flatMap((specifier) => {
    const target = findModule(specifier, file, sources) ?? findLinked(specifier, file, sources);
    if (target === undefined || isOfPackage(target)) return [];
    return isModule(target) || target.endsWith(".json") ? [target] : [];
  });
}

/** The module of a linked package that a specifier names. */
function findLinked(specifier: string, from: ts.SourceFile, sources: Sources): string | undefined {
  // This package is linked only while somebody works on it.
  if (specifier === packageName || specifier.startsWith(`${packageName}/`)) return undefined;
  const resolved = sources.resolve(specifier, from);
  return resolved !== undefined && isDeclaration(resolved)
    ? resolved.replace(/\.d\.([cm]?)ts$/, ".$1js")
    : resolved;
}

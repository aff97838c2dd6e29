import path from "node:path";
import { importsOf } from "../source/imports-of.js";
import type { Sources } from "../source/sources.js";
import type { ProgramImport } from "../program/program.js";

/**
 * Reads which modules of the project import which, starting from the given ones. Packages and declaration
 * files are left out. Keys and targets are from the root.
 */
export function readImports(
  modules: readonly string[],
  sources: Sources,
): ReadonlyMap<string, readonly ProgramImport[]> {
  const graph = new Map<string, readonly ProgramImport[]>();
  const pending = [...modules];
  for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
    const file = sources.open(module);
    const from = file && sources.pathOf(file);
    if (file === undefined || from === undefined || graph.has(from)) continue;
    const found = importsOf(file, sources).flatMap((imported): ProgramImport[] => {
      const { specifier, node, typeOnly, resolved } = imported;
      // The files of the output folder may not exist yet.
      const isRelative = specifier.startsWith("./") || specifier.startsWith("../");
      const guess = isRelative ? path.posix.join(path.posix.dirname(from), specifier) : undefined;
      const target = resolved === undefined ? guess : path.posix.relative(sources.root, resolved);
      if (target === undefined || isForeign(target)) return [];
      if (resolved !== undefined) pending.push(resolved);
      return [{ specifier, span: sources.spanOf(node), typeOnly, target }];
    });
    graph.set(from, found);
  }
  return graph;
}

/** The modules that others import for more than types, from the root. */
export function importedAtRunTime(
  imports: ReadonlyMap<string, readonly ProgramImport[]>,
): readonly string[] {
  const needed = [...imports.values()].flat().filter(({ typeOnly }) => !typeOnly);
  return needed.map(({ target }) => target);
}

function isForeign(target: string): boolean {
  return (
    target.startsWith("../") || target.includes("node_modules/") || /\.d\.[cm]?ts$/.test(target)
  );
}

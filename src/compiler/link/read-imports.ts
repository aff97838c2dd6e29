import path from "node:path";
import { importsOf } from "../source/imports-of.js";
import type { Sources } from "../source/sources.js";
import type { ProgramImport } from "../program/program.js";

/**
 * Reads which modules of the project import which, starting from the given ones. Packages and declaration
 * files are left out. Keys and targets are from the root.
 *
 * @param output - the output folder, from the root: what it imports does not matter
 */
export function readImports(
  modules: readonly string[],
  sources: Sources,
  output: string,
): ReadonlyMap<string, readonly ProgramImport[]> {
  const graph = new Map<string, readonly ProgramImport[]>();
  const pending = [...modules];
  for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
    const file = sources.open(module);
    const from = file && sources.pathOf(file);
    if (file === undefined || from === undefined || graph.has(from)) continue;
    const found = importsOf(file, sources).flatMap((imported): ProgramImport[] => {
      const { specifier, node, typeOnly, names, resolved } = imported;
      // The files of the output folder may not exist yet.
      const isRelative = specifier.startsWith("./") || specifier.startsWith("../");
      const guess = isRelative ? path.posix.join(path.posix.dirname(from), specifier) : undefined;
      const target = resolved === undefined ? guess : path.posix.relative(sources.root, resolved);
      if (target === undefined || isForeign(target)) return [];
      const isOutput = target.startsWith(`${output}/`);
      if (resolved !== undefined && !isOutput) pending.push(resolved);
      const isAgents = typeOnly && names?.length === 1 && names[0] === "Agents";
      const agentsOnly = isOutput && isAgents && { agentsOnly: true as const };
      return [{ specifier, span: sources.spanOf(node), typeOnly, ...agentsOnly, target }];
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

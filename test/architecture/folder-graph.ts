import path from "node:path";
import type { SourceModule } from "./source-graph.js";

/** For each folder of `src`, those that it imports, with the imports that do it: `"a/b.ts → c/d.ts"`. */
export type FolderGraph = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** The folder of a file; at the top of `src` each file is a room of its own. */
export function folderOf(file: string): string {
  return file.includes("/") ? path.posix.dirname(file) : file;
}

/** Which folder imports which, without those imports that stay within one. */
export function readFolderGraph(modules: readonly SourceModule[]): FolderGraph {
  const graph = new Map<string, Map<string, string[]>>();
  // No module imports an index, so none can close a circle: what it shows is that of other folders.
  for (const { file, imports } of modules.filter((module) => !module.file.endsWith("index.ts"))) {
    const imported = graph.get(folderOf(file)) ?? new Map<string, string[]>();
    graph.set(folderOf(file), imported);
    for (const { target } of imports) {
      if (target === undefined || folderOf(target) === folderOf(file)) continue;
      const ways = imported.get(folderOf(target)) ?? [];
      imported.set(folderOf(target), [...ways, `${file} → ${target}`]);
    }
  }
  return graph;
}

/** Folders that reach each other by their imports, in groups, sorted by name. */
export function findKnots(graph: FolderGraph): string[][] {
  const reached = new Map([...graph.keys()].map((folder) => [folder, reachFrom(folder, graph)]));
  const knots = new Map<string, string[]>();
  for (const [folder, targets] of reached) {
    const knot = [...targets].filter((target) => reached.get(target)?.has(folder)).sort();
    if (knot.length > 0) knots.set(knot.join(), knot);
  }
  return [...knots.values()];
}

/** The imports that tie a knot. */
export function importsWithin(knot: readonly string[], graph: FolderGraph): string[] {
  return knot.flatMap((folder) => knot.flatMap((other) => graph.get(folder)?.get(other) ?? []));
}

function reachFrom(start: string, graph: FolderGraph): Set<string> {
  const reached = new Set<string>();
  const pending = [start];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const target of graph.get(folder)?.keys() ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      pending.push(target);
    }
  }
  return reached;
}

import path from "node:path";
import type { AnalyzedProject } from "../analyze/analyze-project.js";
import type { Program } from "../program/program.js";
import { moduleReachOf } from "../source/module-reach.js";
import type { KeptModule, KeptParts } from "./kept-parts.js";
import type { StillTrue } from "./keep-unchanged.js";

/**
 * What a build has learnt about the parts of a project, including what it took over from an earlier one.
 * `undefined` if the parts depend on each other, because one of them imports a module that changes the
 * meaning of others.
 *
 * @param places - absolute paths: what globs match, sorted; what is read only because it is near; what the
 *   config loads
 */
export function collectParts(
  places: Pick<KeptParts, "files" | "near" | "config">,
  { sources, ofModules }: AnalyzedProject,
  { callables, imports, code }: Pick<Program, "callables" | "imports" | "code">,
  kept: StillTrue | undefined,
): KeptParts | undefined {
  const loose = new Set<string>();
  for (const name of imports.keys()) {
    // A module that was taken over depends only on its imports.
    const file = kept?.imports.has(name)
      ? undefined
      : sources.open(path.posix.join(sources.root, name));
    const reach = file && moduleReachOf(file);
    if (reach === "global") return undefined;
    if (reach === "loose") loose.add(name);
  }
  const analyzed = new Map<string, KeptModule>();
  const byModule = Map.groupBy(callables, ({ declaration }) => declaration.module);
  for (const [module, diagnostics] of ofModules) {
    analyzed.set(module, { callables: byModule.get(module) ?? [], diagnostics });
  }
  const modules = new Map([...(kept?.modules ?? []), ...analyzed]);
  return { ...places, modules, imports, code, loose, config: places.config.filter(isOfProject) };
}

/** A package changes as a whole; then everything is compiled again. */
function isOfProject(file: string): boolean {
  return !file.includes("/node_modules/");
}

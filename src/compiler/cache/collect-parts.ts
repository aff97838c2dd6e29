import path from "node:path";
import type { AnalyzedProject } from "../analyze/analyze-project.js";
import type { Program } from "../program/program.js";
import { moduleReachOf } from "../source/module-reach.js";
import type { KeptModule, KeptParts } from "./kept-parts.js";
import type { StillTrue } from "./keep-unchanged.js";

/**
 * What a build has learnt of the parts of a project, with what it took over from an earlier one.
 * `undefined` when the parts are not apart: a module that one of them reaches changes what others mean.
 *
 * @param places - absolute paths: what globs match, sorted; what is only looked at for being near; what
 *   the config loads
 */
export function collectParts(
  places: Pick<KeptParts, "files" | "near" | "config">,
  { sources, ofModules }: AnalyzedProject,
  { agents, imports, code }: Pick<Program, "agents" | "imports" | "code">,
  kept: StillTrue | undefined,
): KeptParts | undefined {
  const loose = new Set<string>();
  for (const name of imports.keys()) {
    // What was taken over reaches no further than its imports.
    const file = kept?.imports.has(name)
      ? undefined
      : sources.open(path.posix.join(sources.root, name));
    const reach = file && moduleReachOf(file);
    if (reach === "global") return undefined;
    if (reach === "loose") loose.add(name);
  }
  const analyzed = new Map<string, KeptModule>();
  const byModule = Map.groupBy(agents, ({ declaration }) => declaration.module);
  for (const [module, diagnostics] of ofModules) {
    analyzed.set(module, { agents: byModule.get(module) ?? [], diagnostics });
  }
  const modules = new Map([...(kept?.modules ?? []), ...analyzed]);
  return { ...places, modules, imports, code, loose, config: places.config.filter(isOfProject) };
}

/** A package changes as a whole, and then all is done anew. */
function isOfProject(file: string): boolean {
  return !file.includes("/node_modules/");
}

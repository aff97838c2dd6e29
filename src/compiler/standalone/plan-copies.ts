import type { Sources } from "../source/sources.js";
import { readLocalModule, modulesImported, type LocalModule } from "./local-module.js";

/**
 * Finds the modules that must be copied, as absolute paths: those that must not be imported, those that a
 * runtime cannot load as they are, and those that import one of these.
 *
 * All others stay where they are, so that the application and its agents share them, and what a module
 * holds (a connection, a cache, a class) exists once. Copies do not break this, because an application
 * without a compiler cannot load the originals either.
 *
 * @param roots the modules that generated modules import, absolute
 * @param isSource whether a module must not be imported
 */
export function planCopies(
  roots: readonly string[],
  isSource: (file: string) => boolean,
  sources: Sources,
): ReadonlyMap<string, LocalModule> {
  const modules = readAll(roots, sources);
  const copied = new Map<string, LocalModule>();
  for (const [name, module] of modules) {
    if (isSource(name) || !module.isReadable) copied.set(name, module);
  }
  for (let size = -1; size !== copied.size;) {
    size = copied.size;
    for (const [name, module] of modules) {
      if (modulesImported(module).some((imported) => copied.has(imported))) {
        copied.set(name, module);
      }
    }
  }
  return copied;
}

/** The modules that the given ones load when they run, including themselves. */
function readAll(roots: readonly string[], sources: Sources): Map<string, LocalModule> {
  const modules = new Map<string, LocalModule>();
  const pending = [...roots];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const module = modules.has(name) ? undefined : readLocalModule(name, sources);
    if (module === undefined) continue;
    modules.set(name, module);
    pending.push(...modulesImported(module));
  }
  return modules;
}

import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { KeptLinks } from "../program/kept-links.js";
import type { KeptParts } from "./kept-parts.js";

/** What is taken over from an earlier build. */
export interface StillTrue extends KeptLinks, Pick<KeptParts, "modules" | "code"> {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What is still valid after some files have changed: the results of each module whose imports are all
 * unchanged, direct or not. `undefined` if nothing is valid, because the config depends on a changed file,
 * or it is unknown what depends on it.
 *
 * @param changed - absolute paths
 */
export function keepUnchanged(
  { modules, near, imports, code, loose, config }: KeptParts,
  changed: readonly string[],
  root: string,
): StillTrue | undefined {
  const meant = new Set(near);
  const changedModules = changed.filter((file) => !meant.has(file));
  const names = changedModules.map((file) => path.posix.relative(root, file));
  if (!names.every((name) => imports.has(name))) return undefined;
  if (changedModules.some((file) => config.includes(file))) return undefined;
  const dirty = findImporters([...names, ...loose], imports);
  const clean = [...modules].filter(([file]) => !dirty.has(path.posix.relative(root, file)));
  const reached = findImported(
    clean.map(([file]) => path.posix.relative(root, file)),
    imports,
  );
  return {
    modules: new Map(clean),
    callables: clean.flatMap(([, { callables }]) => callables),
    diagnostics: clean.flatMap(([, { diagnostics }]) => diagnostics),
    imports: new Map([...imports].filter(([name]) => reached.has(name))),
    code: new Map([...code].filter(([name]) => !dirty.has(name))),
  };
}

/** The given modules, and all that import one of them, directly or not. */
function findImporters(names: readonly string[], imports: KeptParts["imports"]): Set<string> {
  const importers = new Map<string, string[]>();
  for (const [name, imported] of imports) {
    for (const { target } of imported) {
      importers.set(target, [...(importers.get(target) ?? []), name]);
    }
  }
  return reach(names, (name) => importers.get(name) ?? []);
}

function findImported(names: readonly string[], imports: KeptParts["imports"]): Set<string> {
  return reach(names, (name) => (imports.get(name) ?? []).map(({ target }) => target));
}

function reach(names: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const reached = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    pending.push(...next(name));
  }
  return reached;
}

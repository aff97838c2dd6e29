import { readFileSync } from "node:fs";
import type { ResolveFnOutput, ResolveHookSync } from "node:module";
// A default import, because a named import of `registerHooks` fails in older versions of Node.
import nodeModule from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withoutRecording } from "../cache/record-reads.js";
import { findOddity } from "../disk/read-file.js";

/** Modules that are loaded separately from all others, marked by a name in the query of their URLs. */
export interface DirectScope {
  /** Letters, digits and `-`. */
  readonly namespace: string;
  /** Called with the URL of each module that is loaded, without its query. */
  readonly onImport: (url: string) => void;
  /** Gives the JavaScript of a TypeScript module, if it is known. @param file absolute */
  readonly takeLowered: (file: string) => string | undefined;
}

/**
 * The first version of Node, by major version, with which tsx needs no thread for its hooks; every version
 * from 26 on.
 */
const firstWithout: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  22: [22, 3],
  24: [11, 1],
  25: [1, 0],
};

function tsxHasNoThread(): boolean {
  const [major = 0, minor = 0, patch = 0] = process.versions.node.split(".").map(Number);
  const [firstMinor, firstPatch] = firstWithout[major] ?? [major > 25 ? 0 : Infinity, 0];
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch);
}

/** Whether {@link loadDirectly} does anything. */
export const loadsDirectly = tsxHasNoThread();

const compiled = /\.m?js$/;

/**
 * Loads modules without tsx where it is not needed: modules that are already transpiled, and modules of
 * JavaScript, which Node loads as they are. tsx searches each of these for imports to fix, and looks for
 * TypeScript beside it; for the hundred modules of Zod and this package, that is two thirds of the time.
 * Zod is not loaded again if this package uses the same one.
 *
 * Call it after tsx is registered. Unrecognised modules are left to tsx. So is everything where tsx still
 * has a thread for its hooks: Node's newer hooks do not work beside it
 * (https://github.com/nodejs/node/issues/57327).
 */
export function loadDirectly({ namespace, onImport, takeLowered }: DirectScope): void {
  if (!loadsDirectly) return;
  const scoped = new RegExp(`^(file:[^?#]+)(\\?[\\w-]+=${namespace})$`);
  const shared = findSharedZod();

  const resolveCompiled: ResolveHookSync = (specifier, context, next) => {
    const { parentURL = "" } = context;
    const [, parent = "", query = ""] = scoped.exec(parentURL) ?? [];
    // Outside packages, a name may be an alias of the project's tsconfig.
    const isPlain = parent.includes("/node_modules/") || /^\.\.?\//.test(specifier);
    if (!compiled.test(parent) || !isPlain) return next(specifier, context);
    try {
      const resolved = next(specifier, { ...context, parentURL: parent });
      if (resolved.url.startsWith("node:")) return resolved;
      if (resolved.format === "module" && !/[?#]/.test(resolved.url))
        return { ...resolved, url: resolved.url + query };
    } catch {
      // tsx may find it, or reports the error.
    }
    // Node has written what the first attempt gave into the context.
    return next(specifier, { ...context, parentURL });
  };

  const resolveScoped: ResolveHookSync = (specifier, context, next) => {
    const resolved = resolveCompiled(specifier, context, next);
    const [, module] = scoped.exec(resolved.url) ?? [];
    const isShared = resolved.format === "module" && shared !== undefined;
    if (!isShared || !module?.startsWith(shared)) return resolved;
    onImport(module);
    return { ...resolved, url: module };
  };

  /** What a name resolves to, per folder, and separately for TypeScript and JavaScript modules. */
  const known = new Map<string, ResolveFnOutput>();

  nodeModule.registerHooks({
    resolve(specifier, context, next) {
      const [, parent] = scoped.exec(context.parentURL ?? "") ?? [];
      const isImport = context.conditions.includes("import");
      if (!isImport || parent === undefined) return next(specifier, context);
      const key = `${compiled.test(parent)} ${path.posix.dirname(parent)} ${specifier}`;
      const resolved = known.get(key) ?? resolveScoped(specifier, context, next);
      known.set(key, resolved);
      return { ...resolved, shortCircuit: true };
    },
    load(url, context, next) {
      const [, module] = scoped.exec(url) ?? [];
      if (module === undefined) return next(url, context);
      const file = fileURLToPath(module);
      if (!compiled.test(module)) assertReadable(file);
      if (context.format !== "module") return next(url, context);
      const source = compiled.test(module) ? readFileSync(file) : takeLowered(file);
      if (source === undefined) return next(url, context);
      onImport(module);
      return { format: "module", source, shortCircuit: true };
    },
  });
}

/** Loading a pipe waits for a writer, and loading a device never ends. */
function assertReadable(file: string): void {
  const reason = withoutRecording(() => findOddity(file));
  if (reason !== undefined) throw new Error(`${file} cannot be read: ${reason}`);
}

/**
 * The folder of this package's own Zod, as a URL, if a project can share its modules. Since 4.3, Zod keeps
 * its registry of schemas on `globalThis`. So a copy of its own has no advantage for a project, and it
 * registers a second schema for the same `id`, as each build of a watch would.
 */
function findSharedZod(): string | undefined {
  let file: string;
  try {
    file = nodeModule.createRequire(import.meta.url).resolve("zod/package.json");
  } catch {
    // This package finds no Zod, so there is none to share; configs still load.
    return undefined;
  }
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 4 && minor >= 3 ? new URL(".", pathToFileURL(file)).href : undefined;
}

import { readFileSync } from "node:fs";
import type { ResolveFnOutput, ResolveHookSync } from "node:module";
// A default import: older versions of Node have no `registerHooks`, and one by name would fail there.
import nodeModule from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withoutRecording } from "../cache/record-reads.js";
import { findOddity } from "../disk/read-file.js";

/** Modules that are loaded apart from all others, by a name in the query of their URLs. */
export interface DirectScope {
  /** Letters, digits and `-`. */
  readonly namespace: string;
  /** Called with the URL of each module that is loaded, without its query. */
  readonly onImport: (url: string) => void;
  /** Gives what a module of TypeScript is lowered to, where it is known. @param file absolute */
  readonly takeLowered: (file: string) => string | undefined;
}

/** From which Node on tsx takes hooks that need no thread, by its major version; all from 26 on. */
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
 * Takes from tsx what needs none of it: what is lowered already, and modules of JavaScript, which Node
 * loads as they are. tsx reads every one of these through for imports that it might mend, and looks for
 * TypeScript beside it: of Zod's and this package's hundred modules that is two thirds of the time. The
 * Zod that this package uses too is not loaded again. Call it after tsx is registered. What is not
 * recognised is left to tsx, and so is all where tsx still has a thread of its own for its hooks: Node's
 * newer ones break beside it (https://github.com/nodejs/node/issues/57327).
 */
export function loadDirectly({ namespace, onImport, takeLowered }: DirectScope): void {
  if (!loadsDirectly) return;
  const scoped = new RegExp(`^(file:[^?#]+)(\\?[\\w-]+=${namespace})$`);
  const shared = findSharedZod();

  const resolveCompiled: ResolveHookSync = (specifier, context, next) => {
    const { parentURL = "" } = context;
    const [, parent = "", query = ""] = scoped.exec(parentURL) ?? [];
    // Elsewhere a name may be an alias of the project's tsconfig.
    const isPlain = parent.includes("/node_modules/") || /^\.\.?\//.test(specifier);
    if (!compiled.test(parent) || !isPlain) return next(specifier, context);
    try {
      const resolved = next(specifier, { ...context, parentURL: parent });
      if (resolved.url.startsWith("node:")) return resolved;
      if (resolved.format === "module" && !/[?#]/.test(resolved.url))
        return { ...resolved, url: resolved.url + query };
    } catch {
      // tsx may find it, or else has the error.
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

  /** What names mean to the modules of a folder, which are lowered or all are not. */
  const known = new Map<string, ResolveFnOutput>();

  nodeModule.registerHooks({
    resolve(specifier, context, next) {
      const [, parent] = scoped.exec(context.parentURL ?? "") ?? [];
      const isImport = context.conditions.includes("import");
      if (!isImport || parent === undefined) return next(specifier, context);
      // `require` has none, whatever conditions a process is started with.
      const attributes = Object.keys(Object(context.importAttributes));
      if (attributes.length > 0) return resolveScoped(specifier, context, next);
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

/** A pipe that a module imports would be waited for, and a device read without an end. */
function assertReadable(file: string): void {
  const reason = withoutRecording(() => findOddity(file));
  if (reason !== undefined) throw new Error(`${file} cannot be read: ${reason}`);
}

/**
 * The folder of this package's own Zod, as a URL, where a project may have the very same modules: from
 * 4.3 on Zod keeps what it knows of schemas on `globalThis`, so that a copy of its own gives a project
 * nothing, and takes a second schema of the same `id`, which each build of a watch makes.
 */
function findSharedZod(): string | undefined {
  let file: string;
  try {
    file = nodeModule.createRequire(import.meta.url).resolve("zod/package.json");
  } catch {
    // Without one of its own there is none to share: the command loads configs all the same.
    return undefined;
  }
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 4 && minor >= 3 ? new URL(".", pathToFileURL(file)).href : undefined;
}

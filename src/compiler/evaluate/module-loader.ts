import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { EvaluationError } from "./evaluation-error.js";
import { guardEvaluation } from "./guard-evaluation.js";
import { locateFailure, relativeTo } from "./locate-failure.js";
import type { Patience } from "./watchdog.js";

/** Runs modules of a project. What two of them share is loaded once, so its exports are identical. */
export interface ModuleLoader {
  /** The folder of the project, absolute. */
  readonly root: string;
  /**
   * Loads a module and gives its exports. Loading it again gives the same ones.
   * @param file absolute
   * @throws {EvaluationError} when it throws, does not parse, imports what is not there, ends the
   *   process, or is not done after half a minute
   */
  load(file: string): Promise<Record<string, unknown>>;
  /** Absolute paths, with `/`, of all modules that were loaded so far, of packages too. */
  loaded(): readonly string[];
}

type ScopedImport = (specifier: string, parent: string) => Promise<Record<string, unknown>>;

let loaders = 0;

/**
 * Makes a loader that sees every file as it is on disk when it is first loaded: nothing is shared
 * with another loader, nor with the process. TypeScript is lowered by tsx, as `<root>/tsconfig.json`
 * says (`paths`, `experimentalDecorators`).
 */
export function createModuleLoader(options: {
  readonly root: string;
  readonly patience?: Patience;
}): ModuleLoader {
  const root = realpathSync(options.root);
  const loaded = new Set<string>();
  let scoped: Promise<ScopedImport> | undefined;
  return {
    root: options.root,
    async load(file) {
      scoped ??= openScope(root, (url) => loaded.add(toFile(url)));
      const load = await scoped;
      const url = pathToFileURL(file).href;
      const module = relativeTo(root, existsSync(file) ? realpathSync(file) : file);
      try {
        return unwrapCommonJs(
          await guardEvaluation(module, () => load(url, url), options.patience),
        );
      } catch (error) {
        throw new EvaluationError(module, locateFailure(error, module, root), error);
      }
    },
    loaded: () => [...loaded].filter((file) => file !== ""),
  };
}

/** What a URL names; `""` for what is no file, such as a module of Node. */
function toFile(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url).replaceAll("\\", "/") : "";
}

async function openScope(root: string, onImport: (url: string) => void): Promise<ScopedImport> {
  const [esm, commonJs] = await Promise.all([import("tsx/esm/api"), import("tsx/cjs/api")]);
  const namespace = `troupe-${++loaders}`;
  const tsconfig = join(root, "tsconfig.json");
  // A project without "type": "module" runs its TypeScript as CommonJS, which has hooks of its own;
  // without them a namespaced module is "not found".
  commonJs.register({ namespace });
  const lowering = { tsconfig: existsSync(tsconfig) ? tsconfig : (false as const) };
  return esm.register({ namespace, onImport, ...lowering }).import;
}

/** What a CommonJS module exports by name, which Node hides behind `default` when it cannot see it. */
function unwrapCommonJs(module: Record<string, unknown>): Record<string, unknown> {
  const exports = module["module.exports"] ?? module["default"];
  const isCompiled = typeof exports === "object" && exports !== null && "__esModule" in exports;
  return isCompiled ? { ...exports } : module;
}

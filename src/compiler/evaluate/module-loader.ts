import { existsSync, realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findTsconfig } from "../source/find-tsconfig.js";
import { EvaluationError, TsconfigError } from "./evaluation-error.js";
import { guardEvaluation } from "./guard-evaluation.js";
import { type DirectScope, loadDirectly, loadsDirectly } from "./load-directly.js";
import { lowerAhead } from "./lower-ahead.js";
import { locateFailure, relativeTo } from "./locate-failure.js";
import { readError } from "./read-error.js";
import type { Patience } from "./watchdog.js";

/** Runs modules of a project. What two of them share is loaded once, so its exports are identical. */
export interface ModuleLoader {
  /** The folder of the project, absolute. */
  readonly root: string;
  /** What modules are lowered with: absolute; `undefined` where there is none. */
  readonly tsconfig: string | undefined;
  /**
   * Loads a module and gives its exports. Loading it again gives the same ones.
   * @param file absolute
   * @throws {EvaluationError} when it throws, does not parse, imports what is not there, ends the
   *   process, or is not done after half a minute
   */
  load(file: string): Promise<Record<string, unknown>>;
  /**
   * Says what will be loaded, also by what is: it is made ready beside what the process does until then.
   * @param files absolute
   */
  expect(files: readonly string[]): void;
  /** Absolute paths, with `/`, of all modules that were loaded so far, of packages too. */
  loaded(): readonly string[];
}

type ScopedImport = (specifier: string, parent: string) => Promise<Record<string, unknown>>;

/** What modules are loaded with. */
interface ScopeOptions extends Omit<DirectScope, "namespace"> {
  /** Absolute, without links. */
  readonly root: string;
  /** Absolute; `undefined` where there is none. */
  readonly tsconfig: string | undefined;
}

let loaders = 0;

/**
 * Makes a loader that sees every file as it is on disk when it is first loaded: nothing is shared
 * with another loader, nor with the process, but for Zod (see `loadDirectly`). TypeScript is lowered by tsx, as the tsconfig says (`paths`,
 * `experimentalDecorators`).
 */
export function createModuleLoader(options: {
  readonly root: string;
  /** Absolute. Default: the project's. */
  readonly tsconfig?: string | undefined;
  readonly patience?: Patience;
}): ModuleLoader {
  const root = realpathSync(options.root);
  const tsconfig = options.tsconfig ?? findTsconfig(root.replaceAll("\\", "/")).file;
  const lowered = lowerAhead(tsconfig);
  const loaded = new Set<string>();
  const onImport = (url: string) => loaded.add(toFile(url));
  let scoped: Promise<ScopedImport> | undefined;
  const expect = (files: readonly string[]): void => {
    if (loadsDirectly) lowered.begin(files);
  };
  return {
    root: options.root,
    tsconfig,
    expect,
    async load(file) {
      expect([file]);
      scoped ??= openScope({ root, tsconfig, onImport, takeLowered: lowered.take });
      const load = await scoped;
      await lowered.settle();
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

async function openScope({ root, tsconfig, ...direct }: ScopeOptions): Promise<ScopedImport> {
  const [esm, commonJs] = await Promise.all([import("tsx/esm/api"), import("tsx/cjs/api")]);
  const namespace = `troupe-${++loaders}`;
  // A project without "type": "module" runs its TypeScript as CommonJS, which has hooks of its own;
  // without them a namespaced module is "not found".
  commonJs.register({ namespace });
  const { onImport } = direct;
  let scope: { readonly import: ScopedImport };
  try {
    scope = esm.register({ namespace, onImport, tsconfig: tsconfig ?? false });
  } catch (error) {
    // It reads the tsconfig, and what that extends.
    const file = relativeTo(root, tsconfig ?? root);
    const message = readError(error).message.replaceAll(`${root}/`, "");
    throw new TsconfigError(file, { message, file }, error);
  }
  loadDirectly({ ...direct, namespace });
  return scope.import;
}

/** What a CommonJS module exports by name, which Node hides behind `default` when it cannot see it. */
function unwrapCommonJs(module: Record<string, unknown>): Record<string, unknown> {
  const exports = module["module.exports"] ?? module["default"];
  const isCompiled = typeof exports === "object" && exports !== null && "__esModule" in exports;
  return isCompiled ? { ...exports } : module;
}

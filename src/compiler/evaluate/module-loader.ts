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
  /** The tsconfig that modules are transpiled with. Absolute; `undefined` if there is none. */
  readonly tsconfig: string | undefined;
  /**
   * Loads a module and gives its exports. Loading it again gives the same ones.
   * @param file absolute
   * @throws {EvaluationError} when it throws, does not parse, imports something that does not exist, ends
   *   the process, or takes more than half a minute
   */
  load(file: string): Promise<Record<string, unknown>>;
  /**
   * Announces modules that will be loaded, directly or by others, so that they are transpiled in the
   * background.
   * @param files absolute
   */
  expect(files: readonly string[]): void;
  /** Absolute paths, with `/`, of all modules loaded so far, including those of packages. */
  loaded(): readonly string[];
}

type ScopedImport = (specifier: string, parent: string) => Promise<Record<string, unknown>>;

/** How modules are loaded. */
interface ScopeOptions extends Omit<DirectScope, "namespace"> {
  /** Absolute, without links. */
  readonly root: string;
  /** Absolute; `undefined` if there is none. */
  readonly tsconfig: string | undefined;
}

let loaders = 0;

/**
 * Creates a loader that sees every file as it is on disk when it is first loaded. It shares nothing with
 * other loaders or the process, except Zod (see `loadDirectly`). tsx transpiles TypeScript as the tsconfig
 * says (`paths`, `experimentalDecorators`).
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

/** The file that a URL names; `""` for anything else, such as a module of Node. */
function toFile(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url).replaceAll("\\", "/") : "";
}

async function openScope({ root, tsconfig, ...direct }: ScopeOptions): Promise<ScopedImport> {
  const [esm, commonJs] = await Promise.all([import("tsx/esm/api"), import("tsx/cjs/api")]);
  const namespace = `troupe-${++loaders}`;
  // A project without "type": "module" runs its TypeScript as CommonJS, which has its own hooks; without
  // them a namespaced module is "not found".
  commonJs.register({ namespace });
  const { onImport } = direct;
  let scope: { readonly import: ScopedImport };
  try {
    scope = esm.register({ namespace, onImport, tsconfig: tsconfig ?? false });
  } catch (error) {
    // The tsconfig, or one that it extends, could not be read.
    const file = relativeTo(root, tsconfig ?? root);
    const message = readError(error).message.replaceAll(`${root}/`, "");
    throw new TsconfigError(file, { message, file }, error);
  }
  loadDirectly({ ...direct, namespace });
  return scope.import;
}

/** The named exports of a CommonJS module, which Node hides behind `default` when it cannot detect them. */
function unwrapCommonJs(module: Record<string, unknown>): Record<string, unknown> {
  const exports = module["module.exports"] ?? module["default"];
  const isCompiled = typeof exports === "object" && exports !== null && "__esModule" in exports;
  return isCompiled ? { ...exports } : module;
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ModuleLoader } from "../../compiler/evaluate/module-loader.js";
import { findConfig } from "../../compiler/load-config/find-config.js";
import { findOddFile } from "../../compiler/find-odd-file.js";
import { EnvFileError, loadEnvFile } from "../../compiler/load-env-file.js";
import type { ResolvedConfig } from "../../config/config.js";
import { UsageError } from "../outcome/usage-error.js";

/** The options that select a project: `--cwd` and `--config`. */
export interface ProjectOptions {
  /** Default: the working directory. */
  readonly cwd?: string;
  /** From `cwd`. Default: `agents.config.ts`, or else the one in `src`. */
  readonly config?: string;
}

/** A project whose config is loaded. */
export interface Project {
  /** The absolute path that everything in the config and the manifest is relative to. */
  readonly root: string;
  readonly config: ResolvedConfig;
  /** Loads modules of the project, each once. */
  readonly loader: ModuleLoader;
}

/**
 * The absolute path of the project's folder.
 *
 * @throws {UsageError} if a file that every command reads is a pipe or a device
 */
export function projectRoot({ cwd = ".", config }: ProjectOptions): string {
  const root = resolve(cwd);
  const odd = findOddFile(root, findConfig(root, config));
  if (odd) throw new UsageError(`${odd.file} cannot be read: ${odd.reason}`);
  return root;
}

/**
 * Loads the `.env` file of a project, if there is one, before any code of the project.
 *
 * @param root - absolute
 * @throws {UsageError} if it cannot be read
 */
export function loadEnvironment(root: string): void {
  try {
    loadEnvFile(root);
  } catch (error) {
    if (!(error instanceof EnvFileError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/**
 * Loads the `.env` file of a project, then its config.
 *
 * @throws {UsageError} if there is no config, no tsx to load it with, or an unreadable `.env`
 * @throws {EvaluationError} if it does not load
 */
export async function loadProject(options: ProjectOptions): Promise<Project> {
  const root = projectRoot(options);
  const name = findConfig(root, options.config);
  const file = resolve(root, name);
  if (!existsSync(file)) {
    throw new UsageError(`There is no ${name} in ${root}. Run "agents init" to create one.`);
  }
  loadEnvironment(root);
  // Both load tsx, which is an optional peer and costs a quarter of a second.
  const [{ createModuleLoader }, { loadConfig }] = await Promise.all([
    import("../../compiler/evaluate/module-loader.js"),
    import("../../compiler/load-config/load-config.js"),
  ]);
  const loader = createModuleLoader({ root });
  try {
    return { root, loader, config: await loadConfig(loader, file) };
  } catch (error) {
    if (!isMissingTsx(error)) throw error;
    throw new UsageError("TypeScript is loaded with tsx - run: npm install -D tsx", {
      cause: error,
    });
  }
}

function isMissingTsx(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND" &&
    error.message.includes("'tsx'")
  );
}

import { existsSync } from "node:fs";
import path from "node:path";
import { findConfig } from "../compiler/load-config/find-config.js";
import { flag, someText } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";

/** How the plugin builds agents. */
export interface BuildAgentsOptions {
  /**
   * Whether to build the agents: before each bundle, and in a development server of Vite at its start
   * and after each change. Default: true if there is a config, and false in Vitest.
   */
  readonly build?: boolean;
  /** The project's folder, from the working directory. Default: Vite's root, or the working directory. */
  readonly root?: string;
  /** From the project's folder. Default: `"agents.config.ts"`, or else the one in `src`. */
  readonly config?: string;
  /** Treat warnings as errors. Default: false. */
  readonly strict?: boolean;
}

/** What {@link BuildAgentsOptions} may say. */
export const buildAgentsRule = shape<BuildAgentsOptions>({
  build: flag,
  root: someText,
  config: someText,
  strict: flag,
});

/** The project that a plugin builds. */
export interface BundledProject {
  /** Absolute. */
  readonly root: string;
  readonly config?: string;
  readonly strict?: boolean;
}

/**
 * The project of a plugin, or `undefined` if its agents are not built.
 *
 * @param folder the bundler's own root
 */
export function findProject(
  options: BuildAgentsOptions,
  folder: string,
): BundledProject | undefined {
  const { build, config, strict } = options;
  const root = path.resolve(options.root ?? folder);
  const file = path.resolve(root, findConfig(root, config));
  if (!(build ?? (!process.env["VITEST"] && existsSync(file)))) return undefined;
  return { root, ...(config !== undefined && { config }), ...(strict && { strict }) };
}

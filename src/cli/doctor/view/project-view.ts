import { setTimeout as sleep } from "node:timers/promises";
import type { BuildResult } from "../../../compiler/build.js";
import type { CacheState } from "../../../compiler/cache/inspect-cache.js";
import type { OpenedConfig } from "../../../compiler/load-config/open-config.js";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import { EnvFileError, loadEnvFile } from "../../../compiler/load-env-file.js";
import type { AgentSpec } from "../../../manifest/manifest.js";
import { loadManifest } from "../../project/load-manifest.js";
import { readTsconfig, type CompilerOptions } from "../../setup/read-tsconfig.js";
import { readPackageJson, type PackageJson } from "../../setup/read-package-json.js";
import { messageOf } from "../../../internal/message-of.js";
import { unlessBroken } from "../../../internal/unless-broken.js";

/** A loaded config, or why it cannot be loaded. */
export type ConfigView = OpenedConfig | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A project as the checks see it, even if parts of it are broken. Each part is read once, when it is first
 * needed.
 */
export interface ProjectView {
  /** Absolute. */
  readonly root: string;
  /** As the option names it: from the root. */
  readonly configFile: string;
  /** `undefined` if there is none or it is not JSON, which another check reports. */
  readonly packageJson: PackageJson | undefined;
  /** Whether there is a `.env` file, which is then loaded, or why it cannot be read. */
  readonly envFile: boolean | EnvFileError;
  /** As with `packageJson`. */
  readonly tsconfig: CompilerOptions | undefined;
  config(): Promise<ConfigView>;
  /** The cache of earlier builds. */
  cache(): Promise<CacheState>;
  /** The result of `agents build --check --force`. Only for a config that loads. */
  build(): Promise<BuildResult>;
  /** The agents of this build, or of the last successful one; none if there is neither. */
  agents(): Promise<readonly AgentSpec[]>;
}

// Modules of the project run here, and one that waits for something would block all other checks.
const configPatienceMs = 10_000;
const buildPatienceMs = 120_000;

export function viewProject(root: string, configFile: string): ProjectView {
  // Before any code of the project runs, as in every command.
  const envFile = readEnvFile(root);
  const config = once(() => openConfig(root, configFile));
  const cache = once(() => inspectCache(root, configFile));
  const build = once(() => checkBuild(root, configFile));
  return {
    root,
    configFile,
    packageJson: unlessBroken(() => readPackageJson(root)),
    envFile,
    tsconfig: unlessBroken(() => readTsconfig(root)),
    config,
    cache,
    build,
    agents: once(async () => {
      const opened = await config();
      if ("diagnostics" in opened) return [];
      const built = await build().catch(() => undefined);
      const manifest = built?.manifest ?? unlessBroken(() => loadManifest(root, opened.output));
      return Object.values(manifest?.agents ?? {});
    }),
  };
}

async function openConfig(root: string, configFile: string): Promise<ConfigView> {
  // Loaded late, because they need packages that may be missing, which another check reports.
  const { checkPeers } = await import("../../../compiler/check-peers.js");
  const { report } = await import("../../../compiler/diagnostics/report.js");
  try {
    const { openConfig } = await import("../../../compiler/load-config/open-config.js");
    return await withPatience(openConfig(root, configFile), configPatienceMs);
  } catch (error) {
    const missing = checkPeers(root);
    if (missing.length > 0) return { diagnostics: missing };
    const reason = messageOf(error);
    const values = { file: configFile, module: configFile, reason };
    return { diagnostics: [report("config/load-failed", undefined, values)] };
  }
}

async function checkBuild(root: string, config: string): Promise<BuildResult> {
  const { build } = await import("../../../compiler/build.js");
  return withPatience(build({ root, config, check: true, force: true }), buildPatienceMs);
}

async function inspectCache(root: string, config: string): Promise<CacheState> {
  const { inspectCache } = await import("../../../compiler/cache/inspect-cache.js");
  return inspectCache(root, config);
}

/** @throws {Error} when it takes too long */
async function withPatience<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  const over = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`it has not finished after ${limitMs / 1_000} s`);
  });
  return Promise.race([work, limit]).finally(() => over.abort());
}

function readEnvFile(root: string): boolean | EnvFileError {
  try {
    return loadEnvFile(root);
  } catch (error) {
    if (error instanceof EnvFileError) return error;
    throw error;
  }
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= read());
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import { configRule } from "../../config/config-rules.js";
import { defineConfig } from "../../config/define-config.js";
import type { ResolvedConfig } from "../../config/config.js";
import { checkConfig } from "./check-config.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { EvaluationError, TsconfigError } from "../evaluate/evaluation-error.js";
import { findRefused, loadConfig } from "./load-config.js";
import { createModuleLoader, type ModuleLoader } from "../evaluate/module-loader.js";
import { placeOf } from "../evaluate/place-of.js";
import { reportConfigFault } from "./report-config-fault.js";
import { withoutFaults } from "./without-faults.js";

/** A project whose config is loaded and valid. */
export interface OpenedConfig {
  readonly loader: ModuleLoader;
  readonly config: ResolvedConfig;
  readonly configFile: string;
  readonly configText: string;
  /** The output folder from the root, with `/` and nothing around it. */
  readonly output: string;
  /** Faults in the config's defaults. The agents are still compiled, without these defaults. */
  readonly faults: readonly Diagnostic[];
}

/** Why a config cannot be used. */
export interface ConfigFailure {
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths, with `/`, of the modules that were loaded anyway. */
  readonly loaded: readonly string[];
}

/** Loads the config of a project, and tsx, or says why it cannot be used. */
export async function openConfig(
  root: string,
  configPath: string,
): Promise<OpenedConfig | ConfigFailure> {
  const file = path.resolve(root, configPath);
  const configFile = path.relative(root, file).replaceAll("\\", "/");
  let configText: string;
  try {
    configText = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch {
    const missing = report("config/missing", undefined, { file: configPath });
    return { diagnostics: [missing], loaded: [] };
  }
  const loader = createModuleLoader({ root });
  const source = { file: configFile, text: configText };
  const failed = (diagnostics: readonly Diagnostic[]) => ({
    diagnostics,
    loaded: loader.loaded(),
  });
  const open = (config: ResolvedConfig, faults: readonly Diagnostic[]) => {
    const output = path.posix.normalize(config.output).replace(/\/$/, "");
    const diagnostics = checkConfig(config, output, source);
    return diagnostics.length > 0
      ? failed([...faults, ...diagnostics])
      : { loader, config, configFile, configText, output, faults };
  };
  try {
    return open(await loadConfig(loader, file), []);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const refused = findRefused(error);
    if (!refused) return failed([describe(error, configFile, root)]);
    const faults = configRule(refused.config);
    const diagnostics = faults.map((fault) => reportConfigFault(fault, source));
    const sound = withoutFaults(refused.config, faults);
    return sound ? open(defineConfig(sound), diagnostics) : failed(diagnostics);
  }
}

function describe(error: EvaluationError, file: string, root: string): Diagnostic {
  if (error instanceof TsconfigError) {
    const unreadable = { file: error.file, reason: error.message };
    return report("tsconfig/unreadable", undefined, unreadable);
  }
  return report("config/load-failed", placeOf(error, root), {
    file,
    module: error.file,
    reason: error.message,
  });
}

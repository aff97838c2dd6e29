import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ResolvedConfig } from "../config/config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { report } from "./diagnostics/report.js";
import { EvaluationError } from "./evaluate/evaluation-error.js";
import { loadConfig } from "./evaluate/load-config.js";
import { createModuleLoader, type ModuleLoader } from "./evaluate/module-loader.js";
import { describeFailure } from "./link/evaluate-agent.js";

/** A project whose config is loaded and makes sense. */
export interface OpenedConfig {
  readonly loader: ModuleLoader;
  readonly config: ResolvedConfig;
  readonly configFile: string;
  readonly configText: string;
  /** The output folder from the root, with `/` and nothing around it. */
  readonly output: string;
}

/** Loads the config of a project, or says why it cannot be used. Loads tsx. */
export async function openConfig(
  root: string,
  configPath: string,
): Promise<OpenedConfig | { readonly diagnostics: readonly Diagnostic[] }> {
  const file = path.resolve(root, configPath);
  const configFile = path.relative(root, file).replaceAll("\\", "/");
  let configText: string;
  try {
    configText = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch {
    return { diagnostics: [report("config/missing", undefined, { file: configPath })] };
  }
  const loader = createModuleLoader({ root });
  try {
    const config = await loadConfig(loader, file);
    const output = path.posix.normalize(String(config.output)).replace(/\/$/, "");
    const diagnostics = checkShape(config, output, configFile, configText);
    return diagnostics.length > 0
      ? { diagnostics }
      : { loader, config, configFile, configText, output };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { diagnostics: [describeFailure(error, undefined, root)] };
  }
}

/** What tsc says as well, of a config that it was not asked about. */
function checkShape(
  config: ResolvedConfig,
  output: string,
  file: string,
  text: string,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const span = { file, text, start: 0, end: 0 };
  const globs: readonly unknown[] = Array.isArray(config.agents) ? config.agents : [];
  if (globs.length === 0 || !globs.every((glob) => typeof glob === "string" && glob !== "")) {
    const reason = '"agents" is no glob: write agents: "agents/**/*.agent.ts".';
    found.push(report("config/invalid", span, { reason }));
  }
  const isOwnFolder = output !== "." && !output.startsWith("..") && !path.isAbsolute(output);
  if (!isOwnFolder || typeof config.output !== "string") {
    found.push(report("config/output", span, { output: String(config.output), file }));
  }
  return found;
}

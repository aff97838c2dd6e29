import path from "node:path";
import { reportOutput } from "./load-config/check-config.js";
import { locateInConfig } from "./load-config/locate-in-config.js";
import type { OpenedConfig } from "./load-config/open-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hasError } from "./diagnostics/has-error.js";
import { report } from "./diagnostics/report.js";
import { findTsconfig } from "./source/find-tsconfig.js";
import { findOwnedFiles } from "./write/owned-files.js";

/**
 * A tsconfig that is broken may keep the config from loading, by its `paths` alone: TypeScript says what is
 * wrong with it, and where.
 */
export async function explainLoadFailure(
  found: readonly Diagnostic[],
  root: string,
): Promise<readonly Diagnostic[]> {
  const mayBeWhy = new Set(["config/load-failed", "tsconfig/unreadable"]);
  if (!found.some(({ code }) => mayBeWhy.has(code))) return found;
  const { readTsconfig } = await import("./source/read-tsconfig.js");
  const { diagnostics } = readTsconfig(root, findTsconfig(root).file);
  return hasError(diagnostics) ? diagnostics : found;
}

export function reportOutside(
  file: string,
  root: string,
  { configFile }: OpenedConfig,
): Diagnostic {
  const module = path.posix.relative(root, file);
  return report("config/agents-outside", undefined, { module, file: configFile });
}

export async function reportNoAgents(root: string, opened: OpenedConfig): Promise<Diagnostic> {
  const { config, configFile: file, configText: text, output } = opened;
  const folder = path.posix.join(root, output);
  const owned = new Set(findOwnedFiles(folder));
  const { findAgentFiles } = await import("./source/find-agent-files.js");
  const matched = await findAgentFiles({ root, globs: config.agents });
  const isHidden = (module: string) =>
    module.startsWith(`${folder}/`) && !owned.has(path.posix.relative(folder, module));
  if (matched.some(isHidden)) return reportOutput(config, { file, text });
  const globs = config.agents.map((glob) => JSON.stringify(glob)).join(", ");
  return report("agent/none", locateInConfig({ file, text }, ["agents"]), { globs, file });
}

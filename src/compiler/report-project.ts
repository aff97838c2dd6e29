import path from "node:path";
import { checkDocument } from "./load-config/check-document.js";
import { reportOutput } from "./load-config/check-config.js";
import { locateInConfig } from "./load-config/locate-in-config.js";
import type { OpenedConfig } from "./load-config/open-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hasError } from "./diagnostics/has-error.js";
import { report } from "./diagnostics/report.js";
import { schemaModuleOf } from "./program/linked-callable.js";
import type { Program } from "./program/program.js";
import { findTsconfig } from "./source/find-tsconfig.js";
import { reportOddity } from "./source/report-oddity.js";
import { findOwnedFiles } from "./write/owned-files.js";

/**
 * A broken tsconfig may keep the config from loading, if only by its `paths`. TypeScript then says what is
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

/**
 * Problems with the places of a project's modules and of the file with the section, before any of them is
 * read.
 *
 * @param files - absolute
 */
export function reportPlaces(
  files: readonly string[],
  opened: OpenedConfig,
  agentsMd: string | undefined,
): Diagnostic[] {
  const { configFile: file, output, loader } = opened;
  const { root } = loader;
  const outside = files.filter((module) => !module.startsWith(`${root}/`));
  if (outside.length > 0) {
    return outside.map((module) => {
      const name = path.posix.relative(root, module);
      return report("config/agents-outside", undefined, { module: name, file });
    });
  }
  const imported = [path.resolve(root, file), path.join(root, output), ...files];
  const odd = imported.flatMap((module) => reportOddity(module, root));
  if (odd.length > 0) return odd;
  return agentsMd === undefined ? [] : checkDocument(agentsMd, opened);
}

/**
 * Checks the modules that generated code imports in addition to the agents' modules and the config, which
 * were checked before.
 */
export function reportSchemaModules(
  { callables }: Pick<Program, "callables">,
  files: readonly string[],
  root: string,
): Diagnostic[] {
  const modules = callables.flatMap(({ output }) => schemaModuleOf(output) ?? []);
  return [...new Set(modules.map((module) => path.join(root, module)))]
    .filter((module) => !files.includes(module))
    .flatMap((module) => reportOddity(module, root));
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

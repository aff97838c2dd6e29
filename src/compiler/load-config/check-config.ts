import path from "node:path";
import type { ResolvedConfig } from "../../config/config.js";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { folderOfGlob } from "../source/folder-of-glob.js";
import { locateInConfig } from "./locate-in-config.js";

/** The file of a config. */
export type ConfigSource = Pick<Span, "file" | "text">;

/** Finds faults in a config that `defineConfig` accepts, before any agent is read. */
export function checkConfig(
  config: ResolvedConfig,
  output: string,
  source: ConfigSource,
): Diagnostic[] {
  return [...checkAgents(config, source), ...checkOutput(config, output, source)];
}

function checkAgents({ agents }: ResolvedConfig, source: ConfigSource): Diagnostic[] {
  if (agents.length > 0) return [];
  const reason = '"agents" contains no glob: write agents: "agents/**/*.agent.ts".';
  return [report("config/invalid", locateInConfig(source, ["agents"]), { reason })];
}

/** The output folder is not searched for agents, so none can be there. */
function checkOutput(config: ResolvedConfig, output: string, source: ConfigSource): Diagnostic[] {
  const isWithin = output !== "." && !output.startsWith("..") && !path.isAbsolute(output);
  const folders = config.agents.map(folderOfGlob);
  const holdsAgents = folders.some((folder) => `${folder}/`.startsWith(`${output}/`));
  if (isWithin && !holdsAgents) return [];
  return [reportOutput(config, source)];
}

/** The diagnostic of an output folder that contains other files than the build's. */
export function reportOutput({ output }: ResolvedConfig, source: ConfigSource): Diagnostic {
  const span = locateInConfig(source, ["output"]);
  return report("config/output", span, { output, file: source.file });
}

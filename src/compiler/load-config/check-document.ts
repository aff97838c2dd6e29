import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { isDocument } from "../write/name-within.js";
import { locateInConfig } from "./locate-in-config.js";
import type { OpenedConfig } from "./open-config.js";

/** Finds faults in the path of the file for the section about the agents, before the file is read. */
export function checkDocument(
  file: unknown,
  { loader: { root }, config, configFile, configText, output }: OpenedConfig,
): Diagnostic[] {
  if (typeof file === "string" && !path.isAbsolute(file)) {
    const name = path.posix.relative(output, file);
    if (
      path.posix.normalize(file) === file &&
      isDocument(name, { root, output: `${root}/${output}` })
    ) {
      return [];
    }
  }
  const source = { file: configFile, text: configText };
  const reason = `"agentsMd" is ${JSON.stringify(file)}. It must be a Markdown file in an existing folder of the project, outside the output folder: write "AGENTS.md".`;
  // The path may come from an option of the command.
  const span = file === config.agentsMd ? locateInConfig(source, ["agentsMd"]) : undefined;
  return [report("config/invalid", span, { reason })];
}

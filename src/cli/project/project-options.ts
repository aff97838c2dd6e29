import type { Command } from "commander";

/** Gives a command the options that say which project it is about. */
export function addProjectOptions(command: Command): Command {
  return command
    .option("--cwd <dir>", "the project's folder (default: the working directory)")
    .option(
      "--config <file>",
      "the config, from the project's folder (default: agents.config.ts, there or in src)",
    );
}

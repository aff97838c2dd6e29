import type { Command } from "commander";

/** Gives a command the options that select a project. */
export function addProjectOptions(command: Command): Command {
  return command
    .option("--cwd <dir>", "the project folder (default: the working directory)")
    .option(
      "--config <file>",
      "the config file, relative to the project folder (default: agents.config.ts or src/agents.config.ts)",
    );
}

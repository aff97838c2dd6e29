import type { Command } from "commander";
import { say } from "./stderr.js";
import { openStdout } from "./stdout.js";

/** Makes a command and its subcommands print help and errors through the common gates. */
export function useOwnOutput(command: Command): Command {
  return command.configureOutput({
    writeOut: (text) => void openStdout().write(text),
    writeErr: say,
  });
}

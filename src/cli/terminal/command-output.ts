import type { Command } from "commander";
import { say } from "./stderr.js";
import { openStdout } from "./stdout.js";

/** Has a command print its help and its errors as all others are printed; its subcommands take that over. */
export function useOwnOutput(command: Command): Command {
  return command.configureOutput({
    writeOut: (text) => void openStdout().write(text),
    writeErr: say,
  });
}

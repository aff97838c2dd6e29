import { Option, type Command } from "commander";
import { createModelOption, createParamsOption } from "../run/run-options.js";

/** What `agents render` takes beside the agent and its params. */
export interface RenderOptions {
  readonly model?: string;
  readonly stream?: boolean;
  /** Paths and URLs. */
  readonly attach?: readonly string[];
  readonly json?: true;
  /** JSON, `@file` or `-`. */
  readonly params?: string;
}

/** Gives a command the options of `agents render`. */
export function addRenderOptions(command: Command): Command {
  return command
    .addOption(createModelOption("render the request to this model instead of the agent's"))
    .addOption(new Option("--stream", "as a call that streams, whatever the agent declares"))
    .addOption(new Option("--no-stream", "as a call that takes the answer as a whole"))
    .addOption(
      new Option(
        "--attach <file>",
        "an image or a file of the call, or its URL; repeat it",
      ).argParser((file: string, others: readonly string[] = []) => [...others, file]),
    )
    .addOption(new Option("--json", "print the body alone"))
    .addOption(createParamsOption());
}

/** The end of the help of `agents render`. */
export const renderHelp = `
The prompt methods of the agent run as in a call; the model is asked nothing, and no key is needed.

Exit codes:
  0    success
  1    the prompt could not be made, or holds what the provider does not take
  2    bad usage, params or config, or a provider that cannot render its requests`;

import { Option, type Command } from "commander";
import { createContextOption, createModelOption, createParamsOption } from "../run/run-options.js";

/** The options of `agents render`, in addition to the agent and its params. */
export interface RenderOptions {
  readonly model?: string;
  readonly stream?: boolean;
  /** Paths and URLs. */
  readonly attach?: readonly string[];
  readonly json?: true;
  /** JSON, `@file` or `-`. */
  readonly params?: string;
  /** A module, from the project's root. */
  readonly contextFrom?: string;
}

/** Gives a command the options of `agents render`. */
export function addRenderOptions(command: Command): Command {
  return command
    .addOption(createModelOption("render the request to this model instead of the agent's"))
    .addOption(new Option("--stream", "render a streaming request, whatever the agent declares"))
    .addOption(new Option("--no-stream", "render a request that does not stream"))
    .addOption(
      new Option(
        "--attach <file>",
        "the path or URL of an image or a file to attach; can be repeated",
      ).argParser((file: string, others: readonly string[] = []) => [...others, file]),
    )
    .addOption(new Option("--json", "print only the body"))
    .addOption(createParamsOption())
    .addOption(createContextOption());
}

/** The end of the help of `agents render`. */
export const renderHelp = `
The agent's prompt methods run as in a call. Nothing is sent to the model, and no key is needed.

Exit codes:
  0    success
  1    the prompt could not be created, or the provider does not accept it
  2    bad usage, params or config, or a provider that cannot render its requests`;

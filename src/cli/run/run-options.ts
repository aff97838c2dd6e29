import { Option, type Command } from "commander";
import { readDuration, type Duration } from "../../internal/duration.js";
import { UsageError } from "../outcome/usage-error.js";

/** The options of `agents run`, in addition to the agent and its params. */
export interface RunOptions {
  readonly fake?: true;
  /** Lets tools run that wait for approval. */
  readonly approve?: true;
  readonly model?: string;
  readonly stream?: boolean;
  readonly timeout?: Duration;
  /** `--no-cache` */
  readonly cache?: boolean;
  readonly json?: true;
  readonly events?: true;
  /** JSON, `@file` or `-`. */
  readonly params?: string;
  /** A module, from the project's root. */
  readonly contextFrom?: string;
}

/** Gives a command the options of `agents run`. */
export function addRunOptions(command: Command): Command {
  return command
    .addOption(new Option("--fake", "use the built-in fake model: no key, no network"))
    .addOption(createModelOption("use this model instead of the agent's"))
    .addOption(new Option("--stream", "stream, whatever the agent declares"))
    .addOption(new Option("--no-stream", "do not stream the answer"))
    .addOption(
      new Option("--timeout <duration>", 'give up after this time: "30s", "3m"').argParser(
        readTimeout,
      ),
    )
    .addOption(new Option("--no-cache", "neither read nor write the agent's cache"))
    .addOption(new Option("--approve", "approve every tool call that waits for approval"))
    .addOption(new Option("--json", "print the validated output only, as JSON"))
    .addOption(
      new Option("--events", "print every event, one JSON object per line").conflicts("json"),
    )
    .addOption(createParamsOption())
    .addOption(createContextOption());
}

/** The option for another model than the agent's. */
export function createModelOption(description: string): Option {
  return new Option("--model <provider/model>", description).argParser(readModel);
}

/** The option for all params at once. */
export function createParamsOption(): Option {
  return new Option(
    "--params <json>",
    "the params as one JSON object; @file reads a file, - reads stdin",
  );
}

/** The option that gives the live context. */
export function createContextOption(): Option {
  return new Option(
    "--context-from <file>",
    "a module whose default export is the agent's context, or a function that returns it",
  );
}

/** The meaning of the exit codes, for the end of a help text. */
export const exitCodeHelp = `
Exit codes:
  0    success, also if the reader of stdout stops early
  1    the execution failed
  2    bad usage, params or config
  124  a timeout fired
  130  cancelled with Ctrl-C (a second Ctrl-C ends it at once)

The model's text goes to stdout exactly as it arrives; a summary goes to stderr.`;

/** @throws {UsageError} if it is not a model as `"provider/model"` */
export function readModel(text: string): string {
  if (!/^[^/]+\/./.test(text)) {
    throw new UsageError(`--model takes "provider/model", not ${JSON.stringify(text)}`);
  }
  return text;
}

function readTimeout(text: string): Duration {
  if (readDuration(text) === undefined) {
    throw new UsageError(
      `--timeout takes a duration such as 500ms, 30s, 3m or 1h, not ${JSON.stringify(text)}`,
    );
  }
  return text as Duration;
}

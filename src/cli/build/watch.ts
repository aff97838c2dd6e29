import { once } from "node:events";
import { watchProject, type WatchEvent } from "../../compiler/watch/watch-project.js";
import {
  type BuildCommandOptions,
  describeOutcome,
  outputOptions,
  sayDiagnostics,
} from "./build.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { createPaint } from "../terminal/paint.js";
import { projectRoot } from "../project/project.js";
import { UsageError } from "../outcome/usage-error.js";
import { say } from "../terminal/stderr.js";

/**
 * `agents build --watch`: builds now, and again after each change, until Ctrl-C or SIGTERM ends it, which
 * is normal, so the exit code is 0. Prints diagnostics when they change, and one line for every build.
 *
 * @throws {UsageError} with `--check`, which runs once and writes nothing
 */
export async function watchBuild(options: BuildCommandOptions): Promise<ExitCode> {
  if (options.check) throw new UsageError("--check and --watch cannot be combined. Leave one out.");
  const { config, strict, force } = options;
  const paint = createPaint(process.stderr);
  const note = (text: string) => say(`${text}\n`);
  const ended = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  let saying = Promise.resolve();

  const watch = watchProject({
    root: projectRoot(options),
    ...(config !== undefined && { config }),
    ...outputOptions(options),
    ...(strict && { strict }),
    ...(force && { force }),
    envFile: true,
    onBuild: (event) => (saying = saying.then(() => sayBuild(event))),
    onFailure: (error) => note(`${time()} ${paint.red("error:")} ${detailOf(error)}`),
    onWait: (other) => note(`Waiting for another build, ${other}, to finish writing.`),
    onPolling: ({ message }) =>
      note(`Checking for changes every second, because the system cannot watch files: ${message}.`),
  });
  let isFirst = true;
  async function sayBuild({ result, durationMs, isNews }: WatchEvent): Promise<void> {
    if (isNews) await sayDiagnostics(result, options);
    note(`${time()} ${describeOutcome(result, { ...options, durationMs })}`);
    if (isFirst) note(paint.dim("Watching for changes. Press Ctrl-C to stop."));
    isFirst = false;
  }
  const time = () => paint.dim(new Date().toTimeString().slice(0, "hh:mm:ss".length));

  await ended;
  // A second Ctrl-C ends the process at once.
  process.once("SIGINT", () => process.exit(exitCode.cancelled));
  await watch.close();
  await saying;
  return exitCode.success;
}

function detailOf({ message, stack }: Error): string {
  return /\btroupe\b|^\*$/.test(process.env["DEBUG"] ?? "") ? (stack ?? message) : message;
}

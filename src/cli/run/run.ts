import type { AgentSpec } from "../../manifest/manifest.js";
import type { CallOptions } from "../../runtime/call/caller.js";
import type { Execution } from "../../reading/execution.js";
import type { ExecutionRecord } from "../../protocol/record.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import type { Project, ProjectOptions } from "../project/project.js";
import { createPaint } from "../terminal/paint.js";
import { openStdout, type Stdout } from "../terminal/stdout.js";
import { humanPace } from "./human-pace.js";
import { ownCause } from "../outcome/own-cause.js";
import { prepareCall } from "./prepare-call.js";
import { printExecution, type PrintedPart } from "./print-execution.js";
import { printTools } from "./print-tools.js";
import { addRunOptions, exitCodeHelp, type RunOptions } from "./run-options.js";
import { summarize } from "./summary.js";
import { say } from "../terminal/stderr.js";

/**
 * `agents run`: calls an agent from the command line.
 *
 * @param before - the options before the agent's name
 * @param args - the arguments after it: the params and more options, which take precedence
 */
export async function runAgent(
  name: string,
  args: readonly string[],
  before: RunOptions & ProjectOptions,
): Promise<ExitCode> {
  const { project, spec, caller, params, context, options } = await prepareCall(
    { name: "run", addOptions: addRunOptions, help: exitCodeHelp },
    name,
    args,
    before,
  );
  if (options.fake) answerWithFake(project);

  const stdout = openStdout();
  const execution = caller(params, { ...toCallOptions(options, spec), context });
  const stopListening = cancelOnInterrupt(execution, stdout);
  printTools(execution, createPaint(process.stderr));
  if (options.approve) {
    execution.on("approval", ({ toolCallId }) => execution.approve(toolCallId));
  }
  await printExecution(execution, partToPrint(options, spec), stdout);
  const record = await execution.record;
  stopListening();
  if (stdout.closed.aborted) return exitCode.success;
  if (process.stdout.isTTY && !options.json && !options.events) await stdout.write("\n");
  const cause = await execution.then(() => undefined, ownCause);
  say(summarize(record, createPaint(process.stderr), cause));
  return toExitCode(record);
}

/**
 * Lets the fake provider answer for every provider, because `--fake` must send nothing and need no key,
 * even if an agent that is a tool has its own model. A caller reads the config's providers when it calls,
 * and only this process reads this config, so they can be replaced in place. If the project has its own
 * `fake`, that answers.
 */
function answerWithFake({ config }: Project): void {
  const { fake, ...others } = config.providers;
  if (!fake) return;
  const paced = humanPace(fake);
  const names = ["fake", ...Object.keys(others)];
  Object.assign(config.providers, Object.fromEntries(names.map((name) => [name, paced])));
}

function toCallOptions(options: RunOptions, spec: AgentSpec): CallOptions {
  const model = options.model ?? spec.model;
  return {
    timeout: options.timeout,
    streaming: options.stream,
    cache: options.cache,
    model: options.fake ? `fake/${model.slice(model.indexOf("/") + 1)}` : options.model,
  };
}

function partToPrint(options: RunOptions, spec: AgentSpec): PrintedPart {
  if (options.events) return "events";
  if (options.json) return "output";
  return (options.stream ?? spec.streaming) ? "chunks" : "text";
}

/**
 * The first Ctrl-C cancels the execution, so that the summary is still printed; the second ends the
 * process.
 */
function cancelOnInterrupt(execution: Execution<unknown>, stdout: Stdout): () => void {
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(exitCode.cancelled);
    interrupted = true;
    execution.cancel("Ctrl-C");
  };
  process.on("SIGINT", interrupt);
  stdout.closed.addEventListener("abort", () => execution.cancel("stdout was closed."));
  return () => process.off("SIGINT", interrupt);
}

function toExitCode({ status, error }: ExecutionRecord): ExitCode {
  if (status === "success") return exitCode.success;
  if (status === "timeout") return exitCode.timeout;
  if (status === "cancelled") return exitCode.cancelled;
  const usage = error?.code === "invalid_params" || error?.code === "config_invalid";
  return usage ? exitCode.usage : exitCode.failed;
}

import { join } from "node:path";
import { Command } from "commander";
import { isAgentError } from "../../errors.js";
import { nearest } from "../../internal/nearest.js";
import type { AgentSpec, Manifest } from "../../manifest/manifest.js";
import type { Caller, CallOptions } from "../../runtime/caller.js";
import type { Execution } from "../../runtime/execution.js";
import type { ExecutionRecord } from "../../store/record.js";
import { exitCode, type ExitCode } from "../exit-code.js";
import { loadManifest } from "../load-manifest.js";
import { addProjectOptions } from "../project-options.js";
import { loadProject, type Project, type ProjectOptions } from "../project.js";
import { createPaint } from "../paint.js";
import { openStdout, type Stdout } from "../stdout.js";
import { UsageError } from "../usage-error.js";
import { readAgentArguments } from "./agent-command.js";
import { humanPace } from "./human-pace.js";
import { printExecution, type PrintedPart } from "./print-execution.js";
import { printTools } from "./print-tools.js";
import { readParams } from "./read-params.js";
import { readWholeParams } from "./read-whole-params.js";
import type { RunOptions } from "./run-options.js";
import { summarize } from "./summary.js";

/**
 * `agents run`: calls an agent from the command line.
 *
 * @param before - the options that stood before the agent's name
 * @param args - what stood after it: the params and more options, which win
 */
export async function runAgent(
  name: string,
  args: readonly string[],
  before: RunOptions & ProjectOptions,
): Promise<ExitCode> {
  const project = await loadProject({ ...before, ...readProjectOptions(args) });
  const manifest = await loadManifest(project.root, project.config.output);
  const spec = findAgent(manifest, name);
  const { flags, given, options: after } = readAgentArguments(spec, args);
  const options = { ...before, ...after };
  const params = readParams(flags, given, await readWholeParams(options.params, project.root));
  const caller = await loadCaller(project, spec);
  if (options.fake) slowFakeDown(project);

  const stdout = openStdout();
  const execution = caller(params, toCallOptions(options, spec));
  const stopListening = cancelOnInterrupt(execution, stdout);
  printTools(execution, createPaint(process.stderr));
  await printExecution(execution, partToPrint(options, spec), stdout);
  const record = await execution.record;
  stopListening();
  if (stdout.closed.aborted) return exitCode.success;
  if (process.stdout.isTTY && !options.json && !options.events) await stdout.write("\n");
  const cause = await ownCause(execution);
  process.stderr.write(summarize(record, createPaint(process.stderr), cause));
  return toExitCode(record);
}

// The project comes first: which params there are is known only once its manifest is read.
function readProjectOptions(args: readonly string[]): ProjectOptions {
  const scan = addProjectOptions(new Command()).allowUnknownOption();
  scan.parseOptions([...args]);
  return scan.opts<ProjectOptions>();
}

function findAgent(manifest: Manifest, name: string): AgentSpec {
  const spec = Object.hasOwn(manifest.agents, name) ? manifest.agents[name] : undefined;
  if (spec) return spec;
  const names = Object.keys(manifest.agents);
  const suggestion = nearest(name, names);
  throw new UsageError(
    `There is no agent ${JSON.stringify(name)}.${suggestion ? ` Did you mean ${suggestion}?` : ""} There are: ${names.join(", ") || "none"}.`,
  );
}

async function loadCaller(project: Project, spec: AgentSpec): Promise<Caller<unknown, unknown>> {
  const index = join(project.config.output, "index.ts");
  const module = await project.loader.load(join(project.root, index));
  const caller = module[spec.name];
  if (typeof caller !== "function") {
    throw new UsageError(`${index} does not export ${spec.name} - run: agents build`);
  }
  return caller as Caller<unknown, unknown>;
}

/**
 * A caller reads the config's providers when it calls, and this process is the only one that reads
 * this config, so the provider can be replaced in place. The project's own `fake` stays what answers.
 */
function slowFakeDown({ config }: Project): void {
  const { fake } = config.providers;
  if (fake) Object.assign(config.providers, { fake: humanPace(fake) });
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

/** The first Ctrl-C cancels, so that the summary still comes; the second ends the process. */
function cancelOnInterrupt(execution: Execution<unknown>, stdout: Stdout): () => void {
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(exitCode.cancelled);
    interrupted = true;
    execution.cancel("Ctrl-C");
  };
  process.on("SIGINT", interrupt);
  stdout.closed.addEventListener("abort", () => execution.cancel("Nobody reads stdout."));
  return () => process.off("SIGINT", interrupt);
}

/** What a prompt method or a schema of the project threw. */
async function ownCause(execution: Execution<unknown>): Promise<unknown> {
  try {
    await execution;
    return undefined;
  } catch (error) {
    if (!isAgentError(error)) return error;
    const own = ["prompt_failed", "invalid_params", "invalid_output"];
    return own.includes(error.code) ? error.cause : undefined;
  }
}

function toExitCode({ status, error }: ExecutionRecord): ExitCode {
  if (status === "success") return exitCode.success;
  if (status === "timeout") return exitCode.timeout;
  if (status === "cancelled") return exitCode.cancelled;
  const usage = error?.code === "invalid_params" || error?.code === "config_invalid";
  return usage ? exitCode.usage : exitCode.failed;
}

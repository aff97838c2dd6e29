import { join } from "node:path";
import { Command } from "commander";
import type { Json } from "../../internal/json.js";
import type { AgentSpec } from "../../manifest/manifest.js";
import type { Execution } from "../../reading/execution.js";
import type { AnyCallOptions, ContextValues } from "../../runtime/call/context-caller.js";
import { findAgent } from "../project/find-agent.js";
import { loadManifest } from "../project/load-manifest.js";
import { addProjectOptions } from "../project/project-options.js";
import { loadProject, type Project, type ProjectOptions } from "../project/project.js";
import { UsageError } from "../outcome/usage-error.js";
import { readAgentArguments, type AgentCommand } from "./agent-command.js";
import { readContext } from "./read-context.js";
import { readParams } from "./read-params.js";
import { readWholeParams } from "./read-whole-params.js";

/** The caller of an agent, whatever its params, output and context are. */
type AnyCaller = (params: unknown, options: AnyCallOptions) => Execution<unknown>;

/** An agent that a command is about to call, and its arguments. */
export interface PreparedCall<Options> {
  readonly project: Project;
  readonly spec: AgentSpec;
  readonly caller: AnyCaller;
  /** As typed, not yet validated by the agent. */
  readonly params: Readonly<Record<string, Json>>;
  /** Absent: none was given, and none is required. */
  readonly context: ContextValues | undefined;
  readonly options: Options;
}

/**
 * Prepares a call from the command line: loads the project, its manifest and the agent's caller, and reads
 * the params.
 *
 * @param before - the options before the agent's name
 * @param args - the arguments after it: the params and more options, which take precedence
 */
export async function prepareCall<
  Options extends { readonly params?: string; readonly contextFrom?: string },
>(
  command: AgentCommand,
  name: string,
  args: readonly string[],
  before: Options & ProjectOptions,
): Promise<PreparedCall<Options>> {
  const project = await loadProject({ ...before, ...readProjectOptions(args) });
  const manifest = loadManifest(project.root, project.config.output);
  const spec = findAgent(manifest, name);
  const { flags, given, options } = readAgentArguments(command, spec, args, before);
  const params = readParams(flags, given, await readWholeParams(options.params, project.root));
  const context = await readContext(options.contextFrom, spec, project);
  return { project, spec, caller: await loadCaller(project, spec), params, context, options };
}

// The project comes first, because its manifest says which params there are.
function readProjectOptions(args: readonly string[]): ProjectOptions {
  const scan = addProjectOptions(new Command()).allowUnknownOption();
  scan.parseOptions([...args]);
  return scan.opts<ProjectOptions>();
}

async function loadCaller(project: Project, spec: AgentSpec): Promise<AnyCaller> {
  const index = join(project.config.output, "index.ts");
  const module = await project.loader.load(join(project.root, index));
  const caller = module[spec.name];
  if (typeof caller !== "function") {
    throw new UsageError(`${index} does not export ${spec.name} - run: agents build`);
  }
  return caller as AnyCaller;
}

import { posix } from "node:path";
import { importStyleIn } from "../setup/import-style-in.js";
import { nearest } from "../../internal/nearest.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { createPaint } from "../terminal/paint.js";
import { loadProject, type Project, type ProjectOptions } from "../project/project.js";
import { readModel } from "../run/run-options.js";
import { agentFile } from "../setup/agent-file.js";
import { writeNewFile } from "../setup/write-new-file.js";
import { openStdout } from "../terminal/stdout.js";
import { UsageError } from "../outcome/usage-error.js";
import { readAgentName, type AgentNames } from "./agent-names.js";
import { agentSource } from "./agent-source.js";
import { askForAgent, defaultModel } from "./ask-for-agent.js";
import { exampleFlags } from "./example-flags.js";
import { findBase, type BaseAgent } from "./find-base.js";
import { findClash } from "./find-clash.js";
import type { NewAgent } from "./new-agent.js";
import type { NewOptions } from "./new-options.js";
import { openTerminal, type Terminal } from "./open-terminal.js";
import { readParams } from "./read-params.js";
import { say } from "../terminal/stderr.js";

/**
 * `agents new`: writes the file of a new agent where the config looks for agents, and says what is
 * left to do. In a terminal it asks for what the options leave open; anywhere else, and with `--yes`,
 * it takes defaults, and only a missing name is an error. It overwrites nothing.
 */
export async function newAgent(
  name: string | undefined,
  options: NewOptions & ProjectOptions,
): Promise<ExitCode> {
  const project = await loadProject(options);
  const terminal = options.yes ? undefined : openTerminal();
  try {
    const agent = await design(name, options, project, terminal);
    if (!writeNewFile(project.root, agent.file, agentSource(agent))) {
      throw new UsageError(`${agent.file} already exists and was not changed.`);
    }
    await openStdout().write(report(agent));
    return exitCode.success;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "AbortError") throw error;
    say("\nNothing was written.\n");
    return exitCode.cancelled;
  } finally {
    terminal?.close();
  }
}

async function design(
  name: string | undefined,
  options: NewOptions,
  project: Project,
  terminal: Terminal | undefined,
): Promise<NewAgent> {
  const { names, file } = await nameAgent(name, project, terminal);
  const { root, config } = project;
  const base = await findBase({ root, folder: posix.dirname(file), output: config.output });
  const needsModel = config.defaults.model === undefined && !base?.hasModel;
  const readKnown = (text: string) => readKnownModel(text, project);
  // What was given is wrong before anything is asked.
  if (options.model !== undefined) readKnown(options.model);
  assertNotInherited(readParams(options.param ?? []), base);
  const wanted = terminal
    ? await askForAgent(terminal, options, { needsModel, readModel: readKnown })
    : options;
  const { description, streaming, schema = false, param = [] } = wanted;
  const params = readParams(param);
  const model = wanted.model ?? (needsModel ? defaultModel : undefined);
  assertNotInherited(params, base);
  return {
    names,
    file,
    schema,
    params,
    imports: config.emit.imports ?? importStyleIn(root),
    ...(description?.trim() && { description }),
    ...(model !== undefined && { model }),
    // What holds without a word is left unsaid.
    ...(streaming !== undefined && (streaming || config.defaults.streaming) && { streaming }),
    ...(base && { base }),
  };
}

async function nameAgent(
  given: string | undefined,
  project: Project,
  terminal: Terminal | undefined,
): Promise<{ readonly names: AgentNames; readonly file: string }> {
  if (given !== undefined) return placeNamed(readAgentName(given), project);
  if (!terminal) {
    throw new UsageError("Name the new agent, for example: agents new story");
  }
  const names = await terminal.ask("What is the agent called? ", readAgentName);
  return placeNamed(names, project);
}

async function placeNamed(names: AgentNames, project: Project) {
  const file = agentFile(project.config.agents, names.fileName);
  if (file === undefined) {
    const globs = project.config.agents.map((glob) => JSON.stringify(glob)).join(", ");
    throw new UsageError(
      `The "agents" globs in the config (${globs}) do not say where to put a new agent. Add a glob such as "agents/**/*.agent.ts".`,
    );
  }
  const clash = await findClash(names.name, project);
  if (clash) {
    throw new UsageError(
      `The agent ${JSON.stringify(clash.name)} already exists, in ${clash.source}.`,
    );
  }
  return { names, file };
}

/** @throws {UsageError} when it is no model, or of a provider that the config does not know */
function readKnownModel(text: string, { config }: Project): string {
  const model = readModel(text);
  const provider = model.slice(0, model.indexOf("/"));
  if (Object.hasOwn(config.providers, provider)) return model;
  const names = Object.keys(config.providers);
  const meant = nearest(provider, names);
  throw new UsageError(
    `The provider ${JSON.stringify(provider)} is not configured.${meant ? ` Did you mean ${meant}?` : ""} The providers are ${names.join(", ")}.`,
  );
}

function assertNotInherited(params: readonly ParamSpec[], base: BaseAgent | undefined): void {
  const param = params.find(({ name }) => base?.params.includes(name));
  if (!param) return;
  throw new UsageError(
    `The new agent extends ${base?.className}, which already has the param ${JSON.stringify(param.name)}.`,
  );
}

function report({ names, file, params, base }: NewAgent): string {
  const paint = createPaint(process.stdout);
  const inherits = base ? `, which extends ${base.className} in ${base.file}` : "";
  const call = `npx troupe run ${names.name}${exampleFlags(params)}`;
  return [
    `${paint.green("created")}  ${file}${inherits}`,
    "",
    paint.bold("Then:"),
    `  write its prompt in ${file}`,
    "  npx troupe build",
    `  ${call} --fake`,
    "",
  ].join("\n");
}

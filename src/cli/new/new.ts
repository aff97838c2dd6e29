import { posix } from "node:path";
import { importStyleIn } from "../setup/import-style-in.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { createPaint } from "../terminal/paint.js";
import { loadProject, type Project, type ProjectOptions } from "../project/project.js";
import { agentFile } from "../setup/agent-file.js";
import { writeNewFile } from "../setup/write-new-file.js";
import { openStdout } from "../terminal/stdout.js";
import { UsageError } from "../outcome/usage-error.js";
import { readAgentName, type AgentNames } from "./agent-names.js";
import { agentSource } from "./agent-source.js";
import { askForAgent, defaultModel } from "./ask-for-agent.js";
import { exampleFlags } from "./example-flags.js";
import { findBase } from "./find-base.js";
import type { NewAgent } from "./new-agent.js";
import type { NewOptions } from "./new-options.js";
import { openTerminal, type Terminal } from "./open-terminal.js";
import { say } from "../terminal/stderr.js";
import { readParam } from "./read-param.js";

/**
 * `agents new`: writes the file of a new agent where the config searches for agents, and says what is left
 * to do. In a terminal it asks for missing options; elsewhere, and with `--yes`, it uses defaults, and only
 * a missing name is an error. It overwrites nothing.
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
  // Checks the given params before it asks for anything.
  const given = options.param?.map(readParam);
  const wanted = terminal ? await askForAgent(terminal, options, needsModel) : options;
  const { description, streaming, schema = false, param = [] } = wanted;
  const params = given ?? param.map(readParam);
  const model = wanted.model ?? (needsModel ? defaultModel : undefined);
  return {
    names,
    file,
    schema,
    params,
    imports: config.emit.imports ?? importStyleIn(root),
    ...(description?.trim() && { description }),
    ...(model !== undefined && { model }),
    // Left out if it is the default anyway.
    ...(streaming !== undefined && (streaming || config.defaults.streaming) && { streaming }),
    ...(base && { base }),
  };
}

async function nameAgent(
  given: string | undefined,
  { config }: Project,
  terminal: Terminal | undefined,
): Promise<{ readonly names: AgentNames; readonly file: string }> {
  const names =
    given === undefined
      ? await terminal?.ask("What is the agent called? ", readAgentName)
      : readAgentName(given);
  if (names === undefined) {
    throw new UsageError("Name the new agent, for example: agents new story");
  }
  const file = agentFile(config.agents, names.fileName);
  if (file !== undefined) return { names, file };
  const globs = config.agents.map((glob) => JSON.stringify(glob)).join(", ");
  throw new UsageError(
    `The "agents" globs in the config (${globs}) do not say where to put a new agent. Add a glob such as "agents/**/*.agent.ts".`,
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

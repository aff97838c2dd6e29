import type { AgentSpec } from "../../manifest/manifest.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { findAgent } from "../project/find-agent.js";
import { loadManifest } from "../project/load-manifest.js";
import { createPaint } from "../terminal/paint.js";
import { loadProject, type ProjectOptions } from "../project/project.js";
import { openStdout } from "../terminal/stdout.js";
import { describeAgent } from "./describe-agent.js";
import { tableOf } from "./table-of-agents.js";

/** What `agents list` takes. */
export interface ListCommandOptions extends ProjectOptions {
  readonly json?: true;
}

/**
 * `agents list`: the agents of the last build as a table, or everything about one agent; with `--json`, as
 * in the manifest.
 */
export async function listAgents(
  name: string | undefined,
  options: ListCommandOptions,
): Promise<ExitCode> {
  const { root, config } = await loadProject(options);
  const manifest = loadManifest(root, config.output);
  const one = name === undefined ? undefined : findAgent(manifest, name);
  const stdout = openStdout();
  if (options.json) {
    await stdout.writeData(`${JSON.stringify(one ?? manifest.agents, undefined, 2)}\n`);
    return exitCode.success;
  }
  await stdout.write(one ? describeAgent(one) : overviewOf(Object.values(manifest.agents)));
  return exitCode.success;
}

function overviewOf(agents: readonly AgentSpec[]): string {
  // A pipe has no width, and nothing is cut off there.
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  const { heading, lines, isWhole } = tableOf(agents, width);
  const paint = createPaint(process.stdout);
  const more = isWhole ? [] : ["", paint.dim(`agents list <agent> shows all of one.`)];
  return [paint.bold(heading), ...lines, ...more, ""].join("\n");
}

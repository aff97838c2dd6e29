import type { Manifest } from "../../manifest/manifest.js";
import { specsOf } from "../../manifest/specs-of.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { findCallable } from "../project/find-callable.js";
import { loadManifest } from "../project/load-manifest.js";
import { createPaint } from "../terminal/paint.js";
import { loadProject, type ProjectOptions } from "../project/project.js";
import { openStdout } from "../terminal/stdout.js";
import { describeCallable } from "./describe-callable.js";
import { tableOfAgents, tableOfNetworks } from "./table-of-callables.js";

/** What `agents list` takes. */
export interface ListCommandOptions extends ProjectOptions {
  readonly json?: true;
}

/**
 * `agents list`: the agents and networks of the last build as tables, or everything about one of them; with
 * `--json`, as in the manifest.
 */
export async function listAgents(
  name: string | undefined,
  options: ListCommandOptions,
): Promise<ExitCode> {
  const { root, config } = await loadProject(options);
  const manifest = loadManifest(root, config.output);
  const one = name === undefined ? undefined : findCallable(manifest, name);
  const stdout = openStdout();
  if (options.json) {
    await stdout.writeData(`${JSON.stringify(one ?? specsOf(manifest), undefined, 2)}\n`);
    return exitCode.success;
  }
  await stdout.write(one ? describeCallable(one) : overviewOf(manifest));
  return exitCode.success;
}

function overviewOf({ agents, networks = {} }: Manifest): string {
  // A pipe has no width, and nothing is cut off there.
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  const ofAgents = Object.values(agents);
  const ofNetworks = Object.values(networks);
  const tables = [
    // Without anything, its heading.
    ...(ofAgents.length > 0 || ofNetworks.length === 0 ? [tableOfAgents(ofAgents, width)] : []),
    ...(ofNetworks.length > 0 ? [tableOfNetworks(ofNetworks, width)] : []),
  ];
  const paint = createPaint(process.stdout);
  const texts = tables.map(({ heading, lines }) => [paint.bold(heading), ...lines].join("\n"));
  const isWhole = tables.every((table) => table.isWhole);
  const more = isWhole ? [] : [paint.dim(`agents list <name> shows all of one.`)];
  return `${[...texts, ...more].join("\n\n")}\n`;
}

import type { AgentSpec, ParamSpec } from "../manifest/manifest.js";
import { exitCode, type ExitCode } from "./exit-code.js";
import { loadManifest } from "./load-manifest.js";
import { createPaint } from "./paint.js";
import { loadProject, type ProjectOptions } from "./project.js";
import { describeType } from "./run/describe-type.js";
import { openStdout } from "./stdout.js";
import { formatTable, type Column } from "./table.js";

/** What `agents list` takes. */
export interface ListCommandOptions extends ProjectOptions {
  readonly json?: true;
}

const columns: readonly Column[] = [
  { title: "name" },
  { title: "model" },
  { title: "streams" },
  { title: "params", shrinks: "first" },
  { title: "output", shrinks: "first" },
  { title: "cache" },
  { title: "source", shrinks: "last" },
];

/** `agents list`: what the last build found, as a table or as the manifest's own JSON. */
export async function listAgents(options: ListCommandOptions): Promise<ExitCode> {
  const { root, config } = await loadProject(options);
  const { agents } = loadManifest(root, config.output);
  const stdout = openStdout();
  if (options.json) {
    await stdout.writeData(`${JSON.stringify(agents, undefined, 2)}\n`);
    return exitCode.success;
  }
  const rows = Object.values(agents).map(toRow);
  // What reads a pipe has no width; what is cut off there is lost.
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  const [heading = "", ...lines] = formatTable(columns, rows, width);
  const paint = createPaint(process.stdout);
  await stdout.write([paint.bold(heading), ...lines, ""].join("\n"));
  return exitCode.success;
}

function toRow(spec: AgentSpec): string[] {
  return [
    spec.name,
    spec.model,
    spec.streaming ? "yes" : "no",
    spec.params.map(describeParam).join(", ") || "none",
    describeOutput(spec),
    spec.cache ? formatTtl(spec.cache.ttlMs) : "off",
    spec.source,
  ];
}

function describeParam({ name, required, type }: ParamSpec): string {
  return `${name}${required ? "" : "?"}: ${describeType(type)}`;
}

function describeOutput({ output }: AgentSpec): string {
  if (!output) return "text";
  const properties = output.schema["properties"];
  if (typeof properties !== "object" || properties === null) return output.exportName;
  return `{ ${Object.keys(properties).join(", ")} }`;
}

function formatTtl(ms: number): string {
  for (const [unit, length] of [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
  ] as const) {
    if (ms % length === 0) return `${ms / length}${unit}`;
  }
  return `${ms}ms`;
}

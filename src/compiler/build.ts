import { realpathSync } from "node:fs";
import path from "node:path";
import type { ManifestDifference } from "../manifest/find-differences.js";
import type { Manifest } from "../manifest/manifest.js";
import { reportOutput } from "./config/check-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { report } from "./diagnostics/report.js";
import { settleDiagnostics } from "./diagnostics/settle-diagnostics.js";
import { emit } from "./emit/emit.js";
import { findZod } from "./evaluate/find-zod.js";
import { toEmitAgent } from "./link/to-spec.js";
import { locateInConfig } from "./config/locate-in-config.js";
import { reportMissingPeer } from "./missing-peer.js";
import { openConfig, type OpenedConfig } from "./config/open-config.js";
import { findAgentFiles } from "./source/find-agent-files.js";
import { findOwnedFiles } from "./write/owned-files.js";
import { describeOwner, type LockOwner } from "./write/lock-owner.js";
import { finishOutput, writeTree } from "./write/write-tree.js";

/** What {@link build} takes. */
export interface BuildOptions {
  /** The folder of the project. */
  readonly root: string;
  /** From the root. Default: `"agents.config.ts"`. */
  readonly config?: string;
  /** Write nothing, and say what is stale. Default: false. */
  readonly check?: boolean;
  /**
   * Take warnings as errors: nothing is written while there is one that no comment turns off, nor over
   * a file that was edited by hand. Default: false.
   */
  readonly strict?: boolean;
  /**
   * Called when another build has been writing the same output for a second, with its process
   * in words. After ten seconds the build gives up, with `write/locked`.
   */
  readonly onWait?: (process: string) => void;
}

/** What a build did. Paths are from the root, with `/`, sorted. */
export interface BuildResult {
  /** Whether there is no error. A stale output is none. */
  readonly ok: boolean;
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there is an error. */
  readonly manifest?: Manifest;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** With `check`: what a build would write or remove. */
  readonly stale: readonly string[];
  /** With `check`, where anything is stale: what of which agent changed since the last build. */
  readonly changes: readonly ManifestDifference[];
  /** How many agents were found. */
  readonly agents: number;
}

/**
 * Compiles the agents of a project into its output folder. What is wrong with the project is in the
 * diagnostics, all at once; nothing is written when there is any error.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  try {
    return await compile(options);
  } catch (error) {
    const missing = reportMissingPeer(error);
    if (missing === undefined) throw error;
    return failed([missing]);
  }
}

async function compile(options: BuildOptions): Promise<BuildResult> {
  const root = realpathSync(options.root).replaceAll("\\", "/");
  const opened = await openConfig(root, options.config ?? "agents.config.ts");
  if ("diagnostics" in opened) return failed(await explain(opened.diagnostics, root));

  const { config, configFile, output } = opened;
  const waiting = { onWait: (owner?: LockOwner) => options.onWait?.(describeOwner(owner)) };
  const unfinished = await finishOutput({ root, output, ...waiting });
  if (unfinished.length > 0) return failed(unfinished);
  const files = await findAgentFiles({ root, globs: config.agents, output });
  const outside = files.filter((file) => !file.startsWith(`${root}/`));
  if (outside.length > 0) return failed(outside.map((file) => reportOutside(file, root, opened)));
  // From here on the TypeScript compiler is loaded.
  const { analyzeProject } = await import("./analyze/analyze-project.js");
  const { linkProject } = await import("./link/link-project.js");
  const { checkProgram } = await import("./check/check-program.js");
  const analyzed = analyzeProject(root, files);
  const { program, diagnostics: loading } = await linkProject(analyzed, opened);
  const found = [...analyzed.diagnostics, ...loading, ...checkProgram(program)];
  if (program.agents.length === 0 && !hasError(found))
    found.push(await reportNoAgents(root, opened));
  const { strict = false, check = false } = options;
  const diagnostics = settleDiagnostics(found, { directives: program.directives, strict });
  if (hasError(diagnostics)) return failed(diagnostics, program.agents.length);

  const agents = program.agents.map(toEmitAgent);
  const tree = emit({
    agents,
    config: configFile,
    output,
    zod: findZod(root),
    imports: config.emit.imports ?? analyzed.imports,
    jsonSchemas: config.emit.jsonSchemas ?? false,
  });
  const write = await writeTree(tree, { root, output, check, keepEdited: strict, ...waiting });
  const all = settleDiagnostics([...write.diagnostics, ...diagnostics], { directives: [], strict });
  if (hasError(all)) return failed(all, agents.length);
  const { diagnostics: _, ...changes } = write;
  const manifest = JSON.parse(tree.get("manifest.json") ?? "null") as Manifest;
  return { ok: true, diagnostics: all, manifest, ...changes, agents: agents.length };
}

/** A tsconfig that cannot be read keeps the config from loading, and is not what the loader names. */
async function explain(found: readonly Diagnostic[], root: string): Promise<readonly Diagnostic[]> {
  if (!found.some(({ code }) => code === "config/load-failed")) return found;
  const { readTsconfig } = await import("./source/read-tsconfig.js");
  const { diagnostics } = readTsconfig(root);
  return hasError(diagnostics) ? diagnostics : found;
}

function reportOutside(file: string, root: string, { configFile }: OpenedConfig): Diagnostic {
  const module = path.posix.relative(root, file);
  return report("config/agents-outside", undefined, { module, file: configFile });
}

async function reportNoAgents(root: string, opened: OpenedConfig): Promise<Diagnostic> {
  const { config, configFile: file, configText: text, output } = opened;
  const folder = path.posix.join(root, output);
  const owned = new Set(await findOwnedFiles(folder));
  const matched = await findAgentFiles({ root, globs: config.agents });
  const isHidden = (module: string) =>
    module.startsWith(`${folder}/`) && !owned.has(path.posix.relative(folder, module));
  if (matched.some(isHidden)) return reportOutput(config, { file, text });
  const globs = config.agents.map((glob) => JSON.stringify(glob)).join(", ");
  return report("agent/none", locateInConfig({ file, text }, ["agents"]), { globs, file });
}

function failed(diagnostics: readonly Diagnostic[], agents = 0): BuildResult {
  const nothing = { written: [], removed: [], stale: [], changes: [] };
  return { ok: false, diagnostics, ...nothing, agents };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

import path from "node:path";
import type { AnalyzedProject } from "./analyze/analyze-project.js";
import type { NotedInputs } from "./cache/inputs.js";
import { noReads, recordReads } from "./cache/record-reads.js";
import type { Compiled, CompileFailure } from "./compiled.js";
import { reportOutput } from "./config/check-config.js";
import { locateInConfig } from "./config/locate-in-config.js";
import { openConfig, type OpenedConfig } from "./config/open-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { report } from "./diagnostics/report.js";
import { sortDiagnostics } from "./diagnostics/sort-diagnostics.js";
import { emit } from "./emit/emit.js";
import { findZod } from "./evaluate/find-zod.js";
import { toEmitAgent } from "./link/to-spec.js";
import { findAgentFiles } from "./source/find-agent-files.js";
import type { LockOptions } from "./write/take-lock.js";
import { findOwnedFiles } from "./write/owned-files.js";
import { finishOutput } from "./write/write-tree.js";

/** What {@link compile} takes. */
export interface CompileOptions {
  /** Absolute, without links. */
  readonly root: string;
  /** From the root. */
  readonly config: string;
  /** How the lock of the output is waited for, where a build was killed. */
  readonly waiting: LockOptions;
}

/** What a project compiles to, and what from. */
export interface Compilation {
  readonly result: Compiled | CompileFailure;
  /** Absent where there is an error. */
  readonly inputs?: NotedInputs;
}

/** Compiles a project, in memory. What it reads is noted, so that a later build can tell whether to. */
export async function compile({
  root,
  config: configPath,
  waiting,
}: CompileOptions): Promise<Compilation> {
  const startedAtMs = Date.now();
  const env = { ...process.env };
  const reads = noReads();
  const opened = await recordReads(reads, () => openConfig(root, configPath));
  if ("diagnostics" in opened) return failed(await explain(opened.diagnostics, root));

  const { config, configFile, output, loader } = opened;
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
  const { program, found, zod } = await recordReads(reads, async () => {
    const { program, diagnostics: loading } = await linkProject(analyzed, opened);
    const found = [...analyzed.diagnostics, ...loading, ...checkProgram(program)];
    return { program, found, zod: findZod(root) };
  });
  if (program.agents.length === 0 && !hasError(found))
    found.push(await reportNoAgents(root, opened));
  const diagnostics = sortDiagnostics(found);
  if (hasError(diagnostics)) return failed(diagnostics, program.agents.length);

  const agents = program.agents.map(toEmitAgent);
  const tree = emit({ agents, config: configFile, output, zod });
  const inputs = {
    root,
    output: path.join(root, output),
    globs: config.agents,
    files: [...files, ...readFilesOf(analyzed), ...loader.loaded()],
    folders: analyzed.sources.lookedIn(),
    reads,
    env,
    startedAtMs,
  };
  return { result: { output, tree, diagnostics, agents: agents.length }, inputs };
}

function readFilesOf({ sources, tsconfigs }: AnalyzedProject): string[] {
  return [...tsconfigs, ...sources.opened()];
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
  const owned = new Set(findOwnedFiles(folder));
  const matched = await findAgentFiles({ root, globs: config.agents });
  const isHidden = (module: string) =>
    module.startsWith(`${folder}/`) && !owned.has(path.posix.relative(folder, module));
  if (matched.some(isHidden)) return reportOutput(config, { file, text });
  const globs = config.agents.map((glob) => JSON.stringify(glob)).join(", ");
  return report("agent/none", locateInConfig({ file, text }, ["agents"]), { globs, file });
}

function failed(diagnostics: readonly Diagnostic[], agents = 0): Compilation {
  return { result: { diagnostics, agents } };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

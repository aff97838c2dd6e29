import path from "node:path";
import type { EarlierBuild } from "./cache/earlier-build.js";
import { findNear } from "./cache/find-near.js";
import type { NotedInputs } from "./cache/inputs.js";
import { keepUnchanged } from "./cache/keep-unchanged.js";
import type { KeptParts } from "./cache/kept-parts.js";
import { noReads, recordReads } from "./cache/record-reads.js";
import type { Compiled, CompileFailure } from "./compiled.js";
import { openConfig, type OpenedConfig } from "./config/open-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hasError } from "./diagnostics/has-error.js";
import { settleDiagnostics } from "./diagnostics/settle-diagnostics.js";
import { emit } from "./emit/emit.js";
import { findZod } from "./evaluate/find-zod.js";
import { toEmitAgent } from "./link/to-spec.js";
import { explainLoadFailure, reportNoAgents, reportOutside } from "./report-project.js";
import { finishOutput } from "./write/write-tree.js";
import type { LockOptions } from "./write/take-lock.js";

/** What {@link compile} takes. */
export interface CompileOptions {
  /** Absolute, without links. */
  readonly root: string;
  /** From the root. */
  readonly config: string;
  /** How the lock of the output is waited for, where a build was killed. */
  readonly waiting: LockOptions;
  /** In milliseconds since 1970: when the build began. */
  readonly startedAtMs: number;
  /** What an earlier build left. Absent: all is analysed and loaded. */
  readonly earlier?: EarlierBuild | undefined;
}

/** What a project compiles to, and what from. */
export interface Compilation {
  readonly result: Compiled | CompileFailure;
  /** Absent where there is an error. */
  readonly inputs?: NotedInputs;
  /** Absent where the parts of the project are not apart from each other. */
  readonly parts?: KeptParts | undefined;
}

/**
 * Compiles a project, in memory. What it reads is noted, so that a later build can tell whether to; and
 * what an earlier build knows of modules whose imports are as they were is not asked again.
 */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const { root, waiting, earlier } = options;
  const noted = { env: { ...process.env }, reads: noReads() };
  const opened = await recordReads(noted.reads, () => openConfig(root, options.config));
  if ("diagnostics" in opened) return failed(await explainLoadFailure(opened.diagnostics, root));

  const { config, output } = opened;
  const unfinished = await finishOutput({ root, output, ...waiting });
  if (unfinished.length > 0) return failed(unfinished);
  // No name has changed where only content has.
  const files = earlier?.parts.files ?? (await findFiles(root, config.agents, output));
  const outside = files.filter((file) => !file.startsWith(`${root}/`));
  if (outside.length > 0) return failed(outside.map((file) => reportOutside(file, root, opened)));
  const compilation = await compileAgents(opened, files, { ...options, ...noted });
  // What others may depend on unseen has come to be in a module that was alone before.
  const isWhole = earlier === undefined || compilation.parts !== undefined;
  return isWhole ? compilation : compile({ ...options, earlier: undefined });
}

async function compileAgents(
  opened: OpenedConfig,
  files: readonly string[],
  options: CompileOptions & Pick<NotedInputs, "env" | "reads">,
): Promise<Compilation> {
  const { root, earlier, env, reads, startedAtMs } = options;
  const { config, configFile, output, loader } = opened;
  const configModules = loader.loaded();
  // From here on the TypeScript compiler is loaded.
  const { analyzeProject } = await import("./analyze/analyze-project.js");
  const { linkProject } = await import("./link/link-project.js");
  const { readSurroundings } = await import("./link/read-surroundings.js");
  const { checkProgram } = await import("./check/check-program.js");
  const { collectParts } = await import("./cache/collect-parts.js");
  const kept = earlier && keepUnchanged(earlier.parts, earlier.changed, root);
  const isNew = (file: string) => kept === undefined || !kept.modules.has(file);
  const analyzed = analyzeProject(root, files.filter(isNew));
  const { sources, tsconfigs } = analyzed;
  const linking = await recordReads(reads, () => linkProject(analyzed, opened, kept));
  const { imports } = linking.linked;
  const read = new Set([...reads.files, ...sources.opened()]);
  const project = { ...opened, globs: config.agents, files, imports };
  const { surroundings, outskirts } = readSurroundings(project, sources);
  const program = { ...linking.linked, ...surroundings };
  const found = [
    ...analyzed.diagnostics,
    ...(kept?.diagnostics ?? []),
    ...linking.diagnostics,
    ...checkProgram(program),
  ];
  if (program.agents.length === 0 && !hasError(found))
    found.push(await reportNoAgents(root, opened));
  const { directives } = program;
  const diagnostics = settleDiagnostics(found, { directives, strict: false });
  const near = findNear(outskirts.files, { read, earlier });
  const parts = collectParts({ files, near, config: configModules }, analyzed, program, kept);
  if (hasError(diagnostics)) return { ...failed(diagnostics, program.agents.length), parts };

  const agents = program.agents.map(toEmitAgent);
  const tree = emit({ agents, config: configFile, output, zod: findZod(root) });
  const inputs = {
    root,
    output: path.join(root, output),
    globs: config.agents,
    files: [...files, ...tsconfigs, ...outskirts.files, ...sources.opened(), ...loader.loaded()],
    outskirts,
    folders: sources.lookedIn(),
    reads,
    env,
    startedAtMs,
  };
  return {
    result: { output, tree, diagnostics, agents: agents.length },
    inputs: kept && earlier ? addEarlier(inputs, earlier, imports) : inputs,
    parts,
  };
}

async function findFiles(root: string, globs: readonly string[], output: string) {
  const { findAgentFiles } = await import("./source/find-agent-files.js");
  return findAgentFiles({ root, globs, output });
}

/** What this build has not read, because an earlier one has. */
function addEarlier(
  noted: NotedInputs,
  { inputs, parts, changed }: EarlierBuild,
  imports: KeptParts["imports"],
): NotedInputs {
  const { root, reads } = noted;
  // What no agent reaches any more does not matter any more.
  const isStillRead = (file: string) => {
    const name = path.posix.relative(root, file);
    return imports.has(name) || !parts.imports.has(name);
  };
  const { names } = inputs.env;
  return {
    ...noted,
    files: [...noted.files, ...Object.keys(inputs.files).filter(isStillRead)],
    folders: [...noted.folders, ...Object.keys(inputs.folders)],
    unchanged: Object.fromEntries(
      Object.entries(inputs.files).filter(([file]) => !changed.includes(file)),
    ),
    reads: {
      ...reads,
      env: new Set([...reads.env, ...(names === "all" ? [] : names)]),
      listedEnv: reads.listedEnv || names === "all",
    },
  };
}

function failed(diagnostics: readonly Diagnostic[], agents = 0): Compilation {
  return { result: { diagnostics, agents } };
}

import path from "node:path";
import type { ImportStyle } from "../config/config.js";
import type { EarlierBuild } from "./cache/earlier-build.js";
import type { NotedInputs } from "./cache/input-places.js";
import { keepUnchanged, type StillTrue } from "./cache/keep-unchanged.js";
import type { KeptParts } from "./cache/kept-parts.js";
import { beginNotes, type ConfigNotes, noteConfig, noteFailedConfig } from "./cache/note-config.js";
import { recordReads } from "./cache/record-reads.js";
import {
  noCallables,
  type CallableCounts,
  type Compiled,
  type CompileFailure,
} from "./program/compiled.js";
import { openConfig, type OpenedConfig } from "./load-config/open-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hasError } from "./diagnostics/has-error.js";
import { settleDiagnostics } from "./diagnostics/settle-diagnostics.js";
import { agentsSection } from "./emit/agents-section.js";
import type { EmitInput } from "./emit/emit-input.js";
import { emit } from "./emit/emit.js";
import { findZod } from "./evaluate/find-zod.js";
import { createModuleLoader, type ModuleLoader } from "./evaluate/module-loader.js";
import type { Linked } from "./program/linked.js";
import type { Program } from "./program/program.js";
import { toEmitAgent, toEmitNetwork } from "./link/to-spec.js";
import {
  explainLoadFailure,
  reportNoAgents,
  reportPlaces,
  reportSchemaModules,
} from "./report-project.js";
import { findTsconfig, type FoundTsconfig } from "./source/find-tsconfig.js";
import type { Sources } from "./source/sources.js";

/** What {@link compile} takes. */
export interface CompileOptions {
  /** Absolute, without links. */
  readonly root: string;
  /** From the root. */
  readonly config: string;
  /** Default: what the config says. */
  readonly standalone?: boolean | undefined;
  /** From the root. Default: what the config says. */
  readonly agentsMd?: string | undefined;
  /** In milliseconds since 1970: when the build began. */
  readonly startedAtMs: number;
  /** What an earlier build left. Absent: everything is analysed and loaded. */
  readonly earlier?: EarlierBuild | undefined;
}

/** What a project compiles to, and what it was compiled from. */
export interface Compilation {
  readonly result: Compiled | CompileFailure;
  /** What it has read; after an error, what it had read by then. */
  readonly inputs: NotedInputs;
  /** Absent if the parts of the project depend on each other. */
  readonly parts?: KeptParts | undefined;
}

/**
 * Compiles a project, in memory. Notes what it reads, so that a later build can tell whether anything
 * changed. Modules whose imports are unchanged keep the earlier build's results.
 */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const { root, earlier } = options;
  const notes = beginNotes(options);
  const opened = await recordReads(notes.reads, () => openConfig(root, options.config));
  if ("diagnostics" in opened) {
    const diagnostics = await explainLoadFailure(opened.diagnostics, root);
    const read = [path.resolve(root, options.config), ...opened.loaded];
    return { result: failed(diagnostics), inputs: noteFailedConfig(notes, read) };
  }
  const { config, output } = opened;
  const modules = opened.loader.loaded();
  const opening = noteConfig(notes, { output, globs: config.agents, modules });
  const { standalone = config.standalone, agentsMd = config.agentsMd } = options;
  const kept = earlier && keepUnchanged(earlier.parts, earlier.changed, root);
  // If only contents have changed, the globs still match the same files.
  const files =
    earlier && kept ? earlier.parts.files : await findFiles(root, config.agents, output);
  const misplaced = reportPlaces(files, opened, agentsMd);
  if (misplaced.length > 0) return { result: failed(misplaced), inputs: opening.inputs };
  const asked = { files, standalone, agentsMd };
  const compilation = await compileAgents({ opened, opening, asked, earlier, kept });
  // A module that was independent before now contains something that others may depend on unseen.
  const isWhole = earlier === undefined || compilation.parts !== undefined;
  return isWhole ? compilation : compile({ ...options, earlier: undefined });
}

/** What to compile, and into what. */
interface Asked {
  /** Absolute, sorted. */
  readonly files: readonly string[];
  readonly standalone: boolean;
  /** From the root. */
  readonly agentsMd: string | undefined;
}

/** A compilation under way. */
interface Work {
  readonly opened: OpenedConfig;
  readonly opening: ConfigNotes;
  readonly asked: Asked;
  readonly earlier: EarlierBuild | undefined;
  readonly kept: StillTrue | undefined;
}

async function compileAgents({
  opened,
  opening,
  asked,
  earlier,
  kept,
}: Work): Promise<Compilation> {
  const { files, standalone, agentsMd } = asked;
  const { root, reads } = opening.inputs;
  const tsconfig = findTsconfig(root, files);
  const loader = loaderFor(tsconfig, opened);
  const changed = files.filter((file) => !kept?.modules.has(file));
  loader.expect(changed);
  // From here on the TypeScript compiler is loaded.
  const { analyzeProject } = await import("./analyze/analyze-project.js");
  const { linkProject } = await import("./link/link-project.js");
  const { readCode } = await import("./link/read-code.js");
  const { readSurroundings } = await import("./link/read-surroundings.js");
  const { checkProgram } = await import("./check/check-program.js");
  const { noteProject } = await import("./cache/note-project.js");
  const analyzed = analyzeProject(root, changed, tsconfig);
  const { sources } = analyzed;
  const linking = await recordReads(reads, () =>
    linkProject(analyzed, { ...opened, loader }, kept),
  );
  const code = readCode(linking.linked, sources, kept?.code);
  const read = new Set([...reads.files, ...sources.opened()]);
  const around = { ...opened, globs: opened.config.agents, files, imports: linking.linked.imports };
  const { surroundings, outskirts } = readSurroundings(around, sources);
  const program = { ...linking.linked, ...surroundings, code };

  const found = [
    ...opened.faults,
    ...analyzed.diagnostics,
    ...(kept?.diagnostics ?? []),
    ...linking.diagnostics,
    ...checkProgram(program),
  ];
  if (program.callables.length === 0 && !hasError(found))
    found.push(await reportNoAgents(root, opened));
  const copied = standalone && !hasError(found) ? await copy(program, files, sources) : undefined;
  found.push(...(copied?.diagnostics ?? []));
  if (!hasError(found)) found.push(...reportSchemaModules(program, files, root));
  const { directives } = program;
  const counts = { agents: program.agents.length, networks: program.networks.length };
  const diagnostics = settleDiagnostics(found, { directives, strict: false });

  const loaded = loader.loaded();
  const from = { files, opening, loaded, analyzed, program, read, outskirts, earlier, kept };
  const noted = noteProject(from);
  if (hasError(diagnostics)) return { result: failed(diagnostics, counts), ...noted };
  const project = toEmitInput(program, analyzed.imports, root, copied?.standalone);
  const section = agentsMd && { section: { file: agentsMd, text: agentsSection(project) } };
  const made = { output: opened.output, tree: emit(project), ...section };
  return { result: { ...made, diagnostics, ...counts }, ...noted };
}

/**
 * The config's own loader, unless the agents have another tsconfig, which is known only once their files
 * are.
 */
function loaderFor({ file }: FoundTsconfig, { loader }: OpenedConfig): ModuleLoader {
  return loader.tsconfig === file
    ? loader
    : createModuleLoader({ root: loader.root, tsconfig: file });
}

function toEmitInput(
  { callables, agents, networks, config, configFile, output, code }: Program,
  imports: ImportStyle,
  root: string,
  standalone: EmitInput["standalone"],
): EmitInput {
  return {
    agents: agents.map((agent) => toEmitAgent(agent, code)),
    networks: networks.map((network) => toEmitNetwork(network, code)),
    augments: callables.some(usesAgents),
    config: configFile,
    output,
    zod: findZod(root),
    imports: config.emit.imports ?? imports,
    jsonSchemas: config.emit.jsonSchemas ?? false,
    standalone,
  };
}

/** Whether a class has its callers from `Agents` of this package. An author writes a network first, then builds. */
function usesAgents({ kind, declaration: { namesAgents, memberUses } }: Linked): boolean {
  return !namesAgents && (kind === "network" || memberUses.length > 0);
}

async function copy(program: Program, files: readonly string[], sources: Sources) {
  const { copySources } = await import("./standalone/copy-sources.js");
  return copySources(program, files, sources);
}

async function findFiles(root: string, globs: readonly string[], output: string) {
  const { findAgentFiles } = await import("./source/find-agent-files.js");
  return findAgentFiles({ root, globs, output });
}

function failed(
  diagnostics: readonly Diagnostic[],
  { agents, networks }: CallableCounts = noCallables,
): CompileFailure {
  return { diagnostics, agents, networks };
}

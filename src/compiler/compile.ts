import path from "node:path";
import type { ImportStyle } from "../config/config.js";
import { addEarlier } from "./cache/add-earlier.js";
import type { EarlierBuild } from "./cache/earlier-build.js";
import { findNear } from "./cache/find-near.js";
import type { NotedInputs } from "./cache/input-places.js";
import { keepUnchanged, type StillTrue } from "./cache/keep-unchanged.js";
import type { KeptParts } from "./cache/kept-parts.js";
import { noReads, recordReads } from "./cache/record-reads.js";
import type { Compiled, CompileFailure } from "./program/compiled.js";
import { checkDocument } from "./load-config/check-document.js";
import { openConfig, type OpenedConfig } from "./load-config/open-config.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hasError } from "./diagnostics/has-error.js";
import { settleDiagnostics } from "./diagnostics/settle-diagnostics.js";
import { agentsSection } from "./emit/agents-section.js";
import type { EmitInput } from "./emit/emit-input.js";
import { emit } from "./emit/emit.js";
import { findZod } from "./evaluate/find-zod.js";
import { createModuleLoader, type ModuleLoader } from "./evaluate/module-loader.js";
import { schemaModuleOf } from "./program/linked-agent.js";
import type { Program } from "./program/program.js";
import { toEmitAgent } from "./link/to-spec.js";
import { explainLoadFailure, reportNoAgents, reportOutside } from "./report-project.js";
import { reportOddity } from "./source/report-oddity.js";
import { findTsconfig, type FoundTsconfig } from "./source/find-tsconfig.js";
import type { Sources } from "./source/sources.js";
import type { Section } from "./write/plan-section.js";

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
  /** What an earlier build left. Absent: all is analysed and loaded. */
  readonly earlier?: EarlierBuild | undefined;
}

/** What a project compiles to, and what from. */
export interface Compilation {
  readonly result: Compiled | CompileFailure;
  /** What it has looked at; as far as it came where there is an error. */
  readonly inputs: NotedInputs;
  /** Absent where the parts of the project are not apart from each other. */
  readonly parts?: KeptParts | undefined;
}

/** What is noted while a project is compiled. */
type Notes = Pick<NotedInputs, "root" | "env" | "reads" | "startedAtMs">;

/**
 * Compiles a project, in memory. What it reads is noted, so that a later build can tell whether to; and
 * what an earlier build knows of modules whose imports are as they were is not asked again.
 */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const { root, earlier, startedAtMs } = options;
  const notes: Notes = { root, env: { ...process.env }, reads: noReads(), startedAtMs };
  const opened = await recordReads(notes.reads, () => openConfig(root, options.config));
  if ("diagnostics" in opened) {
    const diagnostics = await explainLoadFailure(opened.diagnostics, root);
    const files = [path.resolve(root, options.config), ...opened.loaded];
    return { ...failed(diagnostics), inputs: { ...notes, ...nowhere(root), files } };
  }
  const { config, output, loader } = opened;
  const opening = [...notes.reads.files];
  const inputs = {
    ...notes,
    ...nowhere(path.join(root, output)),
    globs: config.agents,
    files: loader.loaded(),
  };
  const kept = earlier && keepUnchanged(earlier.parts, earlier.changed, root);
  // No name has changed where only content has, and not that of what the globs come from.
  const files =
    earlier && kept ? earlier.parts.files : await findFiles(root, config.agents, output);
  const outside = files.filter((file) => !file.startsWith(`${root}/`));
  if (outside.length > 0) {
    return { ...failed(outside.map((file) => reportOutside(file, root, opened))), inputs };
  }
  const imported = [path.resolve(root, options.config), path.join(root, output), ...files];
  const odd = imported.flatMap((file) => reportOddity(file, root));
  if (odd.length > 0) return { ...failed(odd), inputs };
  const { standalone = config.standalone, agentsMd = config.agentsMd } = options;
  const misplaced = agentsMd === undefined ? [] : checkDocument(agentsMd, opened);
  if (misplaced.length > 0) return { ...failed(misplaced), inputs };
  const asked = { files, standalone, agentsMd };
  const compilation = await compileAgents({ opened, opening, asked, notes, earlier, kept });
  // What others may depend on unseen has come to be in a module that was alone before.
  const isWhole = earlier === undefined || compilation.parts !== undefined;
  return isWhole ? compilation : compile({ ...options, earlier: undefined });
}

/** What is compiled, and what is made of it. */
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
  /** Absolute paths of what was read when the config was loaded. */
  readonly opening: readonly string[];
  readonly asked: Asked;
  readonly notes: Notes;
  readonly earlier: EarlierBuild | undefined;
  readonly kept: StillTrue | undefined;
}

async function compileAgents(work: Work): Promise<Compilation> {
  const { opened, opening, asked, notes, earlier, kept } = work;
  const { files, standalone, agentsMd } = asked;
  const { root, reads } = notes;
  const { config, output } = opened;
  const configModules = opened.loader.loaded();
  const tsconfig = findTsconfig(root, files);
  const loader = loaderFor(tsconfig, opened);
  const isNew = (file: string) => kept === undefined || !kept.modules.has(file);
  const changed = files.filter(isNew);
  loader.expect(changed);
  // From here on the TypeScript compiler is loaded.
  const { analyzeProject } = await import("./analyze/analyze-project.js");
  const { linkProject } = await import("./link/link-project.js");
  const { readSurroundings } = await import("./link/read-surroundings.js");
  const { checkProgram } = await import("./check/check-program.js");
  const { collectParts } = await import("./cache/collect-parts.js");
  const analyzed = analyzeProject(root, changed, tsconfig);
  const { sources, tsconfigs } = analyzed;
  const linking = await recordReads(reads, () =>
    linkProject(analyzed, { ...opened, loader }, kept),
  );
  const { imports } = linking.linked;
  const read = new Set([...reads.files, ...sources.opened()]);
  const around = { ...opened, globs: config.agents, files, imports };
  const { surroundings, outskirts } = readSurroundings(around, sources);
  const program = { ...linking.linked, ...surroundings };

  const found = [
    ...opened.faults,
    ...analyzed.diagnostics,
    ...(kept?.diagnostics ?? []),
    ...linking.diagnostics,
    ...checkProgram(program),
  ];
  if (program.agents.length === 0 && !hasError(found))
    found.push(await reportNoAgents(root, opened));
  const copied = standalone && !hasError(found) ? await copy(program, files, sources) : undefined;
  found.push(...(copied?.diagnostics ?? []));
  if (!hasError(found)) found.push(...oddSchemaModules(program, files, root));
  const { directives } = program;
  const diagnostics = settleDiagnostics(found, { directives, strict: false });

  const near = findNear(outskirts.files, { read, earlier });
  const configFiles = [...configModules, ...opening];
  const parts = collectParts({ files, near, config: configFiles }, analyzed, program, kept);
  const noted: NotedInputs = {
    ...notes,
    output: path.join(root, output),
    globs: config.agents,
    files: [
      ...files,
      ...tsconfigs,
      ...outskirts.files,
      ...sources.opened(),
      ...configModules,
      ...loader.loaded(),
    ],
    outskirts,
    folders: sources.lookedIn(),
  };
  const inputs = kept && earlier ? addEarlier(noted, earlier, imports) : noted;
  if (hasError(diagnostics)) {
    return { ...failed(diagnostics, program.agents.length), inputs, parts };
  }
  const project = toEmitInput(program, analyzed.imports, root, copied?.standalone);
  const section = agentsMd === undefined ? {} : { section: sectionOn(project, agentsMd) };
  const made = { output, tree: emit(project), ...section, diagnostics };
  return { result: { ...made, agents: program.agents.length }, inputs, parts };
}

/** What generated modules import beside the agents' own modules and the config, which are looked at before. */
function oddSchemaModules(
  { agents }: Pick<Program, "agents">,
  files: readonly string[],
  root: string,
): Diagnostic[] {
  const modules = agents.flatMap(({ output }) => schemaModuleOf(output) ?? []);
  return [...new Set(modules.map((module) => path.join(root, module)))]
    .filter((module) => !files.includes(module))
    .flatMap((module) => reportOddity(module, root));
}

/** The config's own, but where agents are compiled with other options: that is known with their places. */
function loaderFor({ file }: FoundTsconfig, { loader }: OpenedConfig): ModuleLoader {
  return loader.tsconfig === file
    ? loader
    : createModuleLoader({ root: loader.root, tsconfig: file });
}

function toEmitInput(
  { agents, config, configFile, output }: Program,
  imports: ImportStyle,
  root: string,
  standalone: EmitInput["standalone"],
): EmitInput {
  return {
    agents: agents.map(toEmitAgent),
    config: configFile,
    output,
    zod: findZod(root),
    imports: config.emit.imports ?? imports,
    jsonSchemas: config.emit.jsonSchemas ?? false,
    standalone,
  };
}

function sectionOn(project: EmitInput, file: string): Section {
  return { file, text: agentsSection(project) };
}

/** What is noted before agents are looked for. */
function nowhere(output: string) {
  return { output, globs: [], folders: [], outskirts: { files: [], folders: [], endings: [] } };
}

async function copy(program: Program, files: readonly string[], sources: Sources) {
  const { copySources } = await import("./standalone/copy-sources.js");
  return copySources(program, files, sources);
}

async function findFiles(root: string, globs: readonly string[], output: string) {
  const { findAgentFiles } = await import("./source/find-agent-files.js");
  return findAgentFiles({ root, globs, output });
}

function failed(diagnostics: readonly Diagnostic[], agents = 0): { result: CompileFailure } {
  return { result: { diagnostics, agents } };
}

import { realpathSync } from "node:fs";
import path from "node:path";
import type { ResolvedConfig } from "../../config/config.js";
import type { Declaration } from "../../dsl/declaration.js";
import {
  anthropicDialect,
  openaiDialect,
  type StrictDialect,
} from "../../schema/strict/dialect.js";
import type { AnalyzedProject } from "../analyze/analyze-project.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ModuleLoader } from "../evaluate/module-loader.js";
import { evaluateClass } from "./evaluate-class.js";
import { knownModels } from "./known-models.js";
import { linkAgent } from "./link-agent.js";
import { linkNetwork } from "./link-network.js";
import { linkOutput } from "./link-output.js";
import { linkSchemaParams } from "./link-schema-params.js";
import { linkTools } from "./link-tools.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import type { Linked } from "../program/linked.js";
import type { KeptLinks } from "../program/kept-links.js";
import { nearModels } from "./near-models.js";
import { paramsSchemaOrTypes } from "./params-schema.js";
import type { Program } from "../program/program.js";
import { importedAtRunTime, readImports } from "./read-imports.js";
import type { Surroundings } from "./read-surroundings.js";
import { findOwn } from "../../internal/find-own.js";

/** What linking a project needs. */
export interface LinkContext {
  readonly loader: ModuleLoader;
  readonly config: ResolvedConfig;
  readonly configFile: string;
  readonly configText: string;
  /** From the root, with `/`. */
  readonly output: string;
}

/** A program without what is read from files after the agents are linked. */
export type LinkedProject = Omit<Program, keyof Surroundings | "code">;

/** An agent whose tools are not linked yet, or a network. */
interface Found {
  readonly callable: Linked;
  readonly recorded: Declaration | undefined;
  readonly strictness: Strictness;
}

/** The strict modes of an agent's model and fallbacks, as far as they are known. */
interface Strictness {
  readonly dialects: readonly StrictDialect[];
  /** The dialects that a provider enforces. */
  readonly enforced: readonly StrictDialect[];
}

/**
 * Loads the modules of the agents, one after the other in order, and joins them with their sources and the
 * config.
 */
export async function linkProject(
  { sources, callables }: AnalyzedProject,
  context: LinkContext,
  kept: KeptLinks = { callables: [], imports: new Map() },
): Promise<{ readonly linked: LinkedProject; readonly diagnostics: readonly Diagnostic[] }> {
  const { config, configFile, configText, output, loader } = context;
  const diagnostics: Diagnostic[] = [];
  const found: Found[] = [];
  const built = new Map<unknown, LinkedAgent>();
  const modules = [...new Set(callables.map(({ module }) => module))];
  const reached = readImports(modules, sources, output);
  loader.expect(importedAtRunTime(reached).map((file) => path.posix.join(sources.root, file)));
  for (const declaration of callables) {
    const evaluated = await evaluateClass(declaration, loader, diagnostics);
    const recorded = evaluated?.recorded;
    // No model is asked for the output of a network.
    const strictness =
      declaration.kind === "agent"
        ? strictnessOf(recorded, config)
        : { dialects: [], enforced: [] };
    const schema = recorded?.schema;
    const around = { sources, loader, output, ...strictness };
    const linkedOutput = schema && (await linkOutput(schema, declaration.schema, around));
    const source = { recorded, output: linkedOutput, config };
    const joined =
      declaration.kind === "agent"
        ? linkAgent(declaration, source)
        : linkNetwork(declaration, source);
    const callable = { ...joined, params: await linkSchemaParams(joined.params) };
    found.push({ callable, recorded, strictness });
    if (evaluated && callable.kind === "agent") built.set(evaluated.loaded, callable);
  }
  await addKept(built, kept.callables.filter(isAgent), loader);
  const whole: Linked[] = [];
  for (const one of found) whole.push(await finish(one, built));
  const all = [...kept.callables, ...whole].sort(byPlace);
  const asking = all.filter(isAgent);
  const imports = new Map([...kept.imports, ...reached]);
  const linked = {
    config,
    configFile,
    configSpan: { file: configFile, text: configText, start: 0, end: 0 },
    output,
    callables: all,
    agents: asking,
    networks: all.filter((one) => one.kind === "network"),
    models: await knownModels(asking, config),
    nearModels: await nearModels(asking, config),
    imports,
  };
  return { linked, diagnostics };
}

function isAgent(callable: Linked): callable is LinkedAgent {
  return callable.kind === "agent";
}

async function finish(
  { callable, recorded, strictness }: Found,
  built: ReadonlyMap<unknown, LinkedAgent>,
): Promise<Linked> {
  const paramsSchema = await paramsSchemaOrTypes(callable.params);
  if (callable.kind === "network") return { ...callable, paramsSchema };
  const tools = await linkTools(callable.declaration, recorded, { built, ...strictness });
  return { ...callable, ...tools, paramsSchema };
}

/** Adds, by class, the agents that are already linked and that newly loaded ones may list as tools. */
async function addKept(
  built: Map<unknown, LinkedAgent>,
  agents: readonly LinkedAgent[],
  loader: ModuleLoader,
): Promise<void> {
  const loaded = new Set(loader.loaded());
  for (const agent of agents) {
    const { module, className } = agent.declaration;
    // A module that is not imported cannot be listed. Modules are loaded from their real path, whatever
    // link leads there.
    if (loaded.has(realPathOf(module))) built.set((await loader.load(module))[className], agent);
  }
}

function realPathOf(file: string): string {
  return realpathSync.native(file).replaceAll("\\", "/");
}

function byPlace({ declaration: one }: Linked, { declaration: other }: Linked): number {
  if (one.module !== other.module) return one.module < other.module ? -1 : 1;
  return one.span.start - other.span.start;
}

function strictnessOf(
  recorded: Declaration | undefined,
  { defaults, providers }: ResolvedConfig,
): Strictness {
  const models = [recorded?.model ?? defaults.model, ...(recorded?.fallback ?? [])];
  const dialects = new Set<StrictDialect>();
  const enforced = new Set<StrictDialect>();
  for (const model of models) {
    const [name = "", ...id] = String(model).split("/");
    const provider = findOwn(providers, name);
    const dialect = dialectOf(provider?.kind);
    if (dialect === undefined) continue;
    dialects.add(dialect);
    if (provider?.enforcesSchemas?.(id.join("/")) !== false) enforced.add(dialect);
  }
  return { dialects: [...dialects], enforced: [...enforced] };
}

/** The dialect of a provider's kind; `undefined` for one that this package does not know. */
function dialectOf(kind: string | undefined): StrictDialect | undefined {
  if (kind === "openai") return openaiDialect;
  return kind === "anthropic" ? anthropicDialect : undefined;
}

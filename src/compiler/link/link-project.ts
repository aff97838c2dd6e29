import type { ResolvedConfig } from "../../config/config.js";
import { dialects as knownDialects, type DialectName } from "../../schema/strict/dialect.js";
import type { AnalyzedProject } from "../analyze/analyze-project.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ModuleLoader } from "../evaluate/module-loader.js";
import { evaluateAgent } from "./evaluate-agent.js";
import { knownModels } from "./known-models.js";
import { linkAgent } from "./link-agent.js";
import { linkOutput } from "./link-output.js";
import { linkTools } from "./link-tools.js";
import type { LinkedAgent } from "./linked-agent.js";
import type { Program } from "./program.js";
import { readImports } from "./read-imports.js";
import { readSurroundings } from "./read-surroundings.js";

/** What a project is linked with. */
export interface LinkContext {
  readonly loader: ModuleLoader;
  readonly config: ResolvedConfig;
  readonly configFile: string;
  readonly configText: string;
  /** From the root, with `/`. */
  readonly output: string;
}

/**
 * Loads the modules of the agents, one after the other in order, and joins what they say with what
 * their sources say and with the config.
 */
export async function linkProject(
  { sources, files, agents }: AnalyzedProject,
  context: LinkContext,
): Promise<{ readonly program: Program; readonly diagnostics: readonly Diagnostic[] }> {
  const { config, configFile, configText, output, loader } = context;
  const diagnostics: Diagnostic[] = [];
  const linked: LinkedAgent[] = [];
  const built = new Map<unknown, LinkedAgent>();
  for (const declaration of agents) {
    const evaluated = await evaluateAgent(declaration, loader, diagnostics);
    const recorded = evaluated?.recorded;
    const models = [recorded?.model ?? config.defaults.model, ...(recorded?.fallback ?? [])];
    const dialects = [...new Set(models.flatMap((model) => dialectOf(model, config) ?? []))];
    const schema = recorded?.schema;
    const linkedOutput =
      schema &&
      (await linkOutput(schema, declaration.schema, {
        sources,
        loader,
        dialects: dialects.map((name) => knownDialects[name]),
      }));
    const agent = { ...linkAgent(declaration, recorded, linkedOutput, config), dialects };
    linked.push(agent);
    if (evaluated) built.set(evaluated.agent, agent);
  }
  const withTools: LinkedAgent[] = [];
  for (const agent of linked) withTools.push({ ...agent, ...(await linkTools(agent, built)) });
  const modules = [...new Set(agents.map(({ module }) => module))];
  const imports = readImports(modules, sources);
  const program = {
    config,
    configFile,
    configSpan: { file: configFile, text: configText, start: 0, end: 0 },
    output,
    agents: withTools,
    models: await knownModels(withTools, config),
    imports,
    ...readSurroundings(
      { configFile, configText, globs: config.agents, output, files, imports },
      sources,
    ),
  };
  return { program, diagnostics };
}

/** What the provider of a model enforces; `undefined` for one that this package does not know. */
function dialectOf(
  model: string | undefined,
  { providers }: ResolvedConfig,
): DialectName | undefined {
  const name = String(model).split("/", 1)[0] ?? "";
  const kind = Object.hasOwn(providers, name) ? providers[name]?.kind : undefined;
  return kind === "openai" || kind === "anthropic" ? kind : undefined;
}

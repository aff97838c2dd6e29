import type { ImportStyle } from "../../config/config.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { openSources } from "../source/open-sources.js";
import type { Sources } from "../source/sources.js";
import type { AgentDeclaration } from "./agent-declaration.js";
import { analyzeAgent } from "./analyze-agent.js";
import { findAgents } from "./find-agents.js";

/** What the sources of a project say. */
export interface AnalyzedProject {
  readonly sources: Sources;
  /** The modules, whether they can be parsed or not: absolute. */
  readonly files: readonly string[];
  /** In the order of the files, and within a file in source order. */
  readonly agents: readonly AgentDeclaration[];
  readonly diagnostics: readonly Diagnostic[];
  /** How the project's modules import each other, by its tsconfig. */
  readonly imports: ImportStyle;
}

/**
 * Parses modules and reads their agents. Loads the TypeScript compiler.
 * @param files absolute, sorted
 */
export function analyzeProject(root: string, files: readonly string[]): AnalyzedProject {
  const { sources, modules, diagnostics: found, imports } = openSources(root, files);
  const diagnostics = [...found];
  const agents = modules.flatMap((file) =>
    findAgents(file, sources, diagnostics).map((agent) => analyzeAgent(agent, sources)),
  );
  return { sources, files, agents, diagnostics, imports };
}

import type { ImportStyle } from "../../config/config.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { findTsconfig, type FoundTsconfig } from "../source/find-tsconfig.js";
import { openSources } from "../source/open-sources.js";
import type { Sources } from "../source/sources.js";
import type { AgentDeclaration } from "./declaration/agent-declaration.js";
import type { NetworkDeclaration } from "./declaration/network-declaration.js";
import { analyzeModule } from "./analyze-module.js";

/** What analysis finds in the sources of a project. */
export interface AnalyzedProject {
  readonly sources: Sources;
  /** In the order of the files, and within a file in source order. */
  readonly callables: readonly (AgentDeclaration | NetworkDeclaration)[];
  readonly diagnostics: readonly Diagnostic[];
  /** The diagnostics of a module's agents, by its absolute path, for every module. */
  readonly ofModules: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Absolute paths of the tsconfig, of those that it extends and of those among which it was chosen. */
  readonly tsconfigs: readonly string[];
  /** How the project's modules import each other, by its tsconfig. */
  readonly imports: ImportStyle;
}

/**
 * Parses modules and reads their agents. Loads the TypeScript compiler.
 * @param files absolute, sorted
 * @param found their tsconfig. Default: it is searched for.
 */
export function analyzeProject(
  root: string,
  files: readonly string[],
  found: FoundTsconfig = findTsconfig(root, files),
): AnalyzedProject {
  const { sources, modules, diagnostics: unread, ...tsconfig } = openSources(root, files, found);
  const ofModules = new Map<string, readonly Diagnostic[]>();
  const callables = modules.flatMap((file) => {
    const diagnostics: Diagnostic[] = [];
    ofModules.set(file.fileName, diagnostics);
    return analyzeModule(file, sources, diagnostics);
  });
  const diagnostics = [...unread, ...[...ofModules.values()].flat()];
  return { sources, callables, diagnostics, ofModules, ...tsconfig };
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileTree } from "../emit/emit-input.js";
import type { Section } from "../write/plan-section.js";

/** What a project without errors compiles to. */
export interface Compiled {
  /** The output folder from the root, with `/`. */
  readonly output: string;
  /** All files of the output. */
  readonly tree: FileTree;
  /** The section about the agents for a document of the project. */
  readonly section?: Section | undefined;
  /** Warnings, sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many agents there are. */
  readonly agents: number;
}

/** The diagnostics of a project with errors. */
export interface CompileFailure {
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  readonly agents: number;
}

/** Whether a project has no error. */
export function isCompiled(result: Compiled | CompileFailure): result is Compiled {
  return "tree" in result;
}

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileTree } from "../emit/emit-input.js";
import type { Section } from "../write/plan-section.js";

/** How many of each kind there are. */
export interface CallableCounts {
  readonly agents: number;
  readonly networks: number;
}

/** Those of a project that was not looked at. */
export const noCallables: CallableCounts = { agents: 0, networks: 0 };

/** What a project without errors compiles to. */
export interface Compiled extends CallableCounts {
  /** The output folder from the root, with `/`. */
  readonly output: string;
  /** All files of the output. */
  readonly tree: FileTree;
  /** The section about the agents for a document of the project. */
  readonly section?: Section | undefined;
  /** Warnings, sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The diagnostics of a project with errors. */
export interface CompileFailure extends CallableCounts {
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a project has no error. */
export function isCompiled(result: Compiled | CompileFailure): result is Compiled {
  return "tree" in result;
}

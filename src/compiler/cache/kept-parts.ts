import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Linked } from "../program/linked.js";
import type { ProjectCode } from "../program/module-code.js";
import type { ProgramImport } from "../program/program.js";

/** The results of a module that a glob matches. */
export interface KeptModule {
  readonly callables: readonly Linked[];
  /** Warnings of its analysis. The rules run again and give theirs anew. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a build knows about the parts of a project, for the next build. */
export interface KeptParts {
  /** All modules that globs match: absolute paths, sorted. */
  readonly files: readonly string[];
  /** Absolute paths of modules that were read only to find classes that were meant to be agents. */
  readonly near: readonly string[];
  /** The results of each module, except those that are more than data. */
  readonly modules: ReadonlyMap<string, KeptModule>;
  /** Which module of the project imports which, from the root. */
  readonly imports: ReadonlyMap<string, readonly ProgramImport[]>;
  /** What agents run. */
  readonly code: ProjectCode;
  /** Modules, from the root, that may depend on more than their visible imports. */
  readonly loose: ReadonlySet<string>;
  /** Absolute paths of the modules that the config loads. */
  readonly config: readonly string[];
}

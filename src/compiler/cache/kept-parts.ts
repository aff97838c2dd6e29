import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import type { ProjectCode } from "../program/module-code.js";
import type { ProgramImport } from "../program/program.js";

/** What a module that a glob matches has made. */
export interface KeptModule {
  readonly agents: readonly LinkedAgent[];
  /** Warnings of its analysis; those of the rules come again from the rules. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a build knows of the parts of a project, so that the next one need not learn it again. */
export interface KeptParts {
  /** All modules that globs match: absolute paths, sorted. */
  readonly files: readonly string[];
  /** Absolute paths of modules that were looked at only for classes which were meant to be agents. */
  readonly near: readonly string[];
  /** What each of them has made; without those that hold more than data. */
  readonly modules: ReadonlyMap<string, KeptModule>;
  /** Which module of the project imports which, from the root. */
  readonly imports: ReadonlyMap<string, readonly ProgramImport[]>;
  /** What agents run. */
  readonly code: ProjectCode;
  /** Modules, from the root, that may depend on more than they are seen to import. */
  readonly loose: ReadonlySet<string>;
  /** Absolute paths of what the config loads. */
  readonly config: readonly string[];
}

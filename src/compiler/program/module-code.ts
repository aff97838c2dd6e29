/** A module as code to run. */
export interface ModuleCode {
  /** Hash of its text, whatever its line ends. */
  readonly sum: string;
  /** The modules that it loads, in the order of its imports. From the root. */
  readonly imports: readonly string[];
}

/** The modules that agents run, by their paths from the root: of the project, and of packages linked into it. */
export type ProjectCode = ReadonlyMap<string, ModuleCode>;

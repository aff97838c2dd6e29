/** What the module imports from the project and from Zod, by local name. */
export interface ImportedParts {
  readonly config: string;
  readonly agent: string;
  readonly output: string | undefined;
  readonly params: string;
  /** The entries of the binding that run tools and members. */
  readonly callees: readonly string[];
}

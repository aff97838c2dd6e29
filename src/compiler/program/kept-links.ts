import type { Linked } from "./linked.js";
import type { ProgramImport } from "./program.js";

/** What an earlier build has linked and is still valid. */
export interface KeptLinks {
  readonly callables: readonly Linked[];
  /** Which modules import which, among those that the agents reach. */
  readonly imports: ReadonlyMap<string, readonly ProgramImport[]>;
}

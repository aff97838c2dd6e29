import type { LinkedAgent } from "./linked-agent.js";
import type { ProgramImport } from "./program.js";

/** What an earlier build has linked, and is as it was. */
export interface KeptLinks {
  readonly agents: readonly LinkedAgent[];
  /** Which of the modules that they reach imports which. */
  readonly imports: ReadonlyMap<string, readonly ProgramImport[]>;
}

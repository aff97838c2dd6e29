import type { ImportStyle } from "../../config/config.js";
import type { ParamSpec } from "../../manifest/manifest.js";
import type { AgentNames } from "./agent-names.js";
import type { BaseAgent } from "./find-base.js";

/** The plan for a new agent. */
export interface NewAgent {
  readonly names: AgentNames;
  /** Its module, from the root with `/`. */
  readonly file: string;
  readonly description?: string;
  /** Absent: what it inherits or the config says. */
  readonly model?: string;
  /** Absent: what it inherits or the config says. */
  readonly streaming?: boolean;
  /** Whether it answers with an object instead of text. */
  readonly schema: boolean;
  readonly params: readonly ParamSpec[];
  /** How it imports its base. */
  readonly imports: ImportStyle;
  /** Absent: `Agent`. */
  readonly base?: BaseAgent;
}

import type { BuildInputs } from "./inputs.js";
import type { KeptParts } from "./kept-parts.js";

/** What an earlier build left, of which the content of some files has changed, and nothing else. */
export interface EarlierBuild {
  readonly inputs: BuildInputs;
  readonly parts: KeptParts;
  /** Absolute paths. */
  readonly changed: readonly string[];
}

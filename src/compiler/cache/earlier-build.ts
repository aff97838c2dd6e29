import type { BuildInputs } from "./inputs.js";
import type { KeptParts } from "./kept-parts.js";

/** An earlier build, since which only the content of some files has changed. */
export interface EarlierBuild {
  readonly inputs: BuildInputs;
  readonly parts: KeptParts;
  /** Absolute paths. */
  readonly changed: readonly string[];
}

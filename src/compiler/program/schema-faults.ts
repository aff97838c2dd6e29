import type { Unenforceable } from "../../schema/strict/find-unenforceable.js";

/** Why a schema of a project could not be read, or why a model cannot be asked for a part of it. */
export interface SchemaFailure {
  /** In one sentence, without its full stop. */
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  /** Where in the value: property names, and 0 for any element. Empty for the whole. */
  readonly steps: readonly (string | number)[];
}

/** A part of a schema that strict modes cannot enforce. */
export interface UnenforceablePart {
  readonly path: Unenforceable["path"];
  /** Where it is, for a message: `' at "orders[].tags"'`; `""` for the whole. */
  readonly place: string;
  /** What cannot be enforced, as a noun phrase. */
  readonly reason: string;
  readonly hint: string;
}

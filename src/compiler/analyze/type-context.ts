import type { TypeNode } from "../../manifest/type-node.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Sources } from "../source/sources.js";
import type { ts } from "../source/typescript.js";
import type { TypeBudget } from "./type-budget.js";

/** What reading a type needs to know of where it is. */
export interface TypeContext {
  readonly sources: Sources;
  /** Reads a type within the type, as it is written. `undefined` after a diagnostic. */
  readonly read: (node: ts.TypeNode, context: TypeContext) => TypeNode | undefined;
  /** Collects what is wrong. A type that cannot be read is `undefined`, and said here. */
  readonly diagnostics: Diagnostic[];
  /** The type of the field as it is written: where to point when the trouble is in a package. */
  readonly place: ts.Node;
  /** The declarations that are being read, to see a type that contains itself. */
  readonly open: ReadonlySet<ts.Node>;
  /** What reading may still cost, for all that the field's type is made of. */
  readonly budget: TypeBudget;
  /** How many types this one is nested in, as they are written. */
  readonly depth: number;
  /** Whether `undefined` says no more than the `?` that is already there. */
  readonly optional: boolean;
}

import type { Span } from "../../diagnostics/diagnostic.js";
import type { CallableDeclaration } from "./callable-declaration.js";

/** The source of a network class, as plain data. */
export interface NetworkDeclaration extends CallableDeclaration {
  readonly kind: "network";
  /** Absent: neither the class nor an ancestor has such a method. */
  readonly run?: RunDeclaration;
}

/** The method `run` of a network. */
export interface RunDeclaration {
  /** The name of the method. */
  readonly span: Span;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** The values of its `return` statements, except `undefined`. */
  readonly returned: readonly Span[];
}

import type { ts } from "../../source/typescript.js";

/** A class that is an agent, with its name. */
export interface CallableSyntax {
  readonly kind: "agent";
  readonly node: ts.ClassLikeDeclaration;
  readonly name: ts.Identifier;
  /** From the first ancestor below `Agent` to the class itself. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
}

import type { ts } from "../../source/typescript.js";
import type { CallableKind } from "../declaration/callable-declaration.js";

/** A class that is an agent or a network, with its name. */
export interface CallableSyntax {
  readonly kind: CallableKind;
  readonly node: ts.ClassLikeDeclaration;
  readonly name: ts.Identifier;
  /** From the first ancestor below `Agent` or `Network` to the class itself. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
}

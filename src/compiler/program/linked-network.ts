import type { FieldDeclaration } from "../analyze/declaration/callable-declaration.js";
import type { NetworkDeclaration } from "../analyze/declaration/network-declaration.js";
import type { LinkedCallable } from "./linked-callable.js";

/** A field that is a state of a network. */
export type LinkedState = Pick<
  FieldDeclaration,
  "name" | "span" | "type" | "description" | "faults" | "typeDiagnostics"
>;

/** A network, valid or not. */
export interface LinkedNetwork extends LinkedCallable {
  readonly kind: "network";
  readonly declaration: NetworkDeclaration;
  readonly concurrency?: number;
  readonly maxCalls?: number;
  readonly states: readonly LinkedState[];
}

import type { RestorePlan } from "./restore-plan.js";

/** The kind of a container in the text. */
export type Kind = "array" | "object";

/** How an open container in the text is shown. */
export type Role =
  /** Unchanged. */
  | "same"
  /** A list of entries: as an object. */
  | "entries"
  /** An entry: as a member of that object. */
  | "entry"
  /** An object of numbered properties: as an array. */
  | "tuple"
  /** The elements after the numbered ones: as elements of that array. */
  | "rest"
  /** An object that may stand for its property's value; not shown before its first key. */
  | "wrapper"
  /** An object that stands for its property's value: as that value. */
  | "wrapped"
  /** An object that a property tells apart; not shown before that property. */
  | "choice";

/** An open container in the text. */
export interface Frame {
  readonly kind: Kind;
  role: Role;
  /** The plan for its content. */
  plan: RestorePlan;
  /** The key of the next value. */
  key: string;
  /** How many elements have been shown. */
  size: number;
  /** The key of an entry, after it has arrived. */
  name: string | undefined;
  /**
   * Values that arrived before something that they depend on: the value of an entry, elements of a tuple by
   * number.
   */
  readonly held: Map<string, unknown>;
}

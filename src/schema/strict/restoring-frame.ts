import type { RestorePlan } from "./restore-plan.js";

/** What a container of the text is. */
export type Kind = "array" | "object";

/** How an open container of the text is shown. */
export type Role =
  /** As it is. */
  | "same"
  /** A list of entries: as an object. */
  | "entries"
  /** An entry: as a member of that object. */
  | "entry"
  /** An object of numbered properties: as an array. */
  | "tuple"
  /** The elements after the numbered ones: as elements of that array. */
  | "rest"
  /** An object that may stand for the value of its property: not before its first key. */
  | "wrapper"
  /** One that does: as that value. */
  | "wrapped"
  /** An object that a property tells apart: not before that property. */
  | "choice";

/** An open container of the text. */
export interface Frame {
  readonly kind: Kind;
  role: Role;
  /** What is to be undone within it. */
  plan: RestorePlan;
  /** The key of the value that comes next. */
  key: string;
  /** How many elements were shown. */
  size: number;
  /** Of an entry: its key, once it is there. */
  name: string | undefined;
  /** What came before what it depends on: the value of an entry, elements of a tuple by their number. */
  readonly held: Map<string, unknown>;
}

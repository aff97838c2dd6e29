import type { TypeNode } from "../../../manifest/type-node.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Sources } from "../../source/sources.js";
import type { ts } from "../../source/typescript.js";
import { OpenTypes } from "./open-types.js";
import { newBudget, type TypeBudget } from "./type-budget.js";

/** A type that the type checker computed, and where. */
export interface CheckedType {
  readonly type: ts.Type;
  /** Where it is used, which is where to point. */
  readonly node: ts.Node;
  /** Where it is written, as far as that is known. */
  readonly written?: ts.Node | undefined;
}

/** What reading a type needs to know of where it is. */
export interface TypeContext {
  readonly sources: Sources;
  /** Reads a type within the type, as it is written. `undefined` after a diagnostic. */
  readonly read: (node: ts.TypeNode, context: TypeContext) => TypeNode | undefined;
  /** Reads a type within the type that the type checker computed. */
  readonly readChecked: (checked: CheckedType, context: TypeContext) => TypeNode | undefined;
  /** Collects what is wrong. A type that cannot be read is `undefined`, and said here. */
  readonly diagnostics: Diagnostic[];
  /** The type of the field as it is written: where to point when the trouble is in a package. */
  readonly place: ts.Node;
  /** Whose type it is: `the param "trip" of TripAgent`. */
  readonly owner: string;
  /** What is being read of it: `trip.days[].at`. */
  readonly path: string;
  /** Whether it is a part of what the type checker computed, which has no place of its own. */
  readonly isComputed: boolean;
  /** The declarations and computed types that are being read, to see one that contains itself. */
  readonly open: OpenTypes;
  /** What reading may still cost, for all that the field's type is made of. */
  readonly budget: TypeBudget;
  /** How many types this one is nested in, as they are written. */
  readonly depth: number;
  /** Whether `undefined` says no more than the `?` that is already there. */
  readonly optional: boolean;
}

/** What reading the type of a field or of a tool's input begins with. */
export function newTypeContext(
  given: Pick<
    TypeContext,
    "sources" | "diagnostics" | "read" | "readChecked" | "place" | "owner" | "path" | "optional"
  >,
): TypeContext {
  return {
    ...given,
    isComputed: false,
    open: new OpenTypes(),
    budget: newBudget(given.diagnostics),
    depth: 0,
  };
}

/** The context of a part of what is being read. @param step `.at`, `[]`, `[key]` */
export function withinPart(context: TypeContext, step: string, optional = false): TypeContext {
  return { ...context, path: context.path + step, optional };
}

/** The same of what the type checker computed. */
export function withinComputed(context: TypeContext, step: string, optional = false): TypeContext {
  return { ...withinPart(context, step, optional), isComputed: true };
}

import type { TypeNode } from "../../../manifest/type-node.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Sources } from "../../source/sources.js";
import type { ts } from "../../source/typescript.js";
import { OpenTypes } from "./open-types.js";
import { newBudget, type TypeBudget } from "./type-budget.js";

/** A type that the type checker computed, and its place. */
export interface CheckedType {
  readonly type: ts.Type;
  /** Where it is used, which diagnostics point to. */
  readonly node: ts.Node;
  /** Where it is written, as far as that is known. */
  readonly written?: ts.Node | undefined;
}

/** The context in which a type is read. */
export interface TypeContext {
  readonly sources: Sources;
  /** Reads a type within the type from its syntax. `undefined` after a diagnostic. */
  readonly read: (node: ts.TypeNode, context: TypeContext) => TypeNode | undefined;
  /** Reads a type within the type, computed by the type checker. */
  readonly readChecked: (checked: CheckedType, context: TypeContext) => TypeNode | undefined;
  /** Collects faults. A type that cannot be read is `undefined`, and reported here. */
  readonly diagnostics: Diagnostic[];
  /** The written type of the field, which diagnostics point to if the fault is in a package. */
  readonly place: ts.Node;
  /** Whose type it is: `the param "trip" of TripAgent`. */
  readonly owner: string;
  /** The part that is being read: */
  readonly path: string;
  /** Whether it is part of a computed type, which has no place of its own. */
  readonly isComputed: boolean;
  /** The declarations and computed types that are being read, to notice one that contains itself. */
  readonly open: OpenTypes;
  /** The remaining cost for reading all parts of the field's type. */
  readonly budget: TypeBudget;
  /** How many types this one is nested in, in the source. */
  readonly depth: number;
  /** Whether `undefined` adds nothing to a `?` that is already there. */
  readonly optional: boolean;
}

/** The initial context for the type of a field or of a tool's input. */
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

/** As {@link withinPart}, for a computed type. */
export function withinComputed(context: TypeContext, step: string, optional = false): TypeContext {
  return { ...withinPart(context, step, optional), isComputed: true };
}

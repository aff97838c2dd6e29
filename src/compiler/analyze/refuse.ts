import type { Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { isInheritedName } from "../../internal/inherited-names.js";
import type { ts } from "../source/typescript.js";
import type { NonJson } from "./non-json.js";
import type { TypeContext } from "./type-context.js";

/** The place of a node of the project; for one of a package or of TypeScript's library, the field's. */
export function placeOf(node: ts.Node, { sources, place }: TypeContext): Span {
  const span = sources.spanOf(node);
  const isOurs = !span.file.startsWith("../") && !span.file.includes("node_modules/");
  return isOurs ? span : sources.spanOf(place);
}

/** Says that JSON cannot hold something. */
export function refuse(node: ts.Node, { what, remedy }: NonJson, context: TypeContext): undefined {
  context.diagnostics.push(report("type/not-json", placeOf(node, context), { what, remedy }));
}

/** Says that something is JSON, but cannot be checked. */
export function refuseUnsupported(
  node: ts.Node,
  what: string,
  remedy: string,
  context: TypeContext,
): undefined {
  context.diagnostics.push(report("type/unsupported", placeOf(node, context), { what, remedy }));
}

/** Says that a tuple may not have an element that can be left out. */
export function refuseOptionalElement(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "a tuple with an optional element",
    'Write a union of tuples: "[A] | [A, B]".',
    context,
  );
}

/** Says that a type goes too deep to be written out. */
export function refuseDepth(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "a type that is nested so deeply",
    'Write "unknown" at the depth from which nobody needs to know.',
    context,
  );
}

/** Says that a tuple may only repeat its last element. */
export function refuseMiddleRest(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "a tuple with a rest element before its end",
    'Put the rest last, "[A, ...B[]]", or write an object.',
    context,
  );
}

/** Says that the keys of JSON's objects are strings. */
export function refuseKeys(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "an object with keys other than strings",
    'Write "Record<string, T>".',
    context,
  );
}

/**
 * Says that Zod mistakes what every object inherits for a property of that name which is left out, and
 * forgets a `__proto__`. `false` for any other property, which it can tell.
 */
export function refuseInherited(
  node: ts.Node,
  property: { readonly name: string; readonly optional: boolean },
  context: TypeContext,
): boolean {
  const { name, optional } = property;
  const isMistaken = name === "__proto__" || (optional && isInheritedName(name));
  if (isMistaken) {
    const what = `a property "${name}", which every object has`;
    const remedy =
      name === "__proto__" ? "Give it another name." : "Give it another name, or require it.";
    refuseUnsupported(node, what, remedy, context);
  }
  return isMistaken;
}

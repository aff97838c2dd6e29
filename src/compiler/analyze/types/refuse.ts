import type { Span } from "../../diagnostics/diagnostic.js";
import { report, type DiagnosticValues } from "../../diagnostics/report.js";
import { isInheritedName } from "../../../internal/inherited-names.js";
import type { ts } from "../../source/typescript.js";
import type { NonJson } from "./non-json.js";
import type { TypeContext } from "./type-context.js";

/**
 * The place of a node in the project, or of the field for a node in a package or in TypeScript's library.
 */
function placeOf(node: ts.Node, { sources, place }: TypeContext): Span {
  const span = sources.spanOf(node);
  const isOurs = !span.file.startsWith("../") && !span.file.includes("node_modules/");
  return isOurs ? span : sources.spanOf(place);
}

type TypeCode =
  | "type/any"
  | "type/not-json"
  | "type/recursive"
  | "type/undefined"
  | "type/unresolved"
  | "type/unsupported";

/** Reports a fault in a type, and whose type it is if the place does not show it. */
export function sayOfType<Code extends TypeCode>(
  code: Code,
  node: ts.Node,
  values: Omit<DiagnosticValues<Code>, "where">,
  context: TypeContext,
): undefined {
  const span = placeOf(node, context);
  const { isComputed, owner, path, place, sources } = context;
  const isElsewhere = span.file !== sources.pathOf(place.getSourceFile());
  const where = isElsewhere || isComputed ? ` It is ${shorten(path)} of ${owner}.` : "";
  context.diagnostics.push(report(code, span, { ...values, where } as DiagnosticValues<Code>));
}

// The beginning of an endless path is enough.
const longestPath = 80;

function shorten(path: string): string {
  return path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;
}

/** Reports that JSON cannot hold something. */
export function refuse(node: ts.Node, { what, remedy }: NonJson, context: TypeContext): undefined {
  return sayOfType("type/not-json", node, { what, remedy }, context);
}

/** Reports that something is JSON, but cannot be validated. */
export function refuseUnsupported(
  node: ts.Node,
  what: string,
  remedy: string,
  context: TypeContext,
): undefined {
  return sayOfType("type/unsupported", node, { what, remedy }, context);
}

/** Reports that a type is nested too deeply. */
export function refuseDepth(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "a type that is nested so deeply",
    'Write "unknown" in place of the deepest levels.',
    context,
  );
}

/** Reports that a tuple may only repeat its last element. */
export function refuseMiddleRest(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "a tuple whose rest element is not the last",
    'Put the rest last, "[A, ...B[]]", or write an object.',
    context,
  );
}

/** Reports that the keys of JSON objects must be strings. */
export function refuseKeys(node: ts.Node, context: TypeContext): undefined {
  return refuseUnsupported(
    node,
    "an object with keys that are not strings",
    'Write "Record<string, T>".',
    context,
  );
}

/**
 * Reports a property that Zod cannot handle: if a property with the name of an inherited member is missing,
 * Zod reads the inherited one, and it drops `__proto__`. `false` for any other property.
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

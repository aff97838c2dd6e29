import type { PropertyNode, TypeNode } from "../../manifest/type-node.js";
import { report } from "../diagnostics/report.js";
import { isLibraryFile } from "../source/library.js";
import { ts } from "../source/typescript.js";
import {
  aBigint,
  aFunction,
  anInstance,
  anyObject,
  aSymbol,
  nonJsonGlobals,
  nothing,
} from "./non-json.js";
import {
  placeOf,
  refuse,
  refuseInherited,
  refuseMiddleRest,
  refuseOptionalElement,
  refuseUnsupported,
} from "./refuse.js";
import { isHopeless, spend } from "./spend-budget.js";
import type { TypeContext } from "./type-context.js";
import { unionOf } from "./union.js";

// No prompt has params nested as deeply as this.
const deepest = 40;

/**
 * Reads a type that the type checker computed. Its unions and mapped keys come in the order in which
 * the checker met them, which depends on everything that was read before, so both are sorted.
 * `node` is where the type is written.
 */
export function readCheckedType(
  type: ts.Type,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type> = new Set(),
): TypeNode | undefined {
  if (isHopeless(context) || !spend(node, context)) return undefined;
  const { flags } = type;
  if (flags & ts.TypeFlags.Any) return refuseAny(type, node, context);
  if (flags & ts.TypeFlags.Unknown) return { kind: "unknown" };
  if (flags & ts.TypeFlags.String) return { kind: "string" };
  if (flags & ts.TypeFlags.Number) return { kind: "number" };
  if (flags & ts.TypeFlags.Boolean) return { kind: "boolean" };
  if (flags & ts.TypeFlags.Null) return { kind: "null" };
  if (flags & ts.TypeFlags.BooleanLiteral) {
    return { kind: "literal", value: context.sources.checker().typeToString(type) === "true" };
  }
  if (type.isStringLiteral() || type.isNumberLiteral())
    return { kind: "literal", value: type.value };
  if (type.isUnion()) return readUnion(type, node, context, seen);
  if (type.isIntersection()) return readIntersection(type, node, context, seen);
  if (flags & ts.TypeFlags.Object) return readObject(type as ts.ObjectType, node, context, seen);
  return refuseOther(flags, node, context);
}

function refuseAny(type: ts.Type, node: ts.Node, context: TypeContext): undefined {
  // The checker says `any` also of what it cannot find; only the name that it keeps inside tells.
  const isError = Reflect.get(type, "intrinsicName") === "error";
  const place = placeOf(node, context);
  context.diagnostics.push(
    isError
      ? report("type/unresolved", place, { name: node.getText() })
      : report("type/any", place, {}),
  );
}

function refuseOther(flags: ts.TypeFlags, node: ts.Node, context: TypeContext): undefined {
  if (flags & ts.TypeFlags.Undefined) {
    context.diagnostics.push(report("type/undefined", placeOf(node, context), {}));
    return undefined;
  }
  if (flags & ts.TypeFlags.BigIntLike) return refuse(node, aBigint, context);
  if (flags & ts.TypeFlags.ESSymbolLike) return refuse(node, aSymbol, context);
  if (flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) return refuse(node, nothing, context);
  if (flags & ts.TypeFlags.NonPrimitive) return refuse(node, anyObject, context);
  if (flags & (ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping)) {
    const remedy = 'Write "string"; a param may add { pattern: "…" }.';
    return refuseUnsupported(node, "a template literal type", remedy, context);
  }
  const remedy = "Write the type that it stands for.";
  return refuseUnsupported(node, "a type that is not known before it is used", remedy, context);
}

function readUnion(
  type: ts.UnionType,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type>,
): TypeNode | undefined {
  const parts = type.types.filter(
    ({ flags }) => !(context.optional && flags & ts.TypeFlags.Undefined),
  );
  const members = parts.map((part) =>
    readCheckedType(part, node, { ...context, optional: false }, seen),
  );
  if (members.length === 0 || !members.every((member) => member !== undefined)) return undefined;
  return unionOf(members.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b))));
}

function readIntersection(
  type: ts.IntersectionType,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type>,
): TypeNode | undefined {
  // A brand: `string & { readonly __brand: "Id" }`. What JSON holds is the string.
  const checker = context.sources.checker();
  const primitives = ts.TypeFlags.String | ts.TypeFlags.Number | ts.TypeFlags.Literal;
  const branded = type.types.find(
    (part) => part.flags & primitives || checker.isArrayType(part) || checker.isTupleType(part),
  );
  return branded
    ? readCheckedType(branded, node, context, seen)
    : readProperties(type, node, context, seen);
}

function readObject(
  type: ts.ObjectType,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type>,
): TypeNode | undefined {
  const checker = context.sources.checker();
  const inside = { ...context, optional: false };
  if (checker.isTupleType(type))
    return readTuple(type as ts.TupleTypeReference, node, inside, seen);
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    const read = element && readCheckedType(element, node, inside, seen);
    return read && { kind: "array", element: read };
  }
  const symbol = type.getSymbol();
  const name = symbol?.getName() ?? "";
  const isGlobal = symbol?.declarations?.every((d) => isPlatform(d.getSourceFile())) ?? false;
  const nonJson = isGlobal ? nonJsonGlobals.get(name) : undefined;
  if (nonJson !== undefined) return refuse(node, nonJson, context);
  if (symbol && symbol.flags & ts.SymbolFlags.Class) return refuse(node, anInstance(name), context);
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
    return refuse(node, aFunction, context);
  }
  return readProperties(type, node, inside, seen);
}

function isPlatform(file: ts.SourceFile): boolean {
  return isLibraryFile(file) || file.fileName.includes("/node_modules/@types/node/");
}

function readTuple(
  type: ts.TupleTypeReference,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type>,
): TypeNode | undefined {
  const elements: (TypeNode | undefined)[] = [];
  let rest: TypeNode | undefined;
  const { elementFlags } = type.target;
  for (const [index, element] of context.sources.checker().getTypeArguments(type).entries()) {
    const kind = elementFlags[index] ?? ts.ElementFlags.Required;
    if (kind & ts.ElementFlags.Optional) return refuseOptionalElement(node, context);
    const read = readCheckedType(element, node, context, seen);
    if (kind & ts.ElementFlags.Required) elements.push(read);
    else if (kind & ts.ElementFlags.Rest && index === elementFlags.length - 1) rest = read;
    else return refuseMiddleRest(node, context);
    if (read === undefined) return undefined;
  }
  if (!elements.every((element) => element !== undefined)) return undefined;
  return { kind: "tuple", elements, ...(rest !== undefined && { rest }) };
}

function readProperties(
  type: ts.Type,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type>,
): TypeNode | undefined {
  const checker = context.sources.checker();
  // A generic type that contains itself with other arguments is a new type at every depth.
  if (seen.has(type) || seen.size >= deepest) {
    const given = type.aliasSymbol?.getName() ?? type.getSymbol()?.getName() ?? "__type";
    // What the checker calls a type without a name of its own.
    const name = given.startsWith("__") ? node.getText() : given;
    context.diagnostics.push(report("type/recursive", placeOf(node, context), { name }));
    return undefined;
  }
  const inside = new Set([...seen, type]);
  const symbols = checker.getPropertiesOfType(type).sort(byPlace);
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (index !== undefined && symbols.length === 0) {
    const value = readCheckedType(index.type, node, { ...context, optional: false }, inside);
    return value && { kind: "record", value };
  }
  if (index !== undefined || checker.getIndexInfosOfType(type).length > 0) {
    const remedy = 'Give the open part a property of its own: "extra: Record<string, T>".';
    return refuseUnsupported(node, "an object with an index signature", remedy, context);
  }
  if (symbols.length === 0) return refuse(node, anyObject, context);
  const properties = symbols.map((symbol) => readProperty(symbol, node, context, inside));
  if (!properties.every((property) => property !== undefined)) return undefined;
  return { kind: "object", properties };
}

function readProperty(
  symbol: ts.Symbol,
  node: ts.Node,
  context: TypeContext,
  seen: ReadonlySet<ts.Type>,
): PropertyNode | undefined {
  const checker = context.sources.checker();
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const name = ts.unescapeLeadingUnderscores(symbol.escapedName);
  if (refuseInherited(node, { name, optional }, context)) return undefined;
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  const read = readCheckedType(type, node, { ...context, optional }, seen);
  const documentation = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const description = documentation.replaceAll("\r\n", "\n").trim();
  if (read === undefined) return undefined;
  return {
    name,
    type: read,
    optional,
    ...(description !== "" && { description }),
  };
}

/** In source order; what a mapped type made of a union of names has no place, and goes by its name. */
function byPlace(a: ts.Symbol, b: ts.Symbol): number {
  const [first, second] = [a.declarations?.[0], b.declarations?.[0]];
  return (
    compare(first?.getSourceFile().fileName ?? "", second?.getSourceFile().fileName ?? "") ||
    (first?.pos ?? 0) - (second?.pos ?? 0) ||
    compare(a.getName(), b.getName())
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

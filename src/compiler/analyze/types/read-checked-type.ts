import type { TemplateNode, TypeNode } from "../../../manifest/type-node.js";
import { ts } from "../../source/typescript.js";
import { aBigint, anyObject, aSymbol, nothing } from "./non-json.js";
import { readCheckedObject, readCheckedProperties } from "./read-checked-object.js";
import { refuse, refuseUnsupported, sayOfType } from "./refuse.js";
import { isHopeless, spend } from "./spend-budget.js";
import type { CheckedType, TypeContext } from "./type-context.js";
import { unionOf } from "./union.js";
import { orderMembers } from "./union-order.js";

/**
 * Reads a type that the type checker computed. Sorts unions and mapped keys, because the checker gives them
 * in an order that depends on everything that it has read before.
 */
export function readCheckedType(checked: CheckedType, context: TypeContext): TypeNode | undefined {
  const { type, node } = checked;
  if (isHopeless(context) || !spend(node, context)) return undefined;
  const { flags } = type;
  if (flags & ts.TypeFlags.Any) return refuseAny(checked, context);
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
  if (flags & ts.TypeFlags.TemplateLiteral) {
    return readTemplate(type as ts.TemplateLiteralType, checked, context);
  }
  if (type.isUnion() || type.isIntersection() || flags & ts.TypeFlags.Object) {
    return readParts(checked, context);
  }
  return refuseOther(flags, node, context);
}

/** Reads a type with parts, which may contain itself. */
function readParts(checked: CheckedType, context: TypeContext): TypeNode | undefined {
  const { type, node } = checked;
  const met = context.open.find(type);
  if (met !== undefined) return met;
  const [declared] = type.aliasSymbol?.declarations ?? [];
  const written = declared && ts.isTypeAliasDeclaration(declared) ? declared.type : checked.written;
  const here = { ...checked, written };
  // Only a named type can contain itself. `readCheckedProperties` handles objects.
  if (type.aliasSymbol === undefined || !(type.isUnion() || isList(type, context))) {
    return readOpened(here, context);
  }
  const name = type.aliasSymbol.getName();
  const read = context.open.read(type, name, () => readOpened(here, context));
  return read === "endless" ? sayOfType("type/recursive", node, { name }, context) : read;
}

function isList(type: ts.Type, { sources }: TypeContext): boolean {
  const checker = sources.checker();
  return checker.isArrayType(type) || checker.isTupleType(type);
}

function readOpened(checked: CheckedType, context: TypeContext): TypeNode | undefined {
  const { type } = checked;
  if (type.isUnion()) return readUnion(type, checked, context);
  if (type.isIntersection()) return readIntersection(type, checked, context);
  return readCheckedObject(checked, { ...context, optional: false });
}

function refuseAny({ type, node }: CheckedType, context: TypeContext): undefined {
  // The checker also gives `any` for a type that it cannot find; only an internal name distinguishes them.
  const isError = Reflect.get(type, "intrinsicName") === "error";
  return isError
    ? sayOfType("type/unresolved", node, { name: node.getText() }, context)
    : sayOfType("type/any", node, {}, context);
}

function refuseOther(flags: ts.TypeFlags, node: ts.Node, context: TypeContext): undefined {
  if (flags & ts.TypeFlags.Undefined) return sayOfType("type/undefined", node, {}, context);
  if (flags & ts.TypeFlags.BigIntLike) return refuse(node, aBigint, context);
  if (flags & ts.TypeFlags.ESSymbolLike) return refuse(node, aSymbol, context);
  if (flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) return refuse(node, nothing, context);
  if (flags & ts.TypeFlags.NonPrimitive) return refuse(node, anyObject, context);
  if (flags & ts.TypeFlags.StringMapping) {
    const remedy = 'Write "string"; a param may add { pattern: "…" }.';
    return refuseUnsupported(node, "an intrinsic string type such as Uppercase", remedy, context);
  }
  const remedy = "Write the type that it stands for.";
  return refuseUnsupported(node, "a type that depends on a type parameter", remedy, context);
}

function readTemplate(
  { texts, types }: ts.TemplateLiteralType,
  { node }: CheckedType,
  context: TypeContext,
): TypeNode | undefined {
  const kinds = types.map(({ flags }): TemplateNode["types"][number] | undefined => {
    if (flags & (ts.TypeFlags.String | ts.TypeFlags.Any)) return "string";
    if (flags & ts.TypeFlags.Number) return "number";
    return flags & ts.TypeFlags.BigInt ? "bigint" : undefined;
  });
  const remedy = 'Write "string"; a param may add { pattern: "…" }.';
  if (!kinds.every((kind) => kind !== undefined)) {
    return refuseUnsupported(node, "such a template literal type", remedy, context);
  }
  if (kinds.some((kind, index) => isBlurred(kind, texts[index] ?? "", kinds[index - 1]))) {
    const what = "a template literal type in which a number follows digits or another number";
    return refuseUnsupported(node, what, remedy, context);
  }
  return { kind: "template", texts, types: kinds };
}

/**
 * Whether nothing marks the beginning of a number, so that matching would try every split of a text, in
 * quadratic time. For any text directly before a number, the last digit is enough.
 */
function isBlurred(
  kind: TemplateNode["types"][number],
  textBefore: string,
  before: TemplateNode["types"][number] | undefined,
): boolean {
  if (kind === "string" || before === undefined) return false;
  return textBefore === "" ? before !== "string" : /^\d+$/.test(textBefore);
}

function readUnion(
  type: ts.UnionType,
  { node, written }: CheckedType,
  context: TypeContext,
): TypeNode | undefined {
  const parts = type.types.filter(
    ({ flags }) => !(context.optional && flags & ts.TypeFlags.Undefined),
  );
  const inside = { ...context, optional: false };
  const read = new Map<ts.Type, TypeNode>();
  for (const part of parts) {
    const member = readCheckedType({ type: part, node }, inside);
    if (member !== undefined) read.set(part, member);
  }
  if (parts.length === 0 || read.size < parts.length) return undefined;
  const textOf = (part: ts.Type) => JSON.stringify(read.get(part));
  const ordered = orderMembers(parts, written, context.sources.checker(), textOf);
  return unionOf(ordered.flatMap((part) => read.get(part) ?? []));
}

function readIntersection(
  type: ts.IntersectionType,
  checked: CheckedType,
  context: TypeContext,
): TypeNode | undefined {
  // A brand: `string & { readonly __brand: "Id" }`. In JSON it is the string.
  const checker = context.sources.checker();
  const primitives =
    ts.TypeFlags.String | ts.TypeFlags.Number | ts.TypeFlags.Literal | ts.TypeFlags.TemplateLiteral;
  const branded = type.types.find(
    (part) => part.flags & primitives || checker.isArrayType(part) || checker.isTupleType(part),
  );
  return branded
    ? readCheckedType({ ...checked, type: branded }, context)
    : readCheckedProperties(checked, context);
}

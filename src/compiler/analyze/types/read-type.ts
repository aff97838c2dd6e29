import type { TypeNode } from "../../../manifest/type-node.js";
import { ts } from "../../source/typescript.js";
import { aBigint, aFunction, anyObject, aSymbol, nothing } from "./non-json.js";
import { readCheckedType } from "./read-checked-type.js";
import { readMembers } from "./read-members.js";
import { readNumber } from "../syntax/read-number.js";
import { readReference } from "./read-reference.js";
import { refuse, refuseDepth, refuseMiddleRest, sayOfType } from "./refuse.js";
import { spend } from "./spend-budget.js";
import { withinPart, type TypeContext } from "./type-context.js";
import { unionOf } from "./union.js";

// Deeper than any type for a model.
const deepest = 100;

/**
 * Reads a type from its syntax. Follows names through imports by syntax, and asks the type checker only for
 * computed types: generics, mapped and conditional types, `typeof`, `keyof`. `undefined` after a
 * diagnostic.
 */
export function readType(node: ts.TypeNode, outer: TypeContext): TypeNode | undefined {
  const context = { ...outer, depth: outer.depth + 1 };
  if (context.depth > deepest) return refuseDepth(node, context);
  if (!spend(node, context)) return undefined;
  if (ts.isParenthesizedTypeNode(node)) return readType(node.type, context);
  if (ts.isUnionTypeNode(node)) return readUnion(node, context);
  const inside = context.optional ? { ...context, optional: false } : context;
  if (ts.isTypeReferenceNode(node)) return readReference(node, context);
  if (ts.isLiteralTypeNode(node)) return readLiteralType(node, inside);
  if (ts.isArrayTypeNode(node)) return readArray(node, inside);
  if (ts.isTupleTypeNode(node)) return readTuple(node, inside);
  if (ts.isTypeLiteralNode(node)) return readMembers(node.members, node, inside);
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) {
    return readType(node.type, inside);
  }
  if (ts.isFunctionTypeNode(node) || ts.isConstructorTypeNode(node)) {
    return refuse(node, aFunction, context);
  }
  return readKeyword(node, context);
}

function readArray(node: ts.ArrayTypeNode, context: TypeContext): TypeNode | undefined {
  const element = readType(node.elementType, withinPart(context, "[]"));
  return element && { kind: "array", element };
}

function readKeyword(node: ts.TypeNode, context: TypeContext): TypeNode | undefined {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: "boolean" };
    case ts.SyntaxKind.UnknownKeyword:
      return { kind: "unknown" };
    case ts.SyntaxKind.AnyKeyword:
      return sayOfType("type/any", node, {}, context);
    case ts.SyntaxKind.UndefinedKeyword:
      return sayOfType("type/undefined", node, {}, context);
    case ts.SyntaxKind.BigIntKeyword:
      return refuse(node, aBigint, context);
    case ts.SyntaxKind.SymbolKeyword:
      return refuse(node, aSymbol, context);
    case ts.SyntaxKind.ObjectKeyword:
      return refuse(node, anyObject, context);
    case ts.SyntaxKind.VoidKeyword:
    case ts.SyntaxKind.NeverKeyword:
      return refuse(node, nothing, context);
    default: {
      const type = context.sources.checker().getTypeFromTypeNode(node);
      return readCheckedType({ type, node, written: node }, context);
    }
  }
}

function readUnion(node: ts.UnionTypeNode, context: TypeContext): TypeNode | undefined {
  const parts = node.types.filter(
    ({ kind }) => !(context.optional && kind === ts.SyntaxKind.UndefinedKeyword),
  );
  const members = parts.map((part) => readType(part, context));
  return members.length > 0 && members.every((member) => member !== undefined)
    ? unionOf(members)
    : undefined;
}

function readLiteralType(
  { literal }: ts.LiteralTypeNode,
  context: TypeContext,
): TypeNode | undefined {
  if (ts.isStringLiteralLike(literal)) return { kind: "literal", value: literal.text };
  switch (literal.kind) {
    case ts.SyntaxKind.NullKeyword:
      return { kind: "null" };
    case ts.SyntaxKind.TrueKeyword:
      return { kind: "literal", value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: "literal", value: false };
    default: {
      const value = readNumber(literal);
      return value === undefined ? refuse(literal, aBigint, context) : { kind: "literal", value };
    }
  }
}

function readTuple(node: ts.TupleTypeNode, context: TypeContext): TypeNode | undefined {
  const elements: (TypeNode | undefined)[] = [];
  let least = 0;
  let rest: TypeNode | undefined;
  for (const [index, element] of node.elements.entries()) {
    const type = ts.isNamedTupleMember(element) ? element.type : element;
    const isOptional =
      ts.isOptionalTypeNode(type) ||
      (ts.isNamedTupleMember(element) && element.questionToken !== undefined);
    const inside = withinPart(context, `[${index}]`, isOptional);
    const isRest =
      ts.isRestTypeNode(element) || (ts.isNamedTupleMember(element) && element.dotDotDotToken);
    if (!isRest) {
      elements.push(readType(ts.isOptionalTypeNode(type) ? type.type : type, inside));
      if (!isOptional) least = elements.length;
    } else if (index < node.elements.length - 1) return refuseMiddleRest(element, context);
    else {
      const array = readType(ts.isRestTypeNode(type) ? type.type : type, inside);
      if (array?.kind !== "array") return array && refuseMiddleRest(element, context);
      rest = array.element;
    }
  }
  if (!elements.every((element) => element !== undefined)) return undefined;
  const isShorter = least < elements.length;
  return { kind: "tuple", elements, ...(isShorter && { least }), ...(rest && { rest }) };
}

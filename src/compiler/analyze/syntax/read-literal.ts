import type { Json } from "../../../internal/json.js";
import { findOrigin } from "../../source/find-origin.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { enumValuesOf } from "./enum-values.js";
import { readName } from "./read-name.js";
import { readNumber } from "./read-number.js";

/** The value of a literal, or the part of the expression that is not a literal. */
export type Literal =
  | { readonly value: Json }
  | { readonly value?: undefined; readonly node: ts.Node };

/**
 * Reads a literal expression: strings, numbers, booleans, null, members of enums, and arrays and objects of
 * these, with or without `as const`, `as T` and `satisfies T`.
 */
export function readLiteral(expression: ts.Expression, sources: Sources): Literal {
  const node = withoutAssertions(expression);
  if (ts.isStringLiteralLike(node)) return { value: node.text };
  if (ts.isArrayLiteralExpression(node)) return readArray(node, sources);
  if (ts.isObjectLiteralExpression(node)) return readObject(node, sources);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return readEnumMember(node, sources);
  }
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { value: false };
    case ts.SyntaxKind.NullKeyword:
      return { value: null };
    default: {
      const value = readNumber(node);
      return value === undefined ? { node } : { value };
    }
  }
}

function withoutAssertions(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isTypeAssertionExpression(expression)
    ? withoutAssertions(expression.expression)
    : expression;
}

function readArray(node: ts.ArrayLiteralExpression, sources: Sources): Literal {
  const value: Json[] = [];
  for (const element of node.elements) {
    const read = readLiteral(element, sources);
    if (read.value === undefined) return read;
    value.push(read.value);
  }
  return { value };
}

function readObject(node: ts.ObjectLiteralExpression, sources: Sources): Literal {
  const entries: [string, Json][] = [];
  for (const property of node.properties) {
    const name = property.name && readName(property.name);
    // `__proto__: x` sets the prototype instead of a property.
    if (!ts.isPropertyAssignment(property) || name === undefined || name === "__proto__") {
      return { node: property };
    }
    const read = readLiteral(property.initializer, sources);
    if (read.value === undefined) return read;
    entries.push([name, read.value]);
  }
  return { value: Object.fromEntries(entries) };
}

function readEnumMember(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  sources: Sources,
): Literal {
  const origin = findOrigin(node.expression, "value", sources);
  const [declaration] = origin?.kind === "declared" ? origin.declarations : [];
  const values =
    declaration && ts.isEnumDeclaration(declaration) ? enumValuesOf(declaration) : undefined;
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
  // The checker reads a member that is computed from others, or of an enum in a namespace.
  const value =
    name === undefined || values === undefined ? enumValueOf(node, sources) : values.get(name);
  return value === undefined ? { node } : { value };
}

function enumValueOf(node: ts.Expression, sources: Sources): string | number | undefined {
  const type = sources.checker().getTypeAtLocation(node);
  const isMember = (type.flags & ts.TypeFlags.EnumLiteral) !== 0;
  return isMember && (type.isStringLiteral() || type.isNumberLiteral()) ? type.value : undefined;
}

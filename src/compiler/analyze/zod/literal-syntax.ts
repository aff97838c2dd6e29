import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { findInitializer } from "./read-zod-call.js";

/** Whether an expression has a literal's type: a text, a number, `true`, `null`. */
export function isLiteral(expression: ts.Expression | undefined): boolean {
  if (expression === undefined) return false;
  if (ts.isParenthesizedExpression(expression) || isConstAssertion(expression)) {
    return isLiteral(expression.expression);
  }
  if (ts.isPrefixUnaryExpression(expression)) return ts.isNumericLiteral(expression.operand);
  switch (expression.kind) {
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.NumericLiteral:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
      return true;
    default:
      return false;
  }
}

/**
 * Whether it is a list of literals that keeps their types: written in place, or a constant with `as const`.
 */
export function isLiteralList(expression: ts.Expression | undefined, sources: Sources): boolean {
  const list = findConstant(expression, sources);
  return (
    list !== undefined &&
    ts.isArrayLiteralExpression(list) &&
    list.elements.every((element) => isLiteral(element))
  );
}

/**
 * Whether it is an object of literals that keeps their types. Written in place, only in `z.enum()`, which
 * declares a const type parameter. A TypeScript `enum` has its own type.
 */
export function isLiteralMembers(
  expression: ts.Expression | undefined,
  sources: Sources,
  factory: "enum" | "nativeEnum",
): boolean {
  const isInPlace = expression !== undefined && ts.isObjectLiteralExpression(expression);
  if (isInPlace && factory !== "enum") return false;
  const object = findConstant(expression, sources);
  return (
    object !== undefined &&
    ts.isObjectLiteralExpression(object) &&
    object.properties.every(
      (property) => ts.isPropertyAssignment(property) && isLiteral(property.initializer),
    )
  );
}

/** The expression without `as const`. For a name, the constant's value, if that has `as const`. */
function findConstant(
  expression: ts.Expression | undefined,
  sources: Sources,
): ts.Expression | undefined {
  if (expression === undefined) return undefined;
  if (ts.isParenthesizedExpression(expression)) return findConstant(expression.expression, sources);
  if (isConstAssertion(expression)) return expression.expression;
  if (!ts.isIdentifier(expression)) return expression;
  const initializer = findInitializer(expression, sources);
  return initializer && isConstAssertion(initializer) ? initializer.expression : undefined;
}

function isConstAssertion(expression: ts.Expression): expression is ts.AsExpression {
  return ts.isAsExpression(expression) && ts.isConstTypeReference(expression.type);
}

/** Whether it is `{ name: true, … }`, written in place. */
export function isMask(expression: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(expression) &&
    expression.properties.every(
      (property) =>
        ts.isPropertyAssignment(property) &&
        property.initializer.kind === ts.SyntaxKind.TrueKeyword,
    )
  );
}

/**
 * Whether a function may be a type guard, which TypeScript also infers: `(value) => value !== null`. It is
 * not one if it only reads members of its parameter, unless the parameter is a union of objects that a
 * member tells apart.
 */
export function mayNarrow(check: ts.Expression | undefined, isObject: boolean): boolean {
  if (check === undefined) return false;
  if (!ts.isArrowFunction(check) && !ts.isFunctionExpression(check)) return true;
  if (check.type !== undefined) return ts.isTypePredicateNode(check.type);
  const [parameter] = check.parameters;
  if (parameter === undefined || !ts.isIdentifier(parameter.name)) return false;
  const result = resultIn(check.body);
  return result !== undefined && usesWhole(result, parameter.name.text, isObject);
}

/** The result of a function that only returns an expression; TypeScript infers no guards from others. */
function resultIn(body: ts.ConciseBody): ts.Expression | undefined {
  if (!ts.isBlock(body)) return body;
  const returned: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) returned.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  const [only, another] = returned;
  return another === undefined ? only : undefined;
}

/** Whether a name is used other than to read a member, or as an object that a member tells apart. */
function usesWhole(node: ts.Node, name: string, isObject: boolean): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  if (isMemberOf(node, name)) return false;
  if (!isObject && ts.isBinaryExpression(node)) {
    const { left, right } = node;
    const tells =
      (isMemberOf(left, name) && isLiteral(right)) || (isMemberOf(right, name) && isLiteral(left));
    if (tells && isEquality(node.operatorToken.kind)) return true;
  }
  return ts.forEachChild(node, (child) => usesWhole(child, name, isObject)) ?? false;
}

function isMemberOf(node: ts.Node, name: string): boolean {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === name
  );
}

function isEquality(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    operator === ts.SyntaxKind.EqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsToken
  );
}

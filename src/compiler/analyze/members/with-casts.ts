import { ts } from "../../source/typescript.js";

/** The outermost expression that has the value of this one: in parentheses, with `!`, `as` or `satisfies`. */
export function withCasts(node: ts.Node): ts.Node {
  let whole = node;
  while (isCast(whole.parent)) whole = whole.parent;
  return whole;
}

function isCast(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

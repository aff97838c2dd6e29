import { ts } from "../../source/typescript.js";

/** The value of a number literal, with or without a sign. */
export function readNumber(node: ts.Node): number | undefined {
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = readNumber(node.operand);
    if (operand === undefined) return undefined;
    if (node.operator === ts.SyntaxKind.PlusToken) return operand;
    // JSON has no negative zero.
    return node.operator === ts.SyntaxKind.MinusToken ? 0 - operand : undefined;
  }
  if (!ts.isNumericLiteral(node)) return undefined;
  // The parser has already turned separators and other radixes into decimal digits.
  const value = Number(node.text);
  return Number.isFinite(value) ? value : undefined;
}

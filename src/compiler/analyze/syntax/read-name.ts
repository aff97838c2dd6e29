import { ts } from "../../source/typescript.js";

/** The name of a property as it is written, or `undefined` for a computed one. */
export function readName(name: ts.PropertyName): string | undefined {
  if (ts.isComputedPropertyName(name)) {
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  }
  return ts.isBigIntLiteral(name) ? undefined : name.text;
}

import type { Json } from "../../../internal/json.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { readLiteral } from "../syntax/read-literal.js";

/** Reads the initializer of a field, which must be a literal. `undefined` after a diagnostic. */
export function readDefault(
  name: string,
  initializer: ts.Expression,
  sources: Sources,
  diagnostics: Diagnostic[],
): Json | undefined {
  const literal = readLiteral(initializer, sources);
  if (literal.value !== undefined) return literal.value;
  const read = findRead(initializer);
  diagnostics.push(
    read === undefined
      ? report("param/default-not-literal", sources.spanOf(literal.node), { name })
      : report("param/default-reads-param", sources.spanOf(read), { name, read: read.getText() }),
  );
  return undefined;
}

/** The first member of `this` that an expression reads. */
function findRead(node: ts.Node): ts.Node | undefined {
  const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  if (isAccess && node.expression.kind === ts.SyntaxKind.ThisKeyword) return node;
  return ts.forEachChild(node, findRead);
}

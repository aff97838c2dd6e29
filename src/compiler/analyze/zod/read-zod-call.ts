import { findOrigin } from "../../source/find-origin.js";
import { moduleScopeOf } from "../../source/module-scope.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";

/**
 * The name of the called factory, if it is Zod's: `"object"` for `z.object`, `"iso.date"` for `z.iso.date`;
 * `undefined` for every other function.
 */
export function zodFactory(callee: ts.Expression, sources: Sources): string | undefined {
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const { expression: on, name } = callee;
  if (ts.isIdentifier(on)) return isZod(on, sources) ? name.text : undefined;
  const isGroup = ts.isPropertyAccessExpression(on) && ts.isIdentifier(on.expression);
  if (!isGroup || !isZod(on.expression, sources)) return undefined;
  return `${on.name.text}.${name.text}`;
}

/** Whether a name is Zod's `z`, of any edition, possibly re-exported by another module. */
function isZod(name: ts.Identifier, sources: Sources): boolean {
  const imported = moduleScopeOf(name.getSourceFile()).imports.get(name.text);
  if (imported === undefined) return false;
  if (/^zod(?:\W|\d|$)/.test(imported.specifier)) return true;
  const origin = findOrigin(name, "value", sources);
  const file = origin?.kind === "module" ? origin.file : undefined;
  return file !== undefined && /\/node_modules\/zod\d?\//.test(file.fileName);
}

/**
 * The initializer of a named constant. `undefined` if it has a type annotation, is not constant, or is not
 * visible in the syntax.
 */
export function findInitializer(name: ts.Expression, sources: Sources): ts.Expression | undefined {
  const origin = findOrigin(name, "value", sources);
  const declaration = origin?.kind === "declared" ? origin.declarations[0] : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant && declaration.type === undefined ? declaration.initializer : undefined;
}

/** The expression of a property; `undefined` if syntax does not show one. */
export function valueOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isGetAccessorDeclaration(property) ? resultOf(property) : undefined;
}

/** The result of a function without a return type that only returns an expression. */
export function resultOf(
  node: ts.Expression | ts.GetAccessorDeclaration | undefined,
): ts.Expression | undefined {
  if (node === undefined) return undefined;
  const isFunction =
    ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isGetAccessorDeclaration(node);
  if (!isFunction || node.type !== undefined || node.body === undefined) return undefined;
  if (!ts.isBlock(node.body)) return node.body;
  const [only, another] = node.body.statements;
  return only !== undefined && another === undefined && ts.isReturnStatement(only)
    ? only.expression
    : undefined;
}

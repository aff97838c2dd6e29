import { ts } from "../../source/typescript.js";

/**
 * The names that a class and its ancestors read from `this`. `"all"` if `this` is used as a whole
 * (`render(this)`, `{ ...this }`, `this[name]`), or a body is not visible.
 */
export function readReads(
  classes: readonly ts.ClassLikeDeclaration[],
): ReadonlySet<string> | "all" {
  const names = new Set<string>();
  for (const node of classes) {
    if (node.getSourceFile().isDeclarationFile) return "all";
    if (!node.members.every((member) => collect(member, names))) return "all";
  }
  return names;
}

/** Collects the names below a node; `false` when `this` is used as a whole. */
function collect(node: ts.Node, names: Set<string>): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return collectUse(node, names);
  // ts.forEachChild stops at the first truthy result.
  return !ts.forEachChild(node, (child) => !collect(child, names));
}

function collectUse(node: ts.Node, names: Set<string>): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    names.add(parent.name.text);
    return true;
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === node) {
    const { argumentExpression } = parent;
    if (!ts.isStringLiteralLike(argumentExpression)) return false;
    names.add(argumentExpression.text);
    return true;
  }
  return ts.isVariableDeclaration(parent) && collectPattern(parent.name, names);
}

/** `const { topic, tone: t } = this`. */
function collectPattern(pattern: ts.BindingName, names: Set<string>): boolean {
  if (!ts.isObjectBindingPattern(pattern)) return false;
  return pattern.elements.every(({ name, propertyName, dotDotDotToken }) => {
    const read = propertyName ?? name;
    const isName = ts.isIdentifier(read) || ts.isStringLiteralLike(read);
    if (dotDotDotToken !== undefined || !isName) return false;
    names.add(read.text);
    return true;
  });
}

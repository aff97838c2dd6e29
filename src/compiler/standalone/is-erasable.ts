import { ts } from "../source/typescript.js";

/**
 * Whether a runtime that only removes types can load a module: no decorators, `accessor` fields, enums,
 * namespaces, parameter properties, `import =`, `export =`, `<T>x` or JSX.
 */
export function isErasable(file: ts.SourceFile): boolean {
  if (/\.[cm]?js$/.test(file.fileName)) return true;
  if (!/\.m?ts$/.test(file.fileName)) return false;
  const isFine = (node: ts.Node): boolean =>
    isGone(node) || (!needsCompiler(node) && ts.forEachChild(node, isBad) !== true);
  const isBad = (node: ts.Node): true | undefined => (isFine(node) ? undefined : true);
  return isFine(file);
}

/** Whether a statement does not exist at run time, whatever it contains. */
function isGone(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

function needsCompiler(node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.Decorator:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.TypeAssertionExpression:
    case ts.SyntaxKind.ExportAssignment:
    case ts.SyntaxKind.ImportEqualsDeclaration:
      return !ts.isExportAssignment(node) || node.isExportEquals === true;
    case ts.SyntaxKind.PropertyDeclaration:
      return ts.isAutoAccessorPropertyDeclaration(node);
    case ts.SyntaxKind.Parameter:
      return ts.isParameterPropertyDeclaration(node, node.parent);
    default:
      return false;
  }
}

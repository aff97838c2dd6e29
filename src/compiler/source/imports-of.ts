import { findExport } from "./find-origin.js";
import type { Sources } from "./sources.js";
import { ts } from "./typescript.js";

/** One import or re-export of a module. */
export interface ModuleImport {
  readonly specifier: string;
  /** The string of the specifier, for a place. */
  readonly node: ts.StringLiteral;
  /** Whether it does not exist at run time. */
  readonly typeOnly: boolean;
  /** The exported names that it names; `undefined` for all of the module, or its default. */
  readonly names: readonly string[] | undefined;
  /** The absolute path of the imported module, or `undefined` if it is not found. */
  readonly resolved: string | undefined;
}

/** The static imports and re-exports of a module, in source order. */
export function importsOf(file: ts.SourceFile, sources: Sources): ModuleImport[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const node = statement.moduleSpecifier;
    if (node === undefined || !ts.isStringLiteral(node)) return [];
    const resolved = sources.resolve(node.text, file);
    const typeOnly = isTypeOnly(statement, resolved, sources);
    return [{ specifier: node.text, node, typeOnly, names: namesOf(statement), resolved }];
  });
}

/**
 * The specifiers that a module loads while it runs, with `import("…")`, `require("…")` or `import … =
 * require("…")`. The order depends only on the text.
 */
export function lateImportsOf(file: ts.SourceFile): readonly string[] {
  if (!/\bimport\s*\(|\brequire\b/.test(file.text)) return [];
  const found: string[] = [];
  // Not recursive, because a long concatenation of texts is nested as deeply as it is long.
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const argument = lateArgumentOf(node);
    if (argument && ts.isStringLiteralLike(argument)) found.push(argument.text);
    ts.forEachChild(node, (child) => void pending.push(child));
  }
  return found;
}

function lateArgumentOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const isRequire = ts.isIdentifier(expression) && expression.text === "require";
  return isRequire || isDynamicImport(node) ? node.arguments[0] : undefined;
}

/** Whether a node is an `import()`. */
export function isDynamicImport(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function namesOf(
  statement: ts.ImportDeclaration | ts.ExportDeclaration,
): readonly string[] | undefined {
  const isExport = ts.isExportDeclaration(statement);
  if (!isExport && statement.importClause?.name !== undefined) return undefined;
  const bindings = isExport ? statement.exportClause : statement.importClause?.namedBindings;
  if (bindings === undefined) return undefined;
  if (!ts.isNamedImports(bindings) && !ts.isNamedExports(bindings)) return undefined;
  return bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
}

function isTypeOnly(
  statement: ts.ImportDeclaration | ts.ExportDeclaration,
  resolved: string | undefined,
  sources: Sources,
): boolean {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, isTypeOnly } = statement;
    return isTypeOnly || (exportClause !== undefined && allTypes(exportClause, resolved, sources));
  }
  const { importClause } = statement;
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    name === undefined && namedBindings !== undefined && allTypes(namedBindings, resolved, sources)
  );
}

function allTypes(
  bindings: ts.NamedImportBindings | ts.NamedExportBindings,
  resolved: string | undefined,
  sources: Sources,
): boolean {
  if (!ts.isNamedImports(bindings) && !ts.isNamedExports(bindings)) return false;
  return (
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => {
      if (element.isTypeOnly) return true;
      const file = resolved === undefined ? undefined : sources.open(resolved);
      if (file === undefined) return false;
      // Without `verbatimModuleSyntax`, an import of an interface is removed as well.
      const name = (element.propertyName ?? element.name).text;
      return (
        findExport(name, file, "value", sources) === undefined &&
        findExport(name, file, "type", sources) !== undefined
      );
    })
  );
}

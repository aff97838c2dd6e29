import { ts } from "./typescript.js";

/** A name that a module imports. */
export interface ImportedName {
  readonly specifier: string;
  /** The exported name, `"default"`, or `"*"` for the module as a whole. */
  readonly name: string;
}

/** An export of a module: its own, or another module's. */
export type ExportedName =
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "expression"; readonly expression: ts.Expression }
  | ({ readonly kind: "imported" } & ImportedName);

/** A declaration that introduces a value or a type at the top of a module. */
export type TopLevelDeclaration =
  | ts.ClassDeclaration
  | ts.FunctionDeclaration
  | ts.VariableDeclaration
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ModuleDeclaration;

/** The names at the top of a module, read from its syntax alone. */
export interface ModuleScope {
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** A name may have several: a constant and a type, an interface in two parts, overloads. */
  readonly declarations: ReadonlyMap<string, readonly TopLevelDeclaration[]>;
  readonly exports: ReadonlyMap<string, ExportedName>;
  /** The modules of `export * from`. */
  readonly starExports: readonly string[];
}

const scopes = new WeakMap<ts.SourceFile, ModuleScope>();

/** Reads the names at the top of a module, once per file. */
export function moduleScopeOf(file: ts.SourceFile): ModuleScope {
  let scope = scopes.get(file);
  if (scope === undefined) {
    scope = readScope(file);
    scopes.set(file, scope);
  }
  return scope;
}

interface MutableScope {
  readonly imports: Map<string, ImportedName>;
  readonly declarations: Map<string, TopLevelDeclaration[]>;
  readonly exports: Map<string, ExportedName>;
  readonly starExports: string[];
}

function readScope(file: ts.SourceFile): ModuleScope {
  const scope: MutableScope = {
    imports: new Map(),
    declarations: new Map(),
    exports: new Map(),
    starExports: [],
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, scope);
    else if (ts.isExportDeclaration(statement)) readExport(statement, scope);
    else if (ts.isExportAssignment(statement)) {
      scope.exports.set("default", { kind: "expression", expression: statement.expression });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        declare(declaration, statement, scope);
      }
    } else if (isNamedDeclaration(statement)) declare(statement, statement, scope);
  }
  return scope;
}

function readImport(statement: ts.ImportDeclaration, { imports }: MutableScope): void {
  const { importClause, moduleSpecifier } = statement;
  if (importClause === undefined || !ts.isStringLiteral(moduleSpecifier)) return;
  const specifier = moduleSpecifier.text;
  const { name, namedBindings } = importClause;
  if (name) imports.set(name.text, { specifier, name: "default" });
  if (namedBindings === undefined) return;
  if (ts.isNamespaceImport(namedBindings)) {
    imports.set(namedBindings.name.text, { specifier, name: "*" });
    return;
  }
  for (const element of namedBindings.elements) {
    imports.set(element.name.text, {
      specifier,
      name: (element.propertyName ?? element.name).text,
    });
  }
}

function readExport(statement: ts.ExportDeclaration, { exports, starExports }: MutableScope): void {
  const { exportClause, moduleSpecifier } = statement;
  const specifier =
    moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (exportClause === undefined) {
    if (specifier !== undefined) starExports.push(specifier);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (specifier !== undefined) {
      exports.set(exportClause.name.text, { kind: "imported", specifier, name: "*" });
    }
  } else {
    for (const element of exportClause.elements) {
      const name = (element.propertyName ?? element.name).text;
      exports.set(
        element.name.text,
        specifier === undefined ? { kind: "local", name } : { kind: "imported", specifier, name },
      );
    }
  }
}

function declare(
  declaration: TopLevelDeclaration,
  statement: ts.Statement,
  { declarations, exports }: MutableScope,
): void {
  const { name } = declaration;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  const exported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const isDefault = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  for (const local of name === undefined ? [] : boundNames(name)) {
    declarations.set(local, [...(declarations.get(local) ?? []), declaration]);
    if (exported) exports.set(isDefault ? "default" : local, { kind: "local", name: local });
  }
}

function boundNames(name: ts.BindingName | ts.ModuleName): string[] {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? boundNames(element.name) : [],
  );
}

function isNamedDeclaration(
  statement: ts.Statement,
): statement is Exclude<TopLevelDeclaration, ts.VariableDeclaration> & ts.Statement {
  return (
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  );
}

import { moduleScopeOf, type ImportedName, type TopLevelDeclaration } from "./module-scope.js";
import type { Sources } from "./sources.js";
import { ts } from "./typescript.js";

/** The package that decorators and `Agent` come from. */
export const packageName = "troupe";

/** The origin of a name, after following imports, barrels and renamings. */
export type Origin =
  /** An export of this package, with its exported name. */
  | { readonly kind: "package"; readonly name: string }
  /** Declared at the top of a module. */
  | {
      readonly kind: "declared";
      readonly name: string;
      readonly file: ts.SourceFile;
      readonly declarations: readonly TopLevelDeclaration[];
    }
  /** A module as a whole: `import * as t`. No file: this package. */
  | { readonly kind: "module"; readonly file?: ts.SourceFile };

/** `value` for expressions, `type` for types: `const Story` and `type Story` may share a name. */
export type Meaning = "value" | "type";

/**
 * Finds the origin of a name or a dotted name, by syntax alone. `undefined` if syntax does not show it: a
 * global, a parameter, something computed, a missing module.
 */
export function findOrigin(
  node: ts.Node,
  meaning: Meaning,
  sources: Sources,
  seen: ReadonlySet<string> = new Set(),
): Origin | undefined {
  if (ts.isIdentifier(node))
    return findName(node.text, node.getSourceFile(), meaning, sources, seen);
  if (ts.isParenthesizedExpression(node))
    return findOrigin(node.expression, meaning, sources, seen);
  const [left, right] = ts.isPropertyAccessExpression(node)
    ? [node.expression, node.name]
    : ts.isQualifiedName(node)
      ? [node.left, node.right]
      : [];
  if (left === undefined || right === undefined) return undefined;
  const origin = findOrigin(left, "value", sources, seen);
  if (origin?.kind !== "module") return undefined;
  if (origin.file === undefined) return { kind: "package", name: right.text };
  return findExport(right.text, origin.file, meaning, sources, seen);
}

function findName(
  name: string,
  file: ts.SourceFile,
  meaning: Meaning,
  sources: Sources,
  seen: ReadonlySet<string>,
): Origin | undefined {
  const scope = moduleScopeOf(file);
  const imported = scope.imports.get(name);
  if (imported !== undefined) return findImport(imported, file, meaning, sources, seen);
  const declarations = (scope.declarations.get(name) ?? []).filter((declaration) =>
    hasMeaning(declaration, meaning),
  );
  const [first] = declarations;
  if (first === undefined) return undefined;
  const alias = meaning === "value" ? aliasOf(first) : undefined;
  if (alias !== undefined) {
    const key = `${file.fileName} = ${name}`;
    if (!seen.has(key)) {
      const origin = findOrigin(alias, meaning, sources, new Set([...seen, key]));
      if (origin !== undefined) return origin;
    }
  }
  return { kind: "declared", name, file, declarations };
}

function findImport(
  { specifier, name }: ImportedName,
  from: ts.SourceFile,
  meaning: Meaning,
  sources: Sources,
  seen: ReadonlySet<string>,
): Origin | undefined {
  if (specifier === packageName)
    return name === "*" ? { kind: "module" } : { kind: "package", name };
  const resolved = sources.resolve(specifier, from);
  const file = resolved === undefined ? undefined : sources.open(resolved);
  if (file === undefined) return undefined;
  return name === "*" ? { kind: "module", file } : findExport(name, file, meaning, sources, seen);
}

/** Finds what a module exports under a name. */
export function findExport(
  name: string,
  file: ts.SourceFile,
  meaning: Meaning,
  sources: Sources,
  seen: ReadonlySet<string> = new Set(),
): Origin | undefined {
  const key = `${file.fileName}#${name}`;
  // Barrels may re-export each other.
  if (seen.has(key)) return undefined;
  const next = new Set([...seen, key]);
  const scope = moduleScopeOf(file);
  const exported = scope.exports.get(name);
  switch (exported?.kind) {
    case "local":
      return findName(exported.name, file, meaning, sources, next);
    case "expression":
      return findOrigin(exported.expression, meaning, sources, next);
    case "imported":
      return findImport(exported, file, meaning, sources, next);
    case undefined:
      break;
  }
  if (name === "default") return undefined;
  let fromPackage: Origin | undefined;
  for (const specifier of scope.starExports) {
    const origin = findImport({ specifier, name }, file, meaning, sources, next);
    if (origin !== undefined && origin.kind !== "package") return origin;
    // `export * from` this package counts only for a name that is found nowhere else.
    fromPackage ??= origin;
  }
  return fromPackage;
}

function hasMeaning(declaration: TopLevelDeclaration, meaning: Meaning): boolean {
  if (ts.isClassDeclaration(declaration) || ts.isEnumDeclaration(declaration)) return true;
  const isType = ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);
  return isType === (meaning === "type");
}

/**
 * The value of an alias such as `const Base = Agent`. None if it has a type annotation, which then defines
 * it.
 */
function aliasOf(declaration: TopLevelDeclaration): ts.Expression | undefined {
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name))
    return undefined;
  const { initializer, type } = declaration;
  if (type !== undefined) return undefined;
  const isName =
    initializer && (ts.isIdentifier(initializer) || ts.isPropertyAccessExpression(initializer));
  return isName ? initializer : undefined;
}

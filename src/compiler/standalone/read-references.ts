import { isDynamicImport } from "../source/imports-of.js";
import { ts } from "../source/typescript.js";

/** A place in a module's code that depends on where the module is. */
export type Reference =
  /** The string of an import, an export or an `import()`. */
  | {
      readonly kind: "specifier";
      readonly specifier: string;
      readonly start: number;
      readonly end: number;
    }
  /** `import.meta.url` and Node's two others. */
  | { readonly kind: ModulePlace; readonly start: number; readonly end: number };

/** The properties of `import.meta` with a module's place. */
export type ModulePlace = "url" | "dirname" | "filename";

const places: ReadonlySet<string> = new Set(["url", "dirname", "filename"] satisfies ModulePlace[]);

/** Finds a module's references to other modules and to its own place, in order. */
export function readReferences(javascript: string): Reference[] {
  const file = ts.createSourceFile("module.js", javascript, ts.ScriptTarget.ES2022, true);
  const references: Reference[] = [];
  const visit = (node: ts.Node): void => {
    const literal = specifierOf(node);
    const [start, end] = [(literal ?? node).getStart(file), (literal ?? node).getEnd()];
    if (literal) references.push({ kind: "specifier", specifier: literal.text, start, end });
    const place = placeOf(node);
    if (place) references.push({ kind: place, start, end });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return references;
}

/** Finds each `import()` whose specifier is known only at run time. */
export function findComputedImports(file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isDynamicImport(node) && specifierOf(node) === undefined) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const expression =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : isDynamicImport(node)
        ? node.arguments[0]
        : undefined;
  return expression && ts.isStringLiteralLike(expression) ? expression : undefined;
}

function placeOf(node: ts.Node): ModulePlace | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isMetaProperty(node.expression)) return undefined;
  if (node.expression.keywordToken !== ts.SyntaxKind.ImportKeyword) return undefined;
  return places.has(node.name.text) ? (node.name.text as ModulePlace) : undefined;
}

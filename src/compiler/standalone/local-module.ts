import path from "node:path";
import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import { findModule, isModule, isOfPackage } from "../source/find-module.js";
import { isErasable } from "./is-erasable.js";
import { readReferences, type Reference } from "./read-references.js";
import { toJavaScript } from "./to-javascript.js";

/** A module of the project, as it runs. */
export interface LocalModule {
  readonly file: ts.SourceFile;
  readonly javascript: string;
  readonly references: readonly LocalReference[];
  /** Whether a runtime without a compiler can load it, apart from its imports. */
  readonly isReadable: boolean;
}

/** A reference. If it names a file of the project, with that file, absolute. */
export type LocalReference = Reference & { readonly target?: string };

/** Reads a module of the project; `undefined` if there is none at that path. */
export function readLocalModule(name: string, sources: Sources): LocalModule | undefined {
  const file = sources.open(name);
  if (file === undefined) return undefined;
  const javascript = toJavaScript(file, sources);
  const references = readReferences(javascript).map((reference): LocalReference => {
    if (reference.kind !== "specifier") return reference;
    const target = findModule(reference.specifier, file, sources);
    return { ...reference, ...(target !== undefined && { target }) };
  });
  const isReadable =
    isErasable(file) &&
    references.every((reference) => isExact(reference, file)) &&
    namesImported(file).every((name) => namesImported(javascript).includes(name));
  return { file, javascript, references, isReadable };
}

/** The modules that a module imports, except those of packages. */
export function modulesImported({ references }: LocalModule): string[] {
  return references.flatMap(({ target }) =>
    target !== undefined && isModule(target) && !isOfPackage(target) ? [target] : [],
  );
}

/** Whether an import names its file exactly: by its path, with the extension. */
function isExact(reference: LocalReference, file: ts.SourceFile): boolean {
  if (reference.kind !== "specifier" || reference.target === undefined) return true;
  const named = path.posix.join(path.posix.dirname(file.fileName), reference.specifier);
  return named === reference.target;
}

/**
 * The names that a module imports if only its type syntax is removed. A name that is no longer imported
 * after TypeScript has compiled the module is a type, which a runtime would not find.
 */
function namesImported(module: ts.SourceFile | string): string[] {
  const file =
    typeof module === "string"
      ? ts.createSourceFile("module.js", module, ts.ScriptTarget.ES2022)
      : module;
  return file.statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
    const { name, namedBindings } = clause;
    const names = name ? [name.text] : [];
    if (namedBindings === undefined) return names;
    if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
    const elements = namedBindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    return [...names, ...elements.map((element) => element.name.text)];
  });
}

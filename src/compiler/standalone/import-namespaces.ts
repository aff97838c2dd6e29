import { ts } from "../source/typescript.js";
import type { TextEdit } from "./edit-text.js";

/** The modules of Zod that also export everything as `z` and by default. */
const zod = /^zod(?:\/(?:v3|v4|mini|v4-mini|v4\/mini))?$/;

/**
 * The edits that turn `import { z } from "zod"` into `import * as z from "zod"`. Both mean the same, but
 * with the first a bundler keeps all of Zod, which is four times as much.
 */
export function importNamespaces(file: ts.SourceFile): TextEdit[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const { moduleSpecifier, importClause, attributes } = statement;
    if (!ts.isStringLiteral(moduleSpecifier) || !zod.test(moduleSpecifier.text)) return [];
    if (importClause === undefined || importClause.phaseModifier || attributes) return [];
    const text = namespaceImports(importClause, moduleSpecifier.getText(file), file);
    return text === undefined
      ? []
      : [{ start: statement.getStart(file), end: statement.getEnd(), text }];
  });
}

function namespaceImports(
  { name, namedBindings }: ts.ImportClause,
  specifier: string,
  file: ts.SourceFile,
): string | undefined {
  if (namedBindings !== undefined && !ts.isNamedImports(namedBindings)) return undefined;
  const elements = namedBindings?.elements ?? [];
  const wholes = elements.filter(
    (element) => !element.isTypeOnly && (element.propertyName ?? element.name).text === "z",
  );
  const names = [...(name ? [name.text] : []), ...wholes.map((element) => element.name.text)];
  if (names.length === 0) return undefined;
  const others = elements.filter((element) => !wholes.includes(element));
  const listed = others.map((element) => element.getText(file)).join(", ");
  return [
    ...names.map((local) => `import * as ${local} from ${specifier};`),
    ...(others.length > 0 ? [`import { ${listed} } from ${specifier};`] : []),
  ].join(" ");
}

import path from "node:path";
import { generatedHeader, quote, unformatted } from "../emit/source-text.js";
import { specifierBetween } from "./copy-path.js";
import { ts } from "../source/typescript.js";
import { editText, type TextEdit } from "./edit-text.js";
import type { LocalModule, LocalReference } from "./local-module.js";

/** The paths of a copy, from the root, with `/`. */
export interface CopyPlace {
  /** The module that is copied. */
  readonly source: string;
  /** Its copy. */
  readonly copy: string;
  /** The declarations of the copy. Absent: it has none. */
  readonly declaration?: string | undefined;
  /** The file to import instead of a file of the project. The argument is absolute. */
  importedFrom(file: string): string;
}

/**
 * The text of a module's copy: its JavaScript, with imports relative to its new place. `import.meta.url` is
 * still the source's, because the module may read files next to it.
 */
export function copyText({ javascript, references }: LocalModule, place: CopyPlace): string {
  const replacements = references.flatMap((reference) => {
    const text = replacement(reference, place);
    return text === undefined ? [] : [{ start: reference.start, end: reference.end, text }];
  });
  const edits = [...markStatements(javascript), ...replacements];
  const header = generatedHeader(place.source) + selfTypes(place);
  const body = editText(javascript, edits)
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
  return `${header}\n${body.replace(/^#![^\n\r\u2028\u2029]*[\n\r\u2028\u2029]/, "").replace(/\n*$/, "\n")}`;
}

/** Keeps formatters from changing each statement. */
function markStatements(javascript: string): TextEdit[] {
  const file = ts.createSourceFile("module.js", javascript, ts.ScriptTarget.ESNext);
  return file.statements.map((statement) => {
    const start = statement.getStart(file);
    const before = javascript.slice(javascript.lastIndexOf("\n", start - 1) + 1, start);
    return { start, end: start, text: before.trim() === "" ? unformatted : `\n${unformatted}` };
  });
}

/** Deno uses declarations next to a module only if the module names them. */
function selfTypes({ declaration }: CopyPlace): string {
  if (declaration === undefined) return "";
  return `\n// @ts-self-types=${quote(`./${path.posix.basename(declaration)}`)}`;
}

function replacement(reference: LocalReference, place: CopyPlace): string | undefined {
  const { source, copy } = place;
  if (reference.kind === "specifier") {
    if (reference.target === undefined) return undefined;
    return quote(specifierBetween(copy, place.importedFrom(reference.target)));
  }
  const relative = specifierBetween(copy, source);
  switch (reference.kind) {
    case "url":
      return `new URL(${quote(relative)}, import.meta.url).href`;
    case "filename":
      return `(import.meta.dirname + ${quote(`/${relative}`)})`;
    case "dirname":
      return `(import.meta.dirname + ${quote(`/${path.posix.dirname(relative)}`)})`;
  }
}

/**
 * The declarations of a copy: those of its source, so that tsc compares a generated module with the current
 * source.
 *
 * @param exportsDefault whether the source has a default export
 */
export function copyDeclaration(place: CopyPlace, exportsDefault: boolean): string {
  const source = specifierBetween(place.copy, place.source);
  const lines = [
    generatedHeader(place.source),
    `${unformatted}export * from ${quote(source)};`,
    ...(exportsDefault ? [`${unformatted}export { default } from ${quote(source)};`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

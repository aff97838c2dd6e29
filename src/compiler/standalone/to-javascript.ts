import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import { callDecorators } from "./call-decorators.js";
import { editText } from "./edit-text.js";
import { importNamespaces } from "./import-namespaces.js";

/**
 * A module as JavaScript that any runtime loads: without types, decorators and the other syntax of
 * TypeScript, and else as its author wrote it, comments included. Imports are as they were, but for
 * those of which nothing is left, and Zod's, so that a bundler keeps what is used of it.
 */
export function toJavaScript(file: ts.SourceFile, sources: Sources): string {
  if (/\.[cm]?js$/.test(file.fileName)) return file.text;
  const text = editText(file.text, [...importNamespaces(file), ...callDecorators(file, sources)]);
  const { outputText } = ts.transpileModule(text, {
    fileName: file.fileName,
    compilerOptions: optionsFor(sources.compilerOptions),
  });
  return outputText;
}

/** What decides of the code's meaning is the project's, as it is for tsx, which runs the sources. */
function optionsFor(project: ts.CompilerOptions): ts.CompilerOptions {
  const { experimentalDecorators, verbatimModuleSyntax } = project;
  const { jsx, jsxImportSource, jsxFactory, jsxFragmentFactory } = project;
  const es2022 = ts.ScriptTarget.ES2022;
  return {
    target: es2022,
    module: ts.ModuleKind.ESNext,
    newLine: ts.NewLineKind.LineFeed,
    useDefineForClassFields:
      project.useDefineForClassFields ?? (project.target ?? es2022) >= es2022,
    ...(experimentalDecorators !== undefined && { experimentalDecorators }),
    ...(verbatimModuleSyntax !== undefined && { verbatimModuleSyntax }),
    jsx: jsx === undefined || jsx === ts.JsxEmit.Preserve ? ts.JsxEmit.ReactJSX : jsx,
    ...(jsxImportSource !== undefined && { jsxImportSource }),
    ...(jsxFactory !== undefined && { jsxFactory }),
    ...(jsxFragmentFactory !== undefined && { jsxFragmentFactory }),
  };
}

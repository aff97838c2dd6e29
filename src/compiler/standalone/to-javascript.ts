import type { Sources } from "../source/sources.js";
import { ts } from "../source/typescript.js";
import { callDecorators } from "./call-decorators.js";
import { editText } from "./edit-text.js";
import { importNamespaces } from "./import-namespaces.js";

/**
 * A module as JavaScript that any runtime can load: without types, decorators and other TypeScript syntax,
 * but otherwise as its author wrote it, including comments. Imports stay the same, except those that exist
 * only for types, and Zod's, which are changed so that a bundler keeps only what is used.
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

/** Options that change the meaning of the code are the project's, as for tsx, which runs the sources. */
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

import { ts } from "./typescript.js";

/**
 * How far the effects of a module reach, judged by its text.
 *
 * - `own`: it depends only on itself and its static imports.
 * - `loose`: it may depend on more: an `import()`, a `require`, a reference by path.
 * - `global`: modules that do not import it may depend on it: it declares globals, or augments another
 *   module.
 */
export type ModuleReach = "own" | "loose" | "global";

/** Errs on the side of caution: a word in a comment counts. */
export function moduleReachOf(file: ts.SourceFile): ModuleReach {
  if (!ts.isExternalModule(file) && !file.fileName.endsWith(".json")) return "global";
  if (/\bdeclare\s+(?:global|module)\b/.test(file.text)) return "global";
  const isLoose = /\bimport\s*\(|\brequire\b|\bcreateRequire\b|\/\/\/\s*<reference/.test(file.text);
  return isLoose ? "loose" : "own";
}

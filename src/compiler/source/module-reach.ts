import { ts } from "./typescript.js";

/**
 * How far the meaning of a module reaches, as its text shows.
 *
 * - `own`: it is what its static imports and itself make it.
 * - `loose`: it may depend on more: an `import()`, a `require`, a reference by path.
 * - `global`: others may depend on it that do not import it: it declares what is global, or augments
 *   another module.
 */
export type ModuleReach = "own" | "loose" | "global";

/** Too far rather than too near: a word in a comment counts. */
export function moduleReachOf(file: ts.SourceFile): ModuleReach {
  if (!ts.isExternalModule(file) && !file.fileName.endsWith(".json")) return "global";
  if (/\bdeclare\s+(?:global|module)\b/.test(file.text)) return "global";
  const isLoose = /\bimport\s*\(|\brequire\b|\bcreateRequire\b|\/\/\/\s*<reference/.test(file.text);
  return isLoose ? "loose" : "own";
}

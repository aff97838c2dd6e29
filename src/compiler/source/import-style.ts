import type { ImportStyle } from "../../config/config.js";

/**
 * How modules of a project import each other, by its tsconfig.
 *
 * - `.ts` if it is allowed: every tool accepts it, including Node and Deno, and tsc rewrites it in its
 *   output.
 * - No extension if none is required and tsc writes no JavaScript: webpack and others look for `story.js`
 *   if that is written, and do not find `story.ts`.
 * - No extension for CommonJS either: `require` needs none, and Jest does not find `story.js`.
 * - `.js` otherwise: Node requires it in tsc's output, and every module resolution of TypeScript accepts
 *   it.
 *
 * @param options compiler options as they are written, with names for enum values
 * @param isCommonJs whether tsc treats the project's modules as CommonJS
 */
export function importStyleOf(
  options: Readonly<Record<string, unknown>>,
  isCommonJs: boolean,
): ImportStyle {
  const isOn = (name: string) => options[name] === true;
  if (isOn("allowImportingTsExtensions") || isOn("rewriteRelativeImportExtensions")) return "ts";
  if (isCommonJs) return "none";
  const writes = !isOn("noEmit") && !isOn("emitDeclarationOnly");
  return writes || wantsExtensions(options) ? "js" : "none";
}

/** Whether imports need extensions, as in Node. TypeScript's default follows from `module`. */
function wantsExtensions(options: Readonly<Record<string, unknown>>): boolean {
  const resolution = options["moduleResolution"] ?? options["module"] ?? "";
  return /^node(?:16|18|20|next)$/i.test(String(resolution));
}

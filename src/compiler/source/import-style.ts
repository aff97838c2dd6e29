import type { ImportStyle } from "../../config/config.js";

/**
 * How modules of a project import each other, by its tsconfig.
 *
 * - Where `.ts` may be written, that is what every tool takes, Node itself and Deno included, and what
 *   tsc rewrites where it writes JavaScript.
 * - Where no extension is wanted and tsc writes no JavaScript, none: webpack and others look for
 *   `story.js` where that is written, and do not find `story.ts`.
 * - None as well where modules are CommonJS: `require` wants none, and Jest does not find `story.js`.
 * - `.js` otherwise: Node wants it of what tsc writes, and every resolution of TypeScript knows it.
 *
 * @param options compiler options as they are written, with names for what is one of several
 * @param isCommonJs whether tsc takes the project's modules for CommonJS
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

/** As Node resolves the imports of modules. TypeScript's own default follows from `module`. */
function wantsExtensions(options: Readonly<Record<string, unknown>>): boolean {
  const resolution = options["moduleResolution"] ?? options["module"] ?? "";
  return /^node(?:16|18|20|next)$/i.test(String(resolution));
}

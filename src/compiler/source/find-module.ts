import { existsSync } from "node:fs";
import path from "node:path";
import { packageName } from "./find-origin.js";
import type { Sources } from "./sources.js";
import type { ts } from "./typescript.js";

/**
 * The file in the project, or outside it, that an import names: absolute, even if it is not a module (JSON,
 * for example). `undefined` for a package and for Node's own modules, which are the same wherever they are
 * imported.
 */
export function findModule(
  specifier: string,
  from: ts.SourceFile,
  sources: Sources,
): string | undefined {
  const isRelative = /^\.{1,2}(\/|$)/.test(specifier);
  if (!isRelative && !isAlias(specifier, sources.compilerOptions)) return undefined;
  const resolved = sources.resolve(specifier, from);
  const written = path.posix.join(path.posix.dirname(from.fileName), specifier);
  // If TypeScript finds a declaration file or nothing, the file is where the import says.
  if (isRelative && (resolved === undefined || isDeclaration(resolved))) return written;
  if (isRelative && existsSync(written) && !isModule(written)) return written;
  if (resolved === undefined || isDeclaration(resolved)) return undefined;
  return isOfPackage(resolved) ? undefined : resolved;
}

/** Whether a file is a module whose code can be read. */
export function isModule(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file) && !isDeclaration(file);
}

export function isOfPackage(file: string): boolean {
  return file.includes("/node_modules/");
}

/** Names that the tsconfig or the package.json maps to files of the project. */
function isAlias(specifier: string, { paths = {} }: ts.CompilerOptions): boolean {
  if (specifier === packageName || specifier.startsWith(`${packageName}/`)) return false;
  if (specifier.startsWith("#")) return true;
  return Object.keys(paths).some((pattern) => {
    const [before = "", after] = pattern.split("*", 2);
    if (after === undefined) return specifier === pattern;
    return specifier.startsWith(before) && specifier.endsWith(after);
  });
}

/** Whether a file only has declarations, for code that is elsewhere. */
export function isDeclaration(file: string): boolean {
  return /\.d\.([^/]+\.)?[cm]?ts$/.test(file);
}

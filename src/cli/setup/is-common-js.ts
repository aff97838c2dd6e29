import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readPackageJson } from "./read-package-json.js";
import type { CompilerOptions } from "./read-tsconfig.js";

/**
 * Whether tsc treats the modules of a project as CommonJS, by its tsconfig and the nearest package.json.
 */
export function isCommonJs(root: string, { module }: CompilerOptions): boolean {
  const kind = typeof module === "string" ? module.toLowerCase() : "";
  if (kind === "commonjs") return true;
  return /^node(?:16|18|20|next)$/.test(kind) && typeOfPackage(root) !== "module";
}

function typeOfPackage(folder: string): unknown {
  if (existsSync(join(folder, "package.json"))) {
    try {
      return readPackageJson(folder)?.type;
    } catch {
      // Another check reports it.
      return undefined;
    }
  }
  return folder === dirname(folder) ? undefined : typeOfPackage(dirname(folder));
}

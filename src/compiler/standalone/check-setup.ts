import { existsSync, readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Sources } from "../source/sources.js";

/**
 * Reports settings of a project that keep Node from loading a standalone output, or tsc from accepting it.
 */
export function checkSetup({ root, compilerOptions }: Sources): Diagnostic[] {
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions } = compilerOptions;
  const isNamed = allowImportingTsExtensions || rewriteRelativeImportExtensions;
  const found: Diagnostic[] = [];
  if (!isNamed && existsSync(`${root}/tsconfig.json`)) {
    found.push(report("standalone/ts-extensions", undefined, {}));
  }
  if (isCommonJs(`${root}/package.json`)) {
    found.push(report("standalone/package-type", undefined, {}));
  }
  return found;
}

/** Without `type`, Node decides by a module's syntax. */
function isCommonJs(file: string): boolean {
  try {
    return Object(JSON.parse(readFileSync(file, "utf8")))["type"] === "commonjs";
  } catch {
    return false;
  }
}

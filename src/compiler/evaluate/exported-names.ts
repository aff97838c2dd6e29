import { readFileSync } from "node:fs";
import { join } from "node:path";

const extensions = [".ts", ".tsx", ".mts", ".cts", "/index.ts"];

/**
 * The names that a module of the project exports in their declarations, found in its text. None for a
 * package or an unreadable file.
 * @param folder of the importing module, absolute
 */
export function exportedNames(specifier: string, folder: string): readonly string[] {
  if (!/^\.{1,2}\//.test(specifier)) return [];
  const path = join(folder, specifier.replace(/\.[cm]?jsx?$/, ""));
  for (const extension of extensions) {
    try {
      const text = readFileSync(path + extension, "utf8");
      const declared = text.matchAll(
        /\bexport\s+(?:async\s+)?(?:abstract\s+)?(?:const|let|class|function|enum)\s+([\p{ID_Continue}$]+)/gu,
      );
      return [...declared].flatMap(([, name]) => name ?? []);
    } catch {
      // Another extension may exist.
    }
  }
  return [];
}

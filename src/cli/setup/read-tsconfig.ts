import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { findTsconfig } from "../../compiler/source/find-tsconfig.js";
import { readJsonc } from "./read-jsonc.js";

/** The compiler options that decide whether agents work, `extends` followed. As they are written. */
export type CompilerOptions = Readonly<Record<string, unknown>>;

/**
 * Reads the compiler options of a project's tsconfig with what it extends, or `undefined` when
 * there is none.
 *
 * @throws {Error} when a file cannot be read
 */
export function readTsconfig(root: string): CompilerOptions | undefined {
  const { file } = findTsconfig(root.replaceAll("\\", "/"));
  return file === undefined ? undefined : readOptions(file, new Set());
}

function readOptions(file: string, seen: Set<string>): CompilerOptions {
  if (seen.has(file)) return {};
  seen.add(file);
  const tsconfig = readJsonc(readFileSync(file, "utf8"));
  if (typeof tsconfig !== "object" || tsconfig === null) return {};
  const own = "compilerOptions" in tsconfig ? tsconfig.compilerOptions : {};
  const parents = "extends" in tsconfig ? [tsconfig.extends].flat() : [];
  const inherited = parents
    .filter((parent) => typeof parent === "string")
    .map((parent) => readOptions(resolveParent(parent, file), seen));
  return Object.assign({}, ...inherited, own) as CompilerOptions;
}

/** https://www.typescriptlang.org/tsconfig/#extends */
function resolveParent(parent: string, from: string): string {
  if (/^\.{0,2}[/\\]|^[A-Za-z]:/.test(parent)) {
    const path = resolve(dirname(from), parent);
    return existsSync(path) || path.endsWith(".json") ? path : `${path}.json`;
  }
  const require = createRequire(from);
  for (const candidate of [parent, `${parent}.json`, `${parent}/tsconfig.json`]) {
    try {
      const path = require.resolve(candidate);
      if (path.endsWith(".json")) return path;
    } catch {
      // The next spelling may resolve.
    }
  }
  throw new Error(`${from} extends ${JSON.stringify(parent)}, which cannot be found.`);
}

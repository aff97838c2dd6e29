import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { findTsconfig } from "../../compiler/source/find-tsconfig.js";
import { readJsonc } from "./read-jsonc.js";
import { isObject } from "../../internal/is-object.js";
import { messageOf } from "../../internal/message-of.js";

/** The compiler options of a tsconfig and those that it extends, as they are written. */
export type CompilerOptions = Readonly<Record<string, unknown>>;

/**
 * Reads the compiler options of a project's tsconfig and those that it extends; `undefined` if there is
 * none.
 *
 * @throws {Error} with the file and the reason if one cannot be read
 */
export function readTsconfig(root: string): CompilerOptions | undefined {
  const { file } = findTsconfig(root.replaceAll("\\", "/"));
  return file === undefined ? undefined : readOptions(file, root, []);
}

/** @param from the files that extend this one, the nearest last */
function readOptions(file: string, root: string, from: readonly string[]): CompilerOptions {
  try {
    const text = readFileSync(file, "utf8");
    // TypeScript accepts an empty file.
    const tsconfig = text.trim() === "" ? {} : readJsonc(text);
    if (!isObject(tsconfig)) throw new Error("it is not a JSON object");
    const { compilerOptions = {}, extends: named = [] } = tsconfig;
    if (!isObject(compilerOptions)) throw new Error('"compilerOptions" is not an object');
    const inherited = [named].flat().map((parent: unknown) => {
      if (typeof parent !== "string") throw new Error('"extends" is not a path');
      const next = resolveParent(parent, file);
      if ([...from, file].includes(next)) throw new Error(`it extends itself, by ${parent}`);
      return readOptions(next, root, [...from, file]);
    });
    return Object.assign({}, ...inherited, compilerOptions) as CompilerOptions;
  } catch (cause) {
    if (cause instanceof UnreadableError) throw cause;
    const reason = messageOf(cause);
    throw new UnreadableError(`${relative(root, file)} cannot be read: ${reason}`, { cause });
  }
}

/** An error that already names the unreadable file, which is not the one that extends it. */
class UnreadableError extends Error {}

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
      // Another spelling may resolve.
    }
  }
  throw new Error(`it extends ${JSON.stringify(parent)}, which cannot be found`);
}

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { findTsconfig } from "../../compiler/source/find-tsconfig.js";
import { readJsonc } from "./read-jsonc.js";
import { isObject } from "../../internal/is-object.js";
import { messageOf } from "../../internal/message-of.js";

/** The compiler options that decide whether agents work, `extends` followed. As they are written. */
export type CompilerOptions = Readonly<Record<string, unknown>>;

/**
 * Reads the compiler options of a project's tsconfig with what it extends, or `undefined` when
 * there is none.
 *
 * @throws {Error} when a file cannot be read, with the file and the reason
 */
export function readTsconfig(root: string): CompilerOptions | undefined {
  const { file } = findTsconfig(root.replaceAll("\\", "/"));
  return file === undefined ? undefined : readOptions(file, root, []);
}

/** @param from what extends this file, the nearest last */
function readOptions(file: string, root: string, from: readonly string[]): CompilerOptions {
  try {
    const text = readFileSync(file, "utf8");
    // TypeScript takes an empty file for one that says nothing.
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

/** Names its file: the one that extends it is not at fault. */
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
      // The next spelling may resolve.
    }
  }
  throw new Error(`it extends ${JSON.stringify(parent)}, which cannot be found`);
}

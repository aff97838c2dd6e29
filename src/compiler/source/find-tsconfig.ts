import { existsSync, lstatSync } from "node:fs";
import path from "node:path";
import { createFilesMatcher, parseTsconfig, type TsConfigJsonResolved } from "get-tsconfig";

/** The tsconfig for modules of a project. Paths are absolute. */
export interface FoundTsconfig {
  /** `undefined` if there is none. */
  readonly file: string | undefined;
  /** The files among which it was chosen, including itself. */
  readonly looked: readonly string[];
}

/**
 * Finds the tsconfig of modules: `tsconfig.json` in the root. If that includes no files and references
 * others, as in a project that Vite has created, it is the first of these that includes one of the modules,
 * otherwise the first. Editors choose in the same way.
 *
 * @param root absolute, with `/`
 * @param modules absolute
 */
export function findTsconfig(root: string, modules: readonly string[] = []): FoundTsconfig {
  const file = `${root}/tsconfig.json`;
  // A dangling link is also a tsconfig, but an unreadable one.
  const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  if (!isThere) return { file: undefined, looked: [] };
  const referred = referredBy(file, new Set([file]));
  const found = referred.find((other) => includesAny(other, modules)) ?? referred[0] ?? file;
  return { file: found, looked: [file, ...referred] };
}

/** The tsconfigs that one without files references, directly or not; none for one with files. */
function referredBy(file: string, seen: Set<string>): string[] {
  const { files, include, references = [] } = read(file) ?? {};
  if (files?.length !== 0 || include !== undefined || !Array.isArray(references)) return [];
  return references.flatMap(({ path: to }: { readonly path?: unknown }) => {
    if (typeof to !== "string") return [];
    const place = path.posix.resolve(path.posix.dirname(file), to);
    const other = place.endsWith(".json") ? place : `${place}/tsconfig.json`;
    if (seen.has(other) || !existsSync(other)) return [];
    seen.add(other);
    const further = referredBy(other, seen);
    return further.length > 0 ? further : [other];
  });
}

function includesAny(file: string, modules: readonly string[]): boolean {
  const config = read(file);
  if (config === undefined) return false;
  const matches = createFilesMatcher({ path: file, config });
  return modules.some((module) => matches(module) !== undefined);
}

/** `undefined` for one that cannot be read; compiling with it reports the reason. */
function read(file: string): TsConfigJsonResolved | undefined {
  try {
    return parseTsconfig(file);
  } catch {
    return undefined;
  }
}

import { existsSync, lstatSync } from "node:fs";
import path from "node:path";
import { createFilesMatcher, parseTsconfig, type TsConfigJsonResolved } from "get-tsconfig";

/** What modules of a project are compiled with. Paths are absolute. */
export interface FoundTsconfig {
  /** `undefined` where there is none. */
  readonly file: string | undefined;
  /** What it was chosen from, itself included. */
  readonly looked: readonly string[];
}

/**
 * Finds the tsconfig of modules: `tsconfig.json` in the root. Where that includes no file and refers to
 * others, as in a project that Vite has begun, it is the first of these that includes one of the modules,
 * or else the first, which is what editors go by as well.
 *
 * @param root absolute, with `/`
 * @param modules absolute
 */
export function findTsconfig(root: string, modules: readonly string[] = []): FoundTsconfig {
  const file = `${root}/tsconfig.json`;
  // A link that leads nowhere is a tsconfig too, though one that cannot be read.
  const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  if (!isThere) return { file: undefined, looked: [] };
  const referred = referredBy(file, new Set([file]));
  const found = referred.find((other) => includesAny(other, modules)) ?? referred[0] ?? file;
  return { file: found, looked: [file, ...referred] };
}

/** What a tsconfig refers to that includes no file itself, however far; nothing of any other. */
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

/** `undefined` for one that cannot be read: who compiles with it says why. */
function read(file: string): TsConfigJsonResolved | undefined {
  try {
    return parseTsconfig(file);
  } catch {
    return undefined;
  }
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { findOddity } from "./disk/read-file.js";

/** A file that cannot be read to its end, and why. */
export interface OddFile {
  /** From the root. */
  readonly file: string;
  readonly reason: string;
}

/**
 * Finds what would block everything that loads a project: a pipe or a device in place of a file that Node,
 * TypeScript and tsx read without a check, or a path from which they cannot load. Call it before any of
 * them is loaded.
 *
 * @param root - absolute
 * @param config - from the root
 */
export function findOddFile(root: string, config: string): OddFile | undefined {
  // tsx takes `?` for the beginning of a query, and Node refuses `\` in a URL.
  const [character] = (path.sep === "/" && /[?\\]/.exec(root)) || [];
  if (character !== undefined) {
    const reason = `the path of the project contains ${JSON.stringify(character)}, which an import cannot contain; rename the folder`;
    return { file: config, reason };
  }
  for (const file of [config, "package.json"]) {
    const reason = findOddity(path.resolve(root, file));
    if (reason !== undefined) return { file, reason };
  }
  return findOddTsconfig(path.join(root, "tsconfig.json"), root, new Set());
}

/** Checks a tsconfig and everything that it extends or references by path, but no packages. */
function findOddTsconfig(file: string, root: string, seen: Set<string>): OddFile | undefined {
  if (seen.has(file)) return undefined;
  seen.add(file);
  const reason = findOddity(file);
  if (reason !== undefined) return { file: path.relative(root, file), reason };
  for (const name of namesIn(file)) {
    const place = path.resolve(path.dirname(file), name);
    for (const other of [place, `${place}.json`, path.join(place, "tsconfig.json")]) {
      const odd = findOddTsconfig(other, root, seen);
      if (odd !== undefined) return odd;
    }
  }
  return undefined;
}

/** The paths that a tsconfig names. A missing file, or a folder, names none. */
function namesIn(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return [...text.matchAll(/"(?:extends|path)"\s*:\s*(\[[^\]]*\]|"[^"]*")/g)]
    .flatMap(([, value = ""]) => [...value.matchAll(/"([^"]*)"/g)].map(([, name = ""]) => name))
    .filter((name) => name.startsWith(".") || path.isAbsolute(name));
}

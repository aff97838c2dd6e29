import { readFileSync } from "node:fs";

/** A place in a file, from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a module imports another one. */
export interface FoundSpecifier {
  readonly specifier: string;
  /** Of the specifier. */
  readonly place: Place;
  /** The place of the name that was asked for, if the import contains it. */
  readonly name?: Place;
}

/**
 * Finds the first import specifier of a file that `accepts` takes, and a name within that import. Undefined
 * also for a file that cannot be read.
 * @param file absolute
 */
export function findSpecifier(
  file: string,
  accepts: (specifier: string) => boolean,
  name?: string,
): FoundSpecifier | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
  for (const match of text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*(["'])(.+?)\1/g)) {
    const specifier = match[2] ?? "";
    if (!accepts(specifier)) continue;
    const start = match.index + match[0].length - specifier.length - 2;
    const named = name === undefined ? -1 : findName(text, name, match.index);
    return {
      specifier,
      place: placeOf(text, start),
      ...(named !== -1 && { name: placeOf(text, named) }),
    };
  }
  return undefined;
}

/** Where the import that ends at an offset contains a name; -1 if it does not. */
function findName(text: string, name: string, end: number): number {
  const start = Math.max(text.lastIndexOf("import", end), text.lastIndexOf("export", end));
  const words = [...text.slice(Math.max(start, 0), end).matchAll(/[\p{ID_Continue}$]+/gu)];
  const found = words.find(([word]) => word === name);
  return found ? Math.max(start, 0) + found.index : -1;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

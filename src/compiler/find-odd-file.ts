import path from "node:path";
import { findOddity } from "./disk/read-file.js";

/** A file that cannot be read to its end, and why. */
export interface OddFile {
  /** From the root. */
  readonly file: string;
  readonly reason: string;
}

/**
 * Finds what would hold everything that loads a project: a pipe or a device in the place of a file that
 * Node, TypeScript and tsx read without asking, or a path from which they load nothing. To be looked for before any of them is loaded.
 *
 * @param root - absolute
 * @param config - from the root
 */
export function findOddFile(root: string, config: string): OddFile | undefined {
  // tsx takes the one for the begin of a query, and Node refuses the other in an address.
  const [character] = (path.sep === "/" && /[?\\]/.exec(root)) || [];
  if (character !== undefined) {
    const reason = `the path of the project contains ${JSON.stringify(character)}; rename the folder`;
    return { file: config, reason };
  }
  for (const file of [config, "package.json", "tsconfig.json"]) {
    const reason = findOddity(path.resolve(root, file));
    if (reason !== undefined) return { file, reason };
  }
  return undefined;
}

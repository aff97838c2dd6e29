import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { readOwnFile } from "../disk/read-file.js";
import type { Section } from "./plan-section.js";
import { workFolderOf } from "./work-folder.js";

/** What a build has left on disk. */
export interface LeftOutput {
  /** The output folder from the root, with `/`. */
  readonly output: string;
  /** The SHA-256 of each of its files, by name. */
  readonly sums: Readonly<Record<string, string>>;
  readonly section?: Section | undefined;
}

/**
 * Whether the output is byte for byte as a build left it, without remains of a killed build, so that there
 * is nothing to plan or write. Always false if there is a section, which needs a plan.
 */
export function isAsLeft({ output, sums, section }: LeftOutput, root: string): boolean {
  const folder = path.join(root, output);
  if (section !== undefined || existsSync(workFolderOf(folder))) return false;
  return Object.entries(sums).every(([name, sum]) => sumOf(path.join(folder, name)) === sum);
}

/** The SHA-256 of a file; `undefined` if it cannot be read; the plan then finds the reason. */
function sumOf(file: string): string | undefined {
  try {
    return hash("sha256", readOwnFile(file));
  } catch {
    return undefined;
  }
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FileTree } from "../emit/emit-input.js";
import { findOwnedFiles } from "./owned-files.js";

/** What has to change on disk, by names within the output folder, sorted. */
export interface WritePlan {
  readonly changed: readonly string[];
  /** What an earlier build wrote and this one does not. */
  readonly removed: readonly string[];
}

/** Compares a tree with what is on disk. Reads, and changes nothing. */
export async function planWrite(tree: FileTree, folder: string): Promise<WritePlan> {
  const changed: string[] = [];
  for (const [name, content] of tree) {
    if (!isSameText(await readText(path.join(folder, name)), content)) changed.push(name);
  }
  const owned = await findOwnedFiles(folder);
  const removed: string[] = [];
  for (const name of owned) {
    const isThere = !tree.has(name) && (await readText(path.join(folder, name))) !== undefined;
    if (isThere) removed.push(name);
  }
  return { changed: changed.sort(), removed };
}

/** Git may have checked the file out with other line ends. */
function isSameText(onDisk: string | undefined, content: string): boolean {
  return onDisk === content || onDisk?.replaceAll("\r\n", "\n") === content;
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    // Not there, or no file: writing it succeeds or says why not.
    return undefined;
  }
}

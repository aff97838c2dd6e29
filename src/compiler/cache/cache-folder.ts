import { lstatSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assertNoLink } from "../disk/assert-no-link.js";
import { diskWithin } from "../disk/disk.js";

/** Where a project's builds keep what saves work. */
export interface CacheFolder {
  /** Absolute. It need not be there. */
  readonly folder: string;
  /** What it is in, and reached from without a link. Absolute. */
  readonly within: string;
}

/**
 * Finds where a project's builds keep what saves work: `node_modules/.cache/troupe`, which `npm ci` empties
 * and Git does not see. Where there is no `node_modules`, or it is a link and so another project's, a
 * folder of the user in the system's temporary one. `undefined` when neither can be had, or one is reached
 * through a link: then nothing is kept. Never in the output, which is committed. Changes nothing.
 *
 * @param root - absolute
 */
export function findCacheFolder(root: string): CacheFolder | undefined {
  const modules = path.join(root, "node_modules");
  const isOwn = lstatSync(modules, { throwIfNoEntry: false })?.isDirectory() ?? false;
  try {
    if (!isOwn) return userFolder();
    const folder = path.join(modules, ".cache", "troupe");
    assertNoLink(root, folder);
    return { folder, within: root };
  } catch {
    return undefined;
  }
}

/** Makes the folder of a project's builds where there is none yet. @throws as a {@link diskWithin} does */
export function makeCacheFolder({ folder, within }: CacheFolder): void {
  diskWithin(within).makeFolder(folder, 0o700);
}

function userFolder(): CacheFolder | undefined {
  const within = realpathSync(tmpdir());
  const folder = path.join(within, `troupe-${process.getuid?.() ?? "cache"}`);
  const isThere = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  return !isThere || isPrivate(folder) ? { folder, within } : undefined;
}

/**
 * What is kept becomes code of the project. Everybody may make folders in `/tmp`, under any name: one
 * that another user made, or may write in, is not for us. Windows has a temporary folder for each user.
 */
function isPrivate(folder: string): boolean {
  const { uid, mode, isFolder } = describe(folder);
  if (process.getuid === undefined) return isFolder;
  return isFolder && uid === process.getuid() && (mode & 0o077) === 0;
}

function describe(folder: string) {
  const found = lstatSync(folder);
  return { uid: found.uid, mode: found.mode, isFolder: found.isDirectory() };
}

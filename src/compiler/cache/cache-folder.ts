import { lstatSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assertNoLink } from "../disk/assert-no-link.js";
import { diskWithin } from "../disk/disk.js";

/** The folder with the cache of a project's builds. */
export interface CacheFolder {
  /** Absolute. It may not exist yet. */
  readonly folder: string;
  /** A parent from which no link leads to it. Absolute. */
  readonly within: string;
}

/**
 * Finds the folder with the cache of a project's builds: `node_modules/.cache/troupe`, which `npm ci`
 * empties and Git ignores. If there is no `node_modules`, or it is a link to another project's, it is a
 * folder of the user in the system's temporary folder. `undefined` if neither is possible, or a link leads
 * to it; then nothing is cached. It is never in the output, which is committed. Changes nothing.
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

/** Makes the cache folder if it does not exist. @throws as a {@link diskWithin} does */
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
 * The cache becomes code of the project, and every user can make folders in `/tmp`, under any name. So a
 * folder that another user made, or can write in, is not used. Windows has a temporary folder for each
 * user.
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

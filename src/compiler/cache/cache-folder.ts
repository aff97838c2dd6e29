import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Where a project's builds keep what saves work: `node_modules/.cache/troupe`, which `npm ci` empties
 * and Git does not see. Where there is no `node_modules`, or it is a link and so another project's, a
 * folder of the user in the system's temporary one. `undefined` when neither can be had: then nothing
 * is kept. Never in the output, which is committed.
 *
 * @param root - absolute
 */
export function findCacheFolder(root: string): string | undefined {
  const modules = path.join(root, "node_modules");
  const isOwn = lstatSync(modules, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folder = isOwn ? path.join(modules, ".cache", "troupe") : userFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn || isPrivate(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

function userFolder(): string {
  return path.join(tmpdir(), `troupe-${process.getuid?.() ?? "cache"}`);
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

import { readdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import path from "node:path";
import { findCacheFolder, makeCacheFolder } from "../../compiler/cache/cache-folder.js";
import { assertNoLink } from "../../compiler/disk/assert-no-link.js";

/**
 * Lets Node cache the compiled code of the packages that a build loads, next to the builds' own cache:
 * compiling ten megabytes of TypeScript is most of the cost. Node's cache depends on content;
 * `NODE_DISABLE_COMPILE_CACHE` turns it off. Node writes without the check for links, so nothing is cached
 * behind one.
 *
 * @param root - the project's folder, absolute
 */
export function keepCode(root: string): void {
  const found = findCacheFolder(root);
  if (found === undefined) return;
  const folder = path.join(found.folder, "code");
  try {
    assertNoLink(found.within, folder);
    if (hasLink(folder)) return;
    // Node would make the folder readable for everyone, and builds cache nothing in such a folder.
    makeCacheFolder(found);
  } catch {
    return;
  }
  enableCompileCache(folder);
}

function hasLink(folder: string): boolean {
  try {
    return readdirSync(folder, { withFileTypes: true }).some((entry) => entry.isSymbolicLink());
  } catch {
    // The folder does not exist yet.
    return false;
  }
}

import { readdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import path from "node:path";
import { findCacheFolder, makeCacheFolder } from "../../compiler/cache/cache-folder.js";
import { assertNoLink } from "../../compiler/disk/assert-no-link.js";

/**
 * Has Node keep what it compiles of the packages that a build loads, beside what builds keep: of ten
 * megabytes of TypeScript that is most of the cost. It goes by content, and `NODE_DISABLE_COMPILE_CACHE`
 * turns it off. Node writes there by itself, so nothing is kept where there is a link.
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
    // Node would make it for everybody to read, and builds keep nothing in such a folder.
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
    // There is no such folder yet.
    return false;
  }
}

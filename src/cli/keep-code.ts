import { enableCompileCache } from "node:module";
import path from "node:path";
import { findCacheFolder } from "../compiler/cache/cache-folder.js";

/**
 * Has Node keep what it compiles of the packages that a build loads, beside what builds keep: of ten
 * megabytes of TypeScript that is most of the cost. It goes by content, and `NODE_DISABLE_COMPILE_CACHE`
 * turns it off.
 *
 * @param root - the project's folder, absolute
 */
export function keepCode(root: string): void {
  const folder = findCacheFolder(root);
  if (folder !== undefined) enableCompileCache(path.join(folder, "code"));
}

import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

const prefix = ".troupe-";
// A build takes seconds. What is this old was left behind by one that was killed.
const abandonedAfterMs = 10 * 60_000;

/**
 * Makes a folder for files that are on their way, within the output folder so that a rename out of it
 * never leaves the file system. Removes those that killed builds left behind.
 */
export async function openStaging(folder: string): Promise<string> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const abandoned = path.join(folder, name);
    const { mtimeMs } = await stat(abandoned).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedAfterMs) {
      await rm(abandoned, { recursive: true, force: true });
    }
  }
  return mkdtemp(path.join(folder, prefix));
}

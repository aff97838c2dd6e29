import path from "node:path";

/**
 * Where a build keeps what it needs while it writes: `.troupe` in the output folder, which is there only
 * during a write and after one that was killed. It is within the output so that a rename never leaves the
 * file system, and so that every process that writes there finds the same lock. Git does not see it,
 * because it contains a `.gitignore` for itself; nor do tsc and globs, which pass over names that begin
 * with a dot.
 */
export function workFolderOf(output: string): string {
  return path.join(output, ".troupe");
}

import path from "node:path";

/**
 * The folder for temporary files of a write: `.troupe` in the output folder. It exists only during a write,
 * and after one that was killed. It is within the output so that renames stay on one file system, and so
 * that every process finds the same lock. Git ignores it, because it contains its own `.gitignore`; tsc and
 * globs skip names that begin with a dot.
 */
export function workFolderOf(output: string): string {
  return path.join(output, ".troupe");
}

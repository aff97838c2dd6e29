import path from "node:path";

/**
 * Where a build keeps what it needs while it writes: `.troupe` in the output folder, which is there
 * only during a write and after one that was killed. It is within the output so that
 *
 * - a rename never leaves the file system, also where the output is a link or a mount,
 * - whatever moves, copies or removes the output takes along what completes it, which would not hold
 *   for `node_modules/.cache` (`npm ci` removes it) or the system's temporary folder,
 * - every process that writes there finds the same lock, by whatever path it came.
 *
 * Git does not see it, for it holds a `.gitignore` of itself; nor do tsc and globs, which pass over
 * names with a dot in front.
 */
export interface WorkFolder {
  /** The output folder. Absolute, as all of these are. */
  readonly output: string;
  /** The project's folder, where documents of it may be written as well. */
  readonly root: string | undefined;
  readonly work: string;
  readonly ignore: string;
  /** Holds one file, named by the build that holds the lock. */
  readonly lock: string;
  /** The folder of one build: its new files, copies of old ones, its journal. */
  stagingOf(id: string): string;
}

export function workFolderOf(output: string, root?: string): WorkFolder {
  const work = path.join(output, ".troupe");
  return {
    output,
    root,
    work,
    ignore: path.join(work, ".gitignore"),
    lock: path.join(work, "lock"),
    stagingOf: (id) => path.join(work, id),
  };
}

/** Whether a name in a work folder is that of a build. */
export function isBuildId(name: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
}

import { existsSync, readdirSync } from "node:fs";
import { readJournal } from "./journal.js";
import { LockedError } from "./locked-error.js";
import { recover } from "./recover.js";
import { type LockOptions, takeLock } from "./take-lock.js";
import { isBuildId, workFolderOf } from "./work-folder.js";
import { WriteError } from "./write-error.js";

/**
 * Completes what a build that was killed left half written, and waits for one that is just then
 * moving its files. Whatever writes into an output folder calls it first, and nothing else: commands that
 * only read change nothing. It costs one look at the folder where nothing is left behind, which is nearly
 * always. Where nothing may be written, it leaves all as it is.
 *
 * @param folder - the output folder, absolute; it need not be there
 * @throws {LockedError} when another build holds the lock for too long
 */
export async function finishWrite(folder: string, options: LockOptions = {}): Promise<void> {
  const { work } = workFolderOf(folder);
  if (!existsSync(work)) return;
  const isHalfDone = hasJournal(folder, options);
  try {
    // What is left before the first file was moved does not matter to a reader, and is not worth a wait.
    const lock = await takeLock(folder, isHalfDone ? options : { ...options, giveUpAfterMs: 0 });
    try {
      recover(lock);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof WriteError) return;
    if (error instanceof LockedError && !isHalfDone) return;
    throw error;
  }
}

function hasJournal(folder: string, { root }: LockOptions): boolean {
  const places = workFolderOf(folder, root);
  const { work, stagingOf } = places;
  try {
    return readdirSync(work).some((name) => {
      return isBuildId(name) && readJournal(stagingOf(name), places) !== undefined;
    });
  } catch {
    return false;
  }
}

import { type Dirent, readdirSync } from "node:fs";
import { discardStaging, readJournal } from "./journal.js";
import { quietly } from "../disk/quietly.js";
import { isDone, isPossible, moveAll, movesOf } from "./replay.js";
import type { OutputLock } from "./take-lock.js";
import { isBuildId } from "./work-folder.js";
import { WriteError } from "./write-error.js";

/**
 * Completes what builds that were killed left half done, forward or, where they were undoing a write
 * that had failed, back; and removes what they left behind. May itself be killed, and be done again.
 *
 * A journal is passed over where the files are neither as they were before it nor as it would have
 * them: somebody has brought them from another commit since, say. They are whole in a way of their
 * own then, and the rest of the journal would break them.
 *
 * @throws {WriteError} when a file cannot be moved; the journal stays
 */
export function recover({ places, id, disk }: OutputLock): void {
  for (const entry of readBuilds(places.work)) {
    if (entry.name === id) continue;
    const staging = places.stagingOf(entry.name);
    if (!entry.isDirectory()) {
      quietly(() => disk.remove(staging));
      continue;
    }
    const journal = readJournal(staging, places);
    if (journal !== undefined) {
      const moves = movesOf(journal, places.output, staging).filter((move) => !isDone(move));
      if (moves.every(isPossible)) moveAll(moves, disk);
    }
    // What stays will be looked at again, and found done or passed over again.
    quietly(() => discardStaging(staging, disk));
  }
}

function readBuilds(work: string): Dirent[] {
  try {
    return readdirSync(work, { withFileTypes: true }).filter(({ name }) => isBuildId(name));
  } catch (error) {
    throw new WriteError(work, error);
  }
}

import { randomUUID } from "node:crypto";
import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assertNoLink } from "../disk/assert-no-link.js";
import { type Disk, diskWithin } from "../disk/disk.js";
import { errorCodeOf } from "../disk/error-code.js";
import { readOwnFile } from "../disk/read-file.js";
import { readJournal } from "./journal.js";
import { currentOwner, hasEnded, type LockOwner, readLockOwner } from "./lock-owner.js";
import { LockedError } from "./locked-error.js";
import { quietly } from "../disk/quietly.js";
import { isBuildId, type WorkFolder, workFolderOf } from "./work-folder.js";
import { WriteError } from "./write-error.js";

/** How a lock is waited for, and what its holder may write. */
export interface LockOptions {
  /** The project's folder, absolute. Absent: nothing beside the output is written. */
  readonly root?: string;
  /** Called once, when the wait has become long. */
  readonly onWait?: (owner: LockOwner | undefined) => void;
  /** Default: 1 s. */
  readonly noticeAfterMs?: number;
  /** Default: 10 s. */
  readonly giveUpAfterMs?: number;
  /** Default: this machine's. */
  readonly disk?: Disk;
  /** Default: this process. */
  readonly owner?: LockOwner;
}

/** The right to write in an output folder. */
export interface OutputLock {
  readonly places: WorkFolder;
  /** This build's own. */
  readonly id: string;
  readonly disk: Disk;
  /** False when another build took this one for dead. */
  isHeld(): boolean;
  /** Removes what this build left, but for a journal that is not done, and gives the lock back. */
  release(): void;
}

const pollMs = 20;
// A write takes a fraction of a second. Whether a process of another machine lives, on a folder that
// both share, only the time can tell; so too where the number of a dead one was given away again.
const leaseMs = 60_000;

/**
 * Waits for the lock of an output folder, which must be there. Builds of other folders do not meet.
 *
 * The lock is a folder with a single file, named by the build that holds it, and is renamed into
 * place with that file in it: a file system refuses to rename over a folder that is not empty. What a
 * dead build holds is removed by its name, never by the place; so of two who find it at one time
 * neither removes the lock that the other has just taken.
 *
 * A lock is taken over at once when its process has ended, and after a minute otherwise. Should that
 * one live on, it can do no harm: everything that it might still do is a rename out of its staging
 * folder or into it, which whoever takes over removes.
 *
 * @throws {LockedError} when another build holds it for too long
 * @throws {WriteError} when nobody could write there
 */
export async function takeLock(folder: string, options: LockOptions = {}): Promise<OutputLock> {
  const { onWait, noticeAfterMs = 1_000, giveUpAfterMs = 10_000 } = options;
  const { root = folder, owner = currentOwner() } = options;
  const disk = diskWithin(root, options.disk);
  const places = workFolderOf(folder, options.root);
  const id = randomUUID();
  const beganAt = performance.now();
  let wasTold = false;
  for (;;) {
    const holder = tryLock(places, id, owner, disk);
    if (holder === undefined) return toLock(places, id, disk);
    const waitedMs = performance.now() - beganAt;
    if (waitedMs >= giveUpAfterMs) {
      toLock(places, id, disk).release();
      throw new LockedError(folder, waitedMs, holder.owner);
    }
    if (!wasTold && waitedMs >= noticeAfterMs) {
      wasTold = true;
      onWait?.(holder.owner);
    }
    await sleep(pollMs);
  }
}

/** Who has the lock, as far as one can see. */
interface LockHolder {
  readonly owner?: LockOwner;
}

/** Takes the lock, or says who has it. */
function tryLock(
  places: WorkFolder,
  id: string,
  owner: LockOwner,
  disk: Disk,
): LockHolder | undefined {
  const candidate = places.stagingOf(id);
  const signature = path.join(candidate, id);
  try {
    // First of all: where nobody can write there is no other build to wait for. While this one waits it
    // stays, but for what another one cleans up.
    if (!existsSync(signature)) {
      disk.makeFolder(candidate);
      disk.write(signature, JSON.stringify(owner));
    }
    assertNoLink(places.output, places.lock);
    const holder = findHolder(places, disk);
    if (holder !== undefined) return holder;
    disk.rename(candidate, places.lock);
    // It may have been emptied on its way, by one that cleans up after dead builds.
    if (!existsSync(path.join(places.lock, id))) return {};
    if (!existsSync(places.ignore)) disk.write(places.ignore, "*\n");
    return undefined;
  } catch (error) {
    toLock(places, id, disk).release();
    if (error instanceof WriteError) throw error;
    const code = errorCodeOf(error);
    // Another one was faster, or has just cleaned up. Windows says EPERM, and means the same.
    if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(code) && isFolder(places.output)) return {};
    if (code === "EPERM" && process.platform === "win32" && existsSync(places.lock)) return {};
    throw new WriteError(places.output, error);
  }
}

/** Who holds the lock, once those that are dead have been removed; `undefined` when it is free. */
function findHolder({ lock }: WorkFolder, disk: Disk): LockHolder | undefined {
  for (const name of namesIn(lock)) {
    const file = path.join(lock, name);
    const owner = readSignature(file);
    const hasSigned = isBuildId(name) && isOfNow(file);
    const isOver = !hasSigned || (owner !== undefined && hasEnded(owner));
    if (!isOver) return owner === undefined ? {} : { owner };
    disk.remove(file);
  }
  // POSIX would rename over it; Windows would not.
  quietly(() => disk.removeFolder(lock));
  return undefined;
}

function toLock(places: WorkFolder, id: string, disk: Disk): OutputLock {
  const { work, ignore, lock } = places;
  const signature = path.join(lock, id);
  const isHeld = (): boolean => existsSync(signature);
  return {
    places,
    id,
    disk,
    isHeld,
    release() {
      quietly(() => {
        const staging = places.stagingOf(id);
        if (readJournal(staging, places) === undefined) disk.remove(staging);
        // What a journal needs stays, and stays unseen by Git.
        const isClean = namesIn(work).every((name) =>
          [lock, ignore].includes(path.join(work, name)),
        );
        if (isClean && isHeld()) disk.remove(ignore);
      });
      quietly(() => disk.remove(signature));
      quietly(() => disk.removeFolder(lock));
      quietly(() => disk.removeFolder(work));
    },
  };
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return [];
    throw error;
  }
}

function readSignature(file: string): LockOwner | undefined {
  try {
    return readLockOwner(readOwnFile(file).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Whether it is a file of the last minute. One of the future would otherwise hold for ever. */
function isOfNow(file: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && Math.abs(Date.now() - found.mtimeMs) <= leaseMs;
}

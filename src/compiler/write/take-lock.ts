import { randomUUID } from "node:crypto";
import { existsSync, lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Disk, diskWithin } from "../disk/disk.js";
import { errorCodeOf } from "../disk/error-code.js";
import { quietly } from "../disk/quietly.js";
import { readOwnFile } from "../disk/read-file.js";
import {
  currentOwner,
  hasEnded,
  LockedError,
  type LockOwner,
  readLockOwner,
} from "./lock-owner.js";
import { workFolderOf } from "./work-folder.js";
import { WriteError } from "./write-error.js";

/** How to wait for a lock, and what its holder may write. */
export interface LockOptions {
  /** The project's folder, absolute. Absent: only the output is written. */
  readonly root?: string;
  /** Called once, when the wait has become long. */
  readonly onWait?: (owner: LockOwner | undefined) => void;
  /** Default: 1 s. */
  readonly noticeAfterMs?: number;
  /** How long the holder may make no progress before the wait ends. Default: 10 s. */
  readonly giveUpAfterMs?: number;
  /** Default: this machine's. */
  readonly disk?: Disk;
  /** Default: this process. */
  readonly owner?: LockOwner;
}

/** The right to write in an output folder. */
export interface OutputLock {
  /** The output folder. Absolute. */
  readonly output: string;
  /** This build's own folder, within the output. The next build finds what it leaves there. */
  readonly staging: string;
  readonly disk: Disk;
  /** False if another build took this one for dead. */
  isHeld(): boolean;
  /** Tells waiting builds that this one is making progress. */
  signal(): void;
  /** Removes the remains of killed builds. */
  clear(): void;
  release(): void;
}

const pollMs = 20;
// A process of another machine that shares the folder, or one whose number was reused, can only be
// recognised as dead by time. A build that writes signals many times a second.
const leaseMs = 60_000;

/**
 * Waits for the lock of an output folder, as long as its holder lives and makes progress. Builds of other
 * folders are not affected.
 *
 * A build creates a file with a unique name, signed with its process. It holds the lock if there is then no
 * other file of a living build; otherwise it removes its own. Of two builds, the one that looks last sees
 * both files, so both never hold the lock. A file is removed only by its unique name, so if several builds
 * find a dead one, none removes the lock that another has just taken.
 *
 * A holder is dead if its process has ended, or if it has given no signal for a minute. If it is in fact
 * alive, it notices that before it moves a file.
 *
 * @param folder - absolute
 * @throws {LockedError} if the holder lives and makes no progress
 * @throws {WriteError} if the folder cannot be written
 */
export async function takeLock(folder: string, options: LockOptions = {}): Promise<OutputLock> {
  const { onWait, noticeAfterMs = 1_000, giveUpAfterMs = 10_000 } = options;
  const { root = folder, owner = currentOwner() } = options;
  const id = randomUUID();
  const lock = toLock(folder, id, diskWithin(root, options.disk));
  const beganAt = performance.now();
  let wasTold = false;
  let movedAt = beganAt;
  let lastSign: string | undefined;
  for (;;) {
    const holder = tryLock(lock, id, owner);
    if (holder === undefined) return lock;
    const now = performance.now();
    if (holder.sign !== lastSign) movedAt = now;
    lastSign = holder.sign;
    if (now - movedAt >= giveUpAfterMs) {
      lock.release();
      throw new LockedError(folder, now - movedAt, holder.owner);
    }
    if (!wasTold && now - beganAt >= noticeAfterMs) {
      wasTold = true;
      onWait?.(holder.owner);
    }
    // Two builds that came at the same time both removed their files, and should not collide again.
    await sleep(pollMs * (0.5 + Math.random()));
  }
}

/** The holder of the lock, as far as it is known. */
interface LockHolder {
  readonly owner?: LockOwner | undefined;
  /** Changes each time that the holder makes progress. */
  readonly sign?: string;
}

/** Takes the lock, or gives its holder. */
function tryLock(lock: OutputLock, id: string, owner: LockOwner): LockHolder | undefined {
  const { output, staging, disk } = lock;
  const work = workFolderOf(output);
  const signature = path.join(staging, "lock");
  try {
    // First, because if the folder cannot be written, there is no other build to wait for.
    disk.makeFolder(staging);
    const holder = findHolder(work, id, disk);
    if (holder !== undefined) return holder;
    // Written elsewhere first, so that no build reads half of it, and a build that dies meanwhile leaves no
    // lock.
    disk.write(signature, JSON.stringify(owner));
    disk.rename(signature, lockFileOf(work, id));
    const rival = findHolder(work, id, disk);
    if (rival !== undefined) {
      disk.remove(lockFileOf(work, id));
      return rival;
    }
    const ignore = path.join(work, ignoreName);
    if (!existsSync(ignore)) disk.write(ignore, "*\n");
    return undefined;
  } catch (error) {
    quietly(() => disk.remove(signature));
    // Another build has just finished and removed the folder. Windows reports that as EPERM.
    const code = errorCodeOf(error);
    if (code === "ENOENT" || (code === "EPERM" && process.platform === "win32")) return {};
    lock.release();
    throw new WriteError(output, error);
  }
}

/** Removes the files of dead builds and gives the holder of the lock; `undefined` if there is none. */
function findHolder(work: string, id: string, disk: Disk): LockHolder | undefined {
  for (const name of readdirSync(work)) {
    const file = path.join(work, name);
    if (!isLockFile(name) || file === lockFileOf(work, id)) continue;
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) continue;
    const owner = found.isFile() ? readSignature(file) : undefined;
    // A time in the future would otherwise be valid for ever.
    const isOfNow = found.isFile() && Math.abs(Date.now() - found.mtimeMs) <= leaseMs;
    const isDead = !isOfNow || (owner !== undefined && hasEnded(owner));
    if (!isDead) return { owner, sign: `${name} ${found.mtimeMs}` };
    disk.remove(file);
  }
  return undefined;
}

function toLock(output: string, id: string, disk: Disk): OutputLock {
  const work = workFolderOf(output);
  const file = lockFileOf(work, id);
  const staging = path.join(work, id);
  const isLeft = (name: string) => name !== ignoreName && !isLockFile(name);
  return {
    output,
    staging,
    disk,
    isHeld: () => existsSync(file),
    signal: () => quietly(() => disk.touch(file)),
    clear() {
      quietly(() => {
        for (const name of readdirSync(work).filter(isLeft)) disk.remove(path.join(work, name));
      });
    },
    release() {
      quietly(() => disk.removeFolder(staging));
      quietly(() => {
        const others = readdirSync(work).filter((name) => path.join(work, name) !== file);
        // If anything else is left, the `.gitignore` stays too.
        if (others.every((name) => name === ignoreName)) disk.remove(path.join(work, ignoreName));
      });
      quietly(() => disk.remove(file));
      quietly(() => disk.removeFolder(work));
    },
  };
}

const ignoreName = ".gitignore";

function lockFileOf(work: string, id: string): string {
  return path.join(work, `${id}.lock`);
}

function isLockFile(name: string): boolean {
  return /^[0-9a-f-]{36}\.lock$/.test(name);
}

function readSignature(file: string): LockOwner | undefined {
  try {
    return readLockOwner(readOwnFile(file).toString("utf8"));
  } catch {
    return undefined;
  }
}

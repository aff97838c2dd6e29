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

/** How a lock is waited for, and what its holder may write. */
export interface LockOptions {
  /** The project's folder, absolute. Absent: nothing beside the output is written. */
  readonly root?: string;
  /** Called once, when the wait has become long. */
  readonly onWait?: (owner: LockOwner | undefined) => void;
  /** Default: 1 s. */
  readonly noticeAfterMs?: number;
  /** How long the holder may stand still before the wait is given up. Default: 10 s. */
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
  /** A folder of this build's own, within the output. What it leaves there is there for the next build. */
  readonly staging: string;
  readonly disk: Disk;
  /** False when another build took this one for dead. */
  isHeld(): boolean;
  /** Tells those who wait that this build goes on. */
  signal(): void;
  /** Removes what builds that were killed have left. */
  clear(): void;
  release(): void;
}

const pollMs = 20;
// Whether a process of another machine lives, on a folder that both share, only the time can tell; so
// too where the number of a dead one was given away again. A build that writes says so many times a second.
const leaseMs = 60_000;

/**
 * Waits for the lock of an output folder, as long as its holder lives and goes on. Builds of other folders
 * do not meet.
 *
 * A build makes a file of a name of its own, signed with its process, and holds the lock if there is then
 * no other file of a living build; otherwise it takes its own back. Of two builds, the one that looks last
 * sees both files, so never do both hold it. A file is only ever removed by its name, which no other build
 * has; so of several that find a dead one, none removes the lock that another has just taken.
 *
 * A holder is dead when its process has ended, or when it has given no sign for a minute. Should that one
 * live on, it notices before it moves a file.
 *
 * @param folder - absolute
 * @throws {LockedError} when the holder lives and stands still
 * @throws {WriteError} when nobody could write there
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
    // Two that came at one time both took their files back, and are not to meet again.
    await sleep(pollMs * (0.5 + Math.random()));
  }
}

/** Who has the lock, as far as one can see. */
interface LockHolder {
  readonly owner?: LockOwner | undefined;
  /** Another one each time that it goes on. */
  readonly sign?: string;
}

/** Takes the lock, or says who has it. */
function tryLock(lock: OutputLock, id: string, owner: LockOwner): LockHolder | undefined {
  const { output, staging, disk } = lock;
  const work = workFolderOf(output);
  const signature = path.join(staging, "lock");
  try {
    // First of all: where nobody can write there is no other build to wait for.
    disk.makeFolder(staging);
    const holder = findHolder(work, id, disk);
    if (holder !== undefined) return holder;
    // Aside, so that nobody reads half of it, and one who dies meanwhile leaves no lock.
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
    // Another one that went away has just removed the folder. Windows says EPERM, and means the same.
    const code = errorCodeOf(error);
    if (code === "ENOENT" || (code === "EPERM" && process.platform === "win32")) return {};
    lock.release();
    throw new WriteError(output, error);
  }
}

/** Who holds the lock, once the files of those that are dead have been removed; `undefined` for nobody. */
function findHolder(work: string, id: string, disk: Disk): LockHolder | undefined {
  for (const name of readdirSync(work)) {
    const file = path.join(work, name);
    if (!isLockFile(name) || file === lockFileOf(work, id)) continue;
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) continue;
    const owner = found.isFile() ? readSignature(file) : undefined;
    // A time in the future would otherwise hold for ever.
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
        // What is left stays, and stays unseen by Git.
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

import { describeOwner, type LockOwner } from "./lock-owner.js";

/** Another build went on writing for as long as this one was ready to wait. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  /** The output folder. Absolute. */
  readonly folder: string;
  readonly waitedMs: number;
  /** Absent when its signature cannot be read. */
  readonly owner?: LockOwner;

  constructor(folder: string, waitedMs: number, owner?: LockOwner) {
    super(`another build, ${describeOwner(owner)}, is writing`);
    this.folder = folder;
    this.waitedMs = waitedMs;
    if (owner !== undefined) this.owner = owner;
  }
}

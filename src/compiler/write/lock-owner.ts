import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { errorCodeOf } from "../disk/error-code.js";

/** A process that writes, as it signs its lock. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /**
   * When it began, in ticks since the machine did: by this, another process of the same number is
   * told apart. That happens at once in containers, which count from 1. `null` where the system is
   * not Linux.
   */
  readonly startTicks: number | null;
}

/** This process. */
export function currentOwner(): LockOwner {
  const startTicks = readProcess(process.pid)?.startTicks ?? null;
  return { pid: process.pid, host: hostname(), startTicks };
}

/** Reads a signature; `undefined` for any other text. */
export function readLockOwner(text: string): LockOwner | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { pid, host, startTicks } = value as Partial<Record<keyof LockOwner, unknown>>;
  if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  // It is shown, and anybody may have written it.
  if (typeof host !== "string" || !/^[\w.-]{1,255}$/.test(host)) return undefined;
  return { pid, host, startTicks: typeof startTicks === "number" ? startTicks : null };
}

/** Whether a process has surely ended. Of another machine's nobody knows. */
export function hasEnded({ pid, host, startTicks }: LockOwner): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Otherwise it is there, and somebody else's.
    if (errorCodeOf(error) === "ESRCH") return true;
  }
  const found = readProcess(pid);
  if (found === undefined) return false;
  return found.isZombie || (startTicks !== null && found.startTicks !== startTicks);
}

/** A process in words: its number, and its machine where that is another. */
export function describeOwner(owner: LockOwner | undefined): string {
  if (owner === undefined) return "another process";
  const place = owner.host === hostname() ? "" : ` on ${owner.host}`;
  return `process ${owner.pid}${place}`;
}

/** What Linux says of a process in `/proc`; `undefined` elsewhere, and for what it hides. */
function readProcess(pid: number): { startTicks: number; isZombie: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in parentheses, which may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { startTicks: Number(fields[19]), isZombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}

/** Another build holds the lock, lives, and stood still for as long as this one was ready to wait. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  /** The output folder. Absolute. */
  readonly folder: string;
  readonly stillMs: number;
  /** Absent when its signature cannot be read. */
  readonly owner?: LockOwner;

  constructor(folder: string, stillMs: number, owner?: LockOwner) {
    super(`another build, ${describeOwner(owner)}, is writing`);
    this.folder = folder;
    this.stillMs = stillMs;
    if (owner !== undefined) this.owner = owner;
  }
}

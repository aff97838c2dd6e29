import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { errorCodeOf } from "../disk/error-code.js";

/** The process that holds a lock, as it signs it. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /**
   * When it started, in ticks since the machine did. Distinguishes processes with the same number, which
   * are common in containers, where numbers start from 1. `null` on systems other than Linux.
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
  // It is shown to the user, and any process may have written it.
  if (typeof host !== "string" || !/^[\w.-]{1,255}$/.test(host)) return undefined;
  return { pid, host, startTicks: typeof startTicks === "number" ? startTicks : null };
}

/** Whether a process has certainly ended; never true for another machine's. */
export function hasEnded({ pid, host, startTicks }: LockOwner): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Otherwise the process exists and belongs to another user.
    if (errorCodeOf(error) === "ESRCH") return true;
  }
  const found = readProcess(pid);
  if (found === undefined) return false;
  return found.isZombie || (startTicks !== null && found.startTicks !== startTicks);
}

/** Describes a process: its number, and its machine if it is another one. */
export function describeOwner(owner: LockOwner | undefined): string {
  if (owner === undefined) return "another process";
  const place = owner.host === hostname() ? "" : ` on ${owner.host}`;
  return `process ${owner.pid}${place}`;
}

/** What Linux says about a process in `/proc`; `undefined` on other systems, and for hidden processes. */
function readProcess(pid: number): { startTicks: number; isZombie: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in parentheses, which may itself contain spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { startTicks: Number(fields[19]), isZombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}

/** Another living build holds the lock, and has made no progress for as long as this one waits. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  /** The output folder. Absolute. */
  readonly folder: string;
  readonly stillMs: number;
  /** Absent if its signature cannot be read. */
  readonly owner?: LockOwner;

  constructor(folder: string, stillMs: number, owner?: LockOwner) {
    super(`another build, ${describeOwner(owner)}, is writing`);
    this.folder = folder;
    this.stillMs = stillMs;
    if (owner !== undefined) this.owner = owner;
  }
}

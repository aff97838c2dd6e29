import { existsSync } from "node:fs";
import path from "node:path";
import type { Disk } from "../disk/disk.js";
import { errorCodeOf } from "../disk/error-code.js";
import { type Journal, sumOf } from "./journal.js";
import { WriteError } from "./write-error.js";

/** One rename of a journal. Paths are absolute. */
export interface Move {
  /** The file of the output that it makes, replaces or takes away. */
  readonly target: string;
  readonly from: string;
  readonly to: string;
  /** The sum of the target, or `null` for none, before this move and after it. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The renames that bring the files of a journal to where they are on their way, in order. Each puts a
 * file into its place or takes one away: a reader sees the old file or the new one, and never half.
 */
export function movesOf({ steps, toward }: Journal, output: string, staging: string): Move[] {
  const origin = toward === "after" ? "before" : "after";
  const names = { before: "old", after: "new" } as const;
  const moves = steps.map((step, index): Move => {
    const target = path.join(output, step.name);
    const sums = { target, before: step[origin], after: step[toward] };
    return step[toward] === null
      ? { ...sums, from: target, to: path.join(staging, `${names[origin]}-${index}`) }
      : { ...sums, from: path.join(staging, `${names[toward]}-${index}`), to: target };
  });
  return toward === "after" ? moves : moves.toReversed();
}

/** @throws {WriteError} at the first that fails */
export function moveAll(moves: readonly Move[], disk: Disk): void {
  for (const { target, from, to, after } of moves) {
    try {
      move(from, to, disk);
    } catch (error) {
      // What was to go is gone.
      if (after === null && errorCodeOf(error) === "ENOENT" && !existsSync(target)) continue;
      throw new WriteError(target, error);
    }
  }
}

/** A folder in the output may have gone since the write was planned: Git keeps no empty ones. */
function move(from: string, to: string, disk: Disk): void {
  try {
    disk.rename(from, to);
  } catch (error) {
    const folder = path.dirname(to);
    if (errorCodeOf(error) !== "ENOENT" || existsSync(folder) || !existsSync(from)) throw error;
    disk.makeFolder(folder);
    disk.rename(from, to);
  }
}

export function isDone({ target, after }: Move): boolean {
  return sumOf(target) === after;
}

/** Whether all is as it was when the move was planned. */
export function isPossible({ target, from, before, after }: Move): boolean {
  return sumOf(target) === before && (after === null || sumOf(from) === after);
}

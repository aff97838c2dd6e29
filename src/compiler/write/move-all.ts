import { rename, rm } from "node:fs/promises";
import { WriteError } from "./write-error.js";

/** One file that is replaced, made or removed. Paths are absolute. */
export interface Step {
  readonly target: string;
  /** Where the new file waits; absent for one that goes. */
  readonly staged?: string;
  /** Where the old file is kept; absent where there was none. */
  readonly backup?: string;
}

/**
 * Carries out steps in order; when one fails, those before it are undone.
 * @throws {WriteError}
 */
export async function moveAll(steps: readonly Step[]): Promise<void> {
  const done: Step[] = [];
  for (const step of steps) {
    try {
      if (step.staged === undefined) await rm(step.target, { force: true });
      else await rename(step.staged, step.target);
      done.push(step);
    } catch (error) {
      throw new WriteError(step.target, error, await restore(done.toReversed()));
    }
  }
}

/** Puts back what was replaced; returns what could not be. */
async function restore(steps: readonly Step[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { target, backup } of steps) {
    try {
      if (backup === undefined) await rm(target, { force: true });
      else await rename(backup, target);
    } catch {
      failed.push(target);
    }
  }
  return failed;
}

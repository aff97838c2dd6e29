import { existsSync } from "node:fs";
import path from "node:path";
import type { FileTree } from "../emit/emit-input.js";
import { errorCodeOf } from "../disk/error-code.js";
import { quietly } from "../disk/quietly.js";
import { readOwnFile } from "../disk/read-file.js";
import { isNameWithin } from "./name-within.js";
import type { WritePlan } from "./plan-write.js";
import type { OutputLock } from "./take-lock.js";
import { WriteError } from "./write-error.js";

/** Node has four threads for files, and a process may only have a limited number of files open. */
const filesAtOnce = 16;

/** What is done to one file. Paths are absolute. */
interface Move {
  /** The file of the output, or the document. */
  readonly target: string;
  /** The prepared new file; `undefined` if the target is removed. */
  readonly fresh: string | undefined;
  /** The old file: a copy of one that is replaced, or the file itself after it is removed. */
  readonly aside: string;
  /** Whether there is an old file. */
  readonly isReplaced: boolean;
}

/**
 * Carries out a plan.
 *
 * 1. New files, and copies of those that they replace, are made in a separate folder, so that a full disk
 *   fails before anything has changed.
 * 2. The new files are renamed into place without a pause: about 2 ms for a hundred. If a rename fails,
 *   those before it are undone.
 *
 * A build that is killed during the renames leaves some files old and some new, each of them whole, and
 * because of the order (`orderOf`) `index.ts` can be loaded. The next build writes the rest. The manifest
 * that this one prepared tells it which files belong to a build.
 *
 * @throws {WriteError} if nothing was changed, except the files that it names
 */
export async function applyPlan(plan: WritePlan, tree: FileTree, lock: OutputLock): Promise<void> {
  const { output, staging, disk } = lock;
  const names = orderOf(plan);
  const { section } = plan;
  const contents = new Map(section ? [...tree, [section.name, section.text]] : tree);
  try {
    const moves = await stage(section ? [...names, section.name] : names, contents, lock);
    if (!lock.isHeld()) throw new Error();
    moveAll(moves, () => assertUnchanged(plan, output), lock);
  } catch (error) {
    const failure = toWriteError(error, lock);
    if (failure.notRestored.length === 0) {
      quietly(() => disk.remove(staging));
      removeEmptied(names, lock);
    }
    throw failure;
  }
  removeEmptied(plan.removed, lock);
}

/**
 * The order of the renames: files in subfolders, agents' modules, `index.ts`, removed files, the manifest.
 *
 * Agents' modules may import files in subfolders, and only `index.ts` names modules. It always names
 * modules that exist: new ones are added before it, old ones removed after it. So the output can be loaded
 * at any moment, except for an agent that was renamed within the same file name (`readPDF` to `readPdf`).
 * For tsc, it may name types that an agent no longer has, such as `StoryOutput` of one that lost its
 * schema; and an old module is stale, as it has been since its class changed.
 *
 * The manifest, which tells a build which files are its own, is the last file of the output to change. A
 * document comes after it, so that no failure requires undoing a change in the user's file.
 */
export function orderOf({ changed, removed }: Pick<WritePlan, "changed" | "removed">): string[] {
  const isBelow = (name: string) => name.includes("/");
  const isModule = (name: string) =>
    !isBelow(name) && name !== "index.ts" && name !== "manifest.json";
  return [
    ...changed.filter(isBelow),
    ...changed.filter(isModule),
    ...changed.filter((name) => name === "index.ts"),
    ...removed,
    ...changed.filter((name) => name === "manifest.json"),
  ];
}

async function stage(
  names: readonly string[],
  contents: FileTree,
  lock: OutputLock,
): Promise<Move[]> {
  lock.disk.makeFolder(lock.staging);
  const moves: Move[] = [];
  while (moves.length < names.length) {
    const done = moves.length;
    const some = names
      .slice(done, done + filesAtOnce)
      .map((name, at) => stageOne(name, done + at, contents.get(name), lock));
    // All must finish before a failure is reported, so that none writes into a folder that is being
    // removed.
    for (const outcome of await Promise.allSettled(some)) {
      if (outcome.status === "rejected") throw outcome.reason;
      moves.push(outcome.value);
    }
    lock.signal();
  }
  return moves;
}

async function stageOne(
  name: string,
  number: number,
  content: string | undefined,
  { output, staging, disk }: OutputLock,
): Promise<Move> {
  const target = path.join(output, name);
  const aside = path.join(staging, `old-${number}`);
  if (content === undefined) return { target, fresh: undefined, aside, isReplaced: true };
  // The next build finds a killed build's manifest by this name.
  const fresh = path.join(staging, name === "manifest.json" ? name : `new-${number}`);
  try {
    await disk.writeThrough(fresh, content);
    if (name.includes("/")) disk.makeFolder(path.dirname(target));
    const isReplaced = await disk.copy(target, aside).then(
      () => true,
      (error: unknown) => {
        if (errorCodeOf(error) === "ENOENT") return false;
        throw error;
      },
    );
    return { target, fresh, aside, isReplaced };
  } catch (error) {
    throw new WriteError(target, error);
  }
}

/** @param beforeLast - called before the last move */
function moveAll(moves: readonly Move[], beforeLast: () => void, lock: OutputLock): void {
  const done: Move[] = [];
  for (const move of moves) {
    const { target, fresh, aside } = move;
    try {
      if (move === moves.at(-1)) beforeLast();
      if (fresh !== undefined) lock.disk.rename(fresh, target);
      // The file to remove may already be gone.
      else if (existsSync(target)) lock.disk.rename(target, aside);
      else continue;
      done.push(move);
    } catch (error) {
      throw new WriteError(target, error, lock.isHeld() ? undo(done, lock) : []);
    }
  }
}

/** Undoes moves; returns the files that could not be restored. */
function undo(done: readonly Move[], { disk }: OutputLock): string[] {
  const notRestored: string[] = [];
  for (const { target, aside, isReplaced } of done.toReversed()) {
    try {
      if (isReplaced) disk.rename(aside, target);
      else disk.remove(target);
    } catch {
      notRestored.push(target);
    }
  }
  return notRestored;
}

/** The document is the user's, who may have saved it since it was read. */
function assertUnchanged({ section }: WritePlan, output: string): void {
  if (section === undefined) return;
  const file = path.join(output, section.name);
  const current = existsSync(file) ? readOwnFile(file).toString("utf8") : undefined;
  if (current !== section.before) throw new Error("it changed during the build");
}

function toWriteError(error: unknown, lock: OutputLock): WriteError {
  if (!lock.isHeld()) {
    const reason = "another build took over, or the folder .troupe was removed";
    return new WriteError(lock.output, new Error(reason));
  }
  return error instanceof WriteError ? error : new WriteError(lock.output, error);
}

/** Removes the folders within the output that have become empty. */
function removeEmptied(names: readonly string[], { output, disk }: OutputLock): void {
  for (const name of names.filter(isNameWithin)) {
    quietly(() => {
      for (let at = path.dirname(name); at !== "."; at = path.dirname(at)) {
        disk.removeFolder(path.join(output, at));
      }
    });
  }
}

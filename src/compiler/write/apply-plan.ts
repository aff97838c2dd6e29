import path from "node:path";
import type { FileTree } from "../emit/emit-input.js";
import type { Disk } from "../disk/disk.js";
import { errorCodeOf } from "../disk/error-code.js";
import {
  discardStaging,
  type JournalStep,
  publishJournal,
  sumOf,
  sumOfText,
  turnJournal,
} from "./journal.js";
import type { WritePlan } from "./plan-write.js";
import { isNameWithin } from "./name-within.js";
import type { PlannedSection } from "./plan-section.js";
import { quietly } from "../disk/quietly.js";
import { moveAll, movesOf } from "./replay.js";
import type { OutputLock } from "./take-lock.js";
import { WriteError } from "./write-error.js";

/** Node has four threads for files, and a process may have few of them open. */
const filesAtOnce = 16;

/**
 * Carries out a plan: all of it or nothing, whatever happens meanwhile.
 *
 * 1. New files, and copies of those that they replace, are made in a folder aside, so that a full
 *    disk is met before anything has changed. A build that is killed here has done nothing.
 * 2. A journal of all renames is written there and renamed into place, whole. From here on the write
 *    comes about: a build that is killed is completed by whoever reads or writes the output next
 *    (`finishWrite`, `recover`).
 * 3. The renames are done, back to back: about 2 ms for a hundred files. When one fails, those before
 *    it are undone, and the journal says so first.
 * 4. The journal is removed.
 *
 * What a reader sees that does not ask (tsc, an application) is every file whole, the old one or the
 * new one. Between the first and the last rename of step 3 it sees some old and some new; the order
 * (`orderOf`) is such that even then every module that `index.ts` imports is there.
 *
 * @throws {WriteError} when nothing was changed, or what is named in it
 */
export async function applyPlan(plan: WritePlan, tree: FileTree, lock: OutputLock): Promise<void> {
  const { disk, id, places } = lock;
  const staging = places.stagingOf(id);
  try {
    const steps = await stage(orderOf(plan), { tree, section: plan.section }, lock);
    await publishJournal(staging, steps, disk);
    commit(steps, lock);
  } catch (error) {
    if (!lock.isHeld()) {
      const reason = "another build took over, or the folder .troupe was removed";
      throw new WriteError(places.output, new Error(reason));
    }
    throw error instanceof WriteError ? error : new WriteError(places.output, error);
  }
  quietly(() => discardStaging(staging, disk));
  removeEmptied(plan.removed, lock);
}

/**
 * The order of the renames: what lies in folders of its own, agents' modules, `index.ts`, what goes,
 * the document with a section, the manifest.
 *
 * Agents' modules may import what lies below them, and only `index.ts` names modules. At every moment it names
 * modules that are there: new ones come before it does, old ones go after. So who imports the output
 * can load it at every moment, but for an agent that was renamed to a name of the same file (`readPDF`
 * to `readPdf`). To tsc it may name types that an agent no longer has, `StoryOutput` of one that lost
 * its schema; and an old module is stale, as it was since its class was changed.
 *
 * The manifest, by which a build knows what is its own, is the last to change.
 */
export function orderOf({
  changed,
  removed,
  section,
}: Pick<WritePlan, "changed" | "removed" | "section">): string[] {
  const isBelow = (name: string) => name.includes("/");
  const isModule = (name: string) =>
    !isBelow(name) && name !== "index.ts" && name !== "manifest.json";
  return [
    ...changed.filter(isBelow),
    ...changed.filter(isModule),
    ...changed.filter((name) => name === "index.ts"),
    ...removed,
    ...(section ? [section.name] : []),
    ...changed.filter((name) => name === "manifest.json"),
  ];
}

async function stage(
  names: readonly string[],
  { tree, section }: { readonly tree: FileTree; readonly section: PlannedSection | undefined },
  { disk, id, places }: OutputLock,
): Promise<JournalStep[]> {
  const staging = places.stagingOf(id);
  disk.makeFolder(staging);
  const stageOne = async (name: string, index: number): Promise<JournalStep> => {
    const target = path.join(places.output, name);
    const document = section?.name === name ? section : undefined;
    const content = document?.text ?? tree.get(name);
    try {
      if (content === undefined) return { name, before: readSum(target), after: null };
      await disk.writeThrough(path.join(staging, `new-${index}`), content);
      const before = await keep(target, path.join(staging, `old-${index}`), disk);
      if (document && before !== document.before) throw new Error("it was changed meanwhile");
      return { name, before, after: sumOfText(content) };
    } catch (error) {
      throw new WriteError(target, error);
    }
  };
  const steps: JournalStep[] = [];
  while (steps.length < names.length) {
    const done = steps.length;
    const some = names.slice(done, done + filesAtOnce).map((name, at) => stageOne(name, done + at));
    // All come to an end before any failure is told: none may write into a folder that is removed.
    for (const outcome of await Promise.allSettled(some)) {
      if (outcome.status === "rejected") throw outcome.reason;
      steps.push(outcome.value);
    }
  }
  return steps;
}

/** Copies the old file aside and sums it; `null` when there is none. */
async function keep(target: string, copy: string, disk: Disk): Promise<string | null> {
  try {
    await disk.copy(target, copy);
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return null;
    throw error;
  }
  return readSum(copy);
}

function readSum(file: string): string | null {
  const sum = sumOf(file);
  if (sum === undefined) throw new Error("it cannot be read");
  return sum;
}

function commit(steps: readonly JournalStep[], lock: OutputLock): void {
  const { disk, id, places } = lock;
  const staging = places.stagingOf(id);
  try {
    moveAll(movesOf({ steps, toward: "after" }, places.output, staging), disk);
  } catch (error) {
    if (!lock.isHeld() || !(error instanceof WriteError)) throw error;
    throw new WriteError(error.file, error.cause, undo(steps, lock));
  }
}

/** Puts back what was moved; returns what could not be. */
function undo(steps: readonly JournalStep[], lock: OutputLock): string[] {
  const { disk, id, places } = lock;
  const staging = places.stagingOf(id);
  quietly(() => turnJournal(staging, disk));
  const notRestored: string[] = [];
  for (const move of movesOf({ steps, toward: "before" }, places.output, staging)) {
    if (sumOf(move.target) !== move.before) continue;
    try {
      moveAll([move], disk);
    } catch {
      notRestored.push(move.target);
    }
  }
  if (notRestored.length === 0) quietly(() => discardStaging(staging, disk));
  removeEmptied(
    steps.map(({ name }) => name),
    lock,
  );
  return notRestored;
}

/** Removes the folders within the output that hold nothing any more. */
function removeEmptied(names: readonly string[], { disk, places }: OutputLock): void {
  for (const name of names.filter(isNameWithin)) {
    quietly(() => {
      for (let at = path.dirname(name); at !== "."; at = path.dirname(at)) {
        disk.removeFolder(path.join(places.output, at));
      }
    });
  }
}

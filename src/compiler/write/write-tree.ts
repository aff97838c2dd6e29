import { existsSync, lstatSync } from "node:fs";
import path from "node:path";
import type { ManifestDifference } from "../../diff/find-differences.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { FileTree } from "../emit/emit-input.js";
import { applyPlan } from "./apply-plan.js";
import { assertNoLink } from "../disk/assert-no-link.js";
import { type Disk, diskWithin } from "../disk/disk.js";
import { LockedError } from "./lock-owner.js";
import { readBuiltFiles } from "./owned-files.js";
import { planWrite, type WritePlan } from "./plan-write.js";
import type { Section } from "./plan-section.js";
import { quietly } from "../disk/quietly.js";
import { reportLocked, reportWriteError } from "./report-write-error.js";
import { type LockOptions, takeLock } from "./take-lock.js";
import { workFolderOf } from "./work-folder.js";
import { WriteError } from "./write-error.js";

/** What writing a tree did, or would do. Paths are from the root, with `/`, sorted. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** With `check`: what a build would write or remove. */
  readonly stale: readonly string[];
  /** With `check`, if anything is stale: what changed in which agent since the last build. */
  readonly changes: readonly ManifestDifference[];
  /** If there is an error among them, nothing was written. */
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: WriteResult = { written: [], removed: [], stale: [], changes: [], diagnostics: [] };

/** The options of {@link writeTree}. */
export interface WriteOptions extends LockOptions {
  /** Absolute. */
  readonly root: string;
  /** From the root, with `/`. */
  readonly output: string;
  readonly check: boolean;
  /** The section for a document of the project. */
  readonly section?: Section | undefined;
  /** Write nothing if an edit by hand would be lost. Default: false. */
  readonly keepEdited?: boolean;
}

/**
 * Writes the changed files of a build, and removes those that an earlier build wrote and this one does not.
 * Never replaces a file that is not from a build. With `check`, it changes nothing and reports what is
 * stale, or what would prevent writing.
 *
 * A failure leaves the output as it was. The next build completes what a killed one left half written.
 * Builds of one folder wait for each other while they write, and the output of the last one is kept,
 * complete.
 */
export async function writeTree(tree: FileTree, options: WriteOptions): Promise<WriteResult> {
  const { root, output, check } = options;
  const folder = path.join(root, output);
  try {
    assertFolder(folder, root);
    const plan = planWrite(tree, folder, options);
    if (!check && canApply(plan, options)) {
      return toResult(await writeLocked(plan, tree, options), options);
    }
    if (!check && !hasWork(plan)) await clearWork(folder, options);
    const result = toResult(plan, options);
    if (result.stale.length === 0) return result;
    // Loaded only here, because a build with nothing to do compares nothing.
    const { explainStale } = await import("./explain-stale.js");
    return { ...result, changes: explainStale(tree, folder) };
  } catch (error) {
    if (error instanceof WriteError) return failed(reportWriteError(error, root));
    if (error instanceof LockedError) return failed(reportLocked(error, root));
    throw error;
  }
}

/** Plans again if another build has written while this one waited for the lock. */
async function writeLocked(
  seen: WritePlan,
  tree: FileTree,
  options: WriteOptions,
): Promise<WritePlan> {
  const folder = path.join(options.root, options.output);
  const disk = diskWithin(options.root, options.disk);
  const created = makeFolder(folder, disk);
  try {
    const lock = await takeLock(folder, options);
    try {
      const isAsSeen = readBuiltFiles(folder).version === seen.version;
      const plan = isAsSeen ? seen : planWrite(tree, folder, options);
      if (canApply(plan, options)) await applyPlan(plan, tree, lock);
      if (!isInTheWay(plan, options)) lock.clear();
      return plan;
    } finally {
      lock.release();
    }
  } catch (error) {
    if (created !== undefined) removeEmpty(folder, created, disk);
    throw error;
  }
}

/** Removes the remains of a killed build if everything else is up to date. Does not wait for the lock. */
async function clearWork(folder: string, options: WriteOptions): Promise<void> {
  if (!existsSync(workFolderOf(folder))) return;
  try {
    const lock = await takeLock(folder, { ...options, giveUpAfterMs: 0 });
    lock.clear();
    lock.release();
  } catch (error) {
    if (!(error instanceof WriteError || error instanceof LockedError)) throw error;
  }
}

/** Whether there is anything to do, and no foreign file is in the way. */
function canApply(plan: WritePlan, options: Pick<WriteOptions, "keepEdited">): boolean {
  return hasWork(plan) && !isInTheWay(plan, options);
}

function hasWork({ changed, removed, section, faults }: WritePlan): boolean {
  return changed.length + removed.length + faults.length > 0 || section !== undefined;
}

function isInTheWay(
  { foreign, edited, faults }: WritePlan,
  { keepEdited = false }: Pick<WriteOptions, "keepEdited">,
): boolean {
  return foreign.length + faults.length > 0 || (keepEdited && edited.length > 0);
}

function toResult(
  plan: WritePlan,
  { output, check, keepEdited = false }: WriteOptions,
): WriteResult {
  const inOutput = (name: string) => path.posix.join(output, name);
  if (plan.foreign.length + plan.faults.length > 0) {
    const files = plan.foreign.map(inOutput);
    const foreign = files.map((file) => report("write/foreign-file", undefined, { file }));
    return failed(...foreign, ...plan.faults);
  }
  const documents = plan.section ? [plan.section.name] : [];
  const written = [...plan.changed, ...documents].map(inOutput).sort();
  const removed = plan.removed.map(inOutput);
  const diagnostics = plan.edited.map((name) =>
    report("write/edited", undefined, { file: inOutput(name) }),
  );
  if (check) return { ...nothing, stale: [...written, ...removed].sort(), diagnostics };
  if (keepEdited && diagnostics.length > 0) return failed(...diagnostics);
  return { ...nothing, written, removed, diagnostics };
}

function failed(...diagnostics: readonly Diagnostic[]): WriteResult {
  return { ...nothing, diagnostics };
}

/** Fails as creating the folder would, so that a check does not recommend a build that would fail. */
function assertFolder(folder: string, root: string): void {
  try {
    assertNoLink(root, folder);
    assertNoLink(root, workFolderOf(folder));
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found !== undefined && !found.isDirectory()) {
      throw new Error("a file is in the place of the folder");
    }
  } catch (error) {
    throw new WriteError(folder, error);
  }
}

/** Returns the first folder that did not exist. */
function makeFolder(folder: string, disk: Disk): string | undefined {
  try {
    return disk.makeFolder(folder);
  } catch (error) {
    throw new WriteError(folder, error);
  }
}

/** Removes folders that this build made, unless another build uses them now. */
function removeEmpty(folder: string, first: string, disk: Disk): void {
  quietly(() => {
    for (let at = folder; at.length >= first.length; at = path.dirname(at)) disk.removeFolder(at);
  });
}

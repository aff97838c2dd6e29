import { stat } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { FileTree } from "../emit/emit-input.js";
import { applyPlan } from "./apply-plan.js";
import { planWrite } from "./plan-write.js";
import { reportWriteError } from "./report-write-error.js";
import { WriteError } from "./write-error.js";

/** What writing a tree did, or would do. Paths are from the root, with `/`, sorted. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** With `check`: what a build would write or remove. */
  readonly stale: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: WriteResult = { written: [], removed: [], stale: [], diagnostics: [] };

/**
 * Writes the files of a build: only what changed, all or nothing, and removes what an earlier build
 * wrote and this one does not. What is not from a build is never replaced. With `check` it changes
 * nothing and says what is stale, or what would keep it from being written.
 */
export async function writeTree(
  tree: FileTree,
  options: {
    /** Absolute. */
    readonly root: string;
    /** From the root, with `/`. */
    readonly output: string;
    readonly check: boolean;
  },
): Promise<WriteResult> {
  const { root, output, check } = options;
  const folder = path.join(root, output);
  try {
    await assertFolder(folder);
    const plan = await planWrite(tree, folder);
    if (plan.foreign.length > 0) {
      const files = plan.foreign.map((name) => `${output}/${name}`);
      const diagnostics = files.map((file) => report("write/foreign-file", undefined, { file }));
      return { ...nothing, diagnostics };
    }
    const written = plan.changed.map((name) => `${output}/${name}`);
    const removed = plan.removed.map((name) => `${output}/${name}`);
    if (check) return { ...nothing, stale: [...written, ...removed].sort() };
    if (written.length + removed.length === 0) return nothing;
    await applyPlan(plan, tree, folder);
    return { ...nothing, written, removed };
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    return { ...nothing, diagnostics: [reportWriteError(error, root)] };
  }
}

/** Fails as making the folder would, so that a check does not send anybody to a build that fails. */
async function assertFolder(folder: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(folder)).isDirectory();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw new WriteError(folder, error);
  }
  if (isFolder) return;
  throw new WriteError(folder, Object.assign(new Error("no folder"), { code: "EEXIST" }));
}

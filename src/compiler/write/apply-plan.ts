import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { FileTree } from "../emit/emit-input.js";
import { moveAll, type Step } from "./move-all.js";
import type { WritePlan } from "./plan-write.js";
import { openStaging } from "./staging.js";
import { WriteError } from "./write-error.js";

/**
 * Carries out a plan: all of it or nothing. New files and copies of old ones are made first, in a
 * folder aside, so that a full disk is met before anything has changed; then each file is renamed
 * into place. A reader sees every file whole, the old one or the new one. Two builds at a time do not
 * meet, since each has a folder of its own.
 * @throws {WriteError}
 */
export async function applyPlan(plan: WritePlan, tree: FileTree, folder: string): Promise<void> {
  const created = await attempt(folder, () => mkdir(folder, { recursive: true }));
  const staging = await attempt(folder, () => openStaging(folder));
  try {
    await moveAll(await stage(plan, tree, folder, staging));
  } catch (error) {
    if (created !== undefined) await rm(created, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function stage(
  plan: WritePlan,
  tree: FileTree,
  folder: string,
  staging: string,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const name of orderOf(plan)) {
    const target = path.join(folder, name);
    const content = tree.get(name);
    const staged = content === undefined ? undefined : path.join(staging, `new-${name}`);
    await attempt(target, async () => {
      if (staged !== undefined && content !== undefined) await writeFile(staged, content);
      const backup = await keep(target, path.join(staging, `old-${name}`));
      steps.push({ target, ...(staged && { staged }), ...(backup && { backup }) });
    });
  }
  return steps;
}

/**
 * The manifest comes last: a build that is killed before leaves the old one, by which the next build
 * still knows what to remove.
 */
export function orderOf({ changed, removed }: Pick<WritePlan, "changed" | "removed">): string[] {
  const isManifest = (name: string) => name === "manifest.json";
  const others = changed.filter((name) => !isManifest(name));
  return [...others, ...removed, ...changed.filter(isManifest)];
}

/** Copies the old file aside; `undefined` when there is none. */
async function keep(target: string, backup: string): Promise<string | undefined> {
  try {
    await copyFile(target, backup);
    return backup;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function attempt<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new WriteError(file, error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

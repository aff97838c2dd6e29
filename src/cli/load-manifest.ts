import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { finishWrite } from "../compiler/write/finish-write.js";
import { LockedError } from "../compiler/write/locked-error.js";
import type { Manifest } from "../manifest/manifest.js";
import { readManifest } from "./read-manifest.js";
import { UsageError } from "./usage-error.js";

/**
 * Reads the manifest that the last build wrote.
 *
 * @param root - the project's folder
 * @param output - the output folder, from the root
 * @throws {UsageError} when there is none, or none that this version understands, or another build
 *   goes on writing it for ten seconds
 */
export async function loadManifest(root: string, output: string): Promise<Manifest> {
  const file = join(output, "manifest.json");
  await finishLastBuild(root, output);
  let text: string;
  try {
    text = await readFile(join(root, file), "utf8");
  } catch (cause) {
    throw new UsageError(`There is no ${file} yet - run: agents build`, { cause });
  }
  return readManifest(text, file, "run: agents build");
}

/** A build that was killed may have left some files of the one before it. */
async function finishLastBuild(root: string, output: string): Promise<void> {
  try {
    await finishWrite(join(root, output), { root });
  } catch (cause) {
    if (!(cause instanceof LockedError)) throw cause;
    throw new UsageError(`${output} cannot be read yet: ${cause.message}`, { cause });
  }
}

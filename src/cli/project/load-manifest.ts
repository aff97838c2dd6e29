import { join } from "node:path";
import { NotAFileError, readFile } from "../../compiler/disk/read-file.js";
import type { Manifest } from "../../manifest/manifest.js";
import { readManifest } from "./read-manifest.js";
import { UsageError } from "../outcome/usage-error.js";

/**
 * Reads the manifest that the last build wrote. Changes nothing; the next build completes what a killed one
 * left half written.
 *
 * @param root - the project's folder
 * @param output - the output folder, from the root
 * @throws {UsageError} if there is none, or none that this version understands
 */
export function loadManifest(root: string, output: string): Manifest {
  const file = join(output, "manifest.json");
  let text: string;
  try {
    text = readFile(join(root, file)).toString("utf8");
  } catch (cause) {
    if (cause instanceof NotAFileError) {
      throw new UsageError(`${file} cannot be read: ${cause.message}`, { cause });
    }
    throw new UsageError(`There is no ${file} yet - run: agents build`, { cause });
  }
  return readManifest(text, file, "run: agents build");
}

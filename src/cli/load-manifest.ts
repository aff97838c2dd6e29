import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { finishWrite } from "../compiler/write/finish-write.js";
import { LockedError } from "../compiler/write/locked-error.js";
import { manifestVersion, type Manifest } from "../manifest/manifest.js";
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
  const manifest = parse(text);
  if (typeof manifest !== "object" || manifest === null || !("agents" in manifest)) {
    throw new UsageError(`${file} is no manifest - run: agents build`);
  }
  const version = "version" in manifest ? manifest.version : undefined;
  if (version !== manifestVersion) {
    throw new UsageError(
      `${file} is of version ${String(version)}, and this is a command for version ${manifestVersion} - run: agents build`,
    );
  }
  return manifest as Manifest;
}

/** A build that was killed may have left some files of the one before it. */
async function finishLastBuild(root: string, output: string): Promise<void> {
  try {
    await finishWrite(join(root, output));
  } catch (cause) {
    if (!(cause instanceof LockedError)) throw cause;
    throw new UsageError(`${output} cannot be read yet: ${cause.message}`, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { randomUUID } from "node:crypto";
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { LinkError } from "../../compiler/disk/assert-no-link.js";
import { diskWithin } from "../../compiler/disk/disk.js";
import { errorCodeOf } from "../../compiler/disk/error-code.js";
import { UsageError } from "../outcome/usage-error.js";

/**
 * Writes a file of a project, with its folders, unless it exists; returns whether it wrote.
 *
 * @param root - the project's folder, absolute
 * @param file - from there
 * @throws {UsageError} if it is a link, behind a link, or outside the project
 */
export function writeNewFile(root: string, file: string, content: string): boolean {
  const place = join(root, file);
  if (lstatSync(place, { throwIfNoEntry: false })) return false;
  return refuseLinks(file, () => {
    const disk = diskWithin(root);
    disk.makeFolder(dirname(place));
    try {
      disk.write(place, content);
      return true;
    } catch (error) {
      if (errorCodeOf(error) === "EEXIST") return false;
      throw error;
    }
  });
}

/** Replaces a file of a project in one step. Otherwise as {@link writeNewFile}. */
export function replaceFile(root: string, file: string, content: string): void {
  const place = join(root, file);
  const draft = `${place}.${randomUUID()}`;
  refuseLinks(file, () => {
    const disk = diskWithin(root);
    disk.write(draft, content);
    try {
      disk.rename(draft, place);
    } catch (error) {
      disk.remove(draft);
      throw error;
    }
  });
}

function refuseLinks<Result>(file: string, write: () => Result): Result {
  try {
    return write();
  } catch (cause) {
    if (!(cause instanceof LinkError)) throw cause;
    throw new UsageError(`${file} cannot be written: ${cause.message}`, { cause });
  }
}

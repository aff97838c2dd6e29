import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { errorCodeOf } from "../disk/error-code.js";
import { describeOwner, type LockedError } from "./lock-owner.js";
import type { WriteError } from "./write-error.js";

const reasons: ReadonlyMap<string, string> = new Map([
  ["EEXIST", "a file is in the place of the folder"],
  ["ENOTDIR", "a file is in the place of a folder"],
  ["EISDIR", "a folder is in the place of the file"],
  ["ENOSPC", "the disk is full"],
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["EROFS", "the file system is read-only"],
  ["EDQUOT", "the disk quota is used up"],
  ["EXDEV", "it is on a different file system than the output"],
  ["EBUSY", "another program has it open"],
  ["ENOENT", "it is a broken link, or was removed during the build"],
]);

/** Reports why the output could not be written, and its state now. */
export function reportWriteError(
  { file, cause, message, notRestored }: WriteError,
  root: string,
): Diagnostic {
  const reason = reasons.get(errorCodeOf(cause)) ?? message;
  const values = { file: relativeTo(root, file), reason };
  if (notRestored.length === 0) return report("write/failed", undefined, values);
  const files = notRestored.map((lost) => relativeTo(root, lost)).join(", ");
  return report("write/not-restored", undefined, { ...values, files });
}

/** Reports which process is writing the same output. */
export function reportLocked({ folder, stillMs, owner }: LockedError, root: string): Diagnostic {
  return report("write/locked", undefined, {
    output: relativeTo(root, folder),
    process: describeOwner(owner),
    seconds: Math.round(stillMs / 1000),
  });
}

function relativeTo(root: string, file: string): string {
  return path.relative(root, file).replaceAll(path.sep, "/");
}

import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { WriteError } from "./write-error.js";

const reasons: ReadonlyMap<string, string> = new Map([
  ["EEXIST", "a file is in the place of the folder"],
  ["ENOTDIR", "a file is in the place of a folder"],
  ["EISDIR", "a folder is in the place of the file"],
  ["ENOSPC", "the disk is full"],
  ["EACCES", "permission is denied"],
  ["EPERM", "permission is denied"],
  ["EROFS", "the file system is read-only"],
]);

/** Says why the output could not be written, and what state it was left in. */
export function reportWriteError(
  { file, cause, message, notRestored }: WriteError,
  root: string,
): Diagnostic {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const values = { file: relativeTo(root, file), reason: reasons.get(code) ?? message };
  if (notRestored.length === 0) return report("write/failed", undefined, values);
  const files = notRestored.map((lost) => relativeTo(root, lost)).join(", ");
  return report("write/not-restored", undefined, { ...values, files });
}

function relativeTo(root: string, file: string): string {
  return path.relative(root, file).replaceAll(path.sep, "/");
}

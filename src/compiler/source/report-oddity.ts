import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { findOddity } from "../disk/read-file.js";

/**
 * The diagnostic of a module that is a pipe or a device, or whose path a generated import cannot name,
 * because Node treats imports as URLs. None for any other module.
 */
export function reportOddity(file: string, root: string): Diagnostic[] {
  const name = path.posix.relative(root, file);
  // oxlint-disable-next-line no-control-regex -- names of files may contain them
  const [character] = /[#?%\\\u0000-\u001F\u007F\u2028\u2029]/.exec(name) ?? [];
  const reason =
    character === undefined
      ? findOddity(file)
      : `its path contains ${JSON.stringify(character)}, which an import cannot contain; rename it`;
  return reason === undefined
    ? []
    : [report("source/unreadable", undefined, { file: name, reason })];
}

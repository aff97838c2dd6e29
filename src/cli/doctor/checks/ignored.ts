import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Check } from "../view/check.js";
import { edit, warning } from "../view/finding.js";

const execute = promisify(execFile);

/** Git does not ignore the output, because a clone of the project would not contain it. */
export const checkIgnored: Check = async ({ root, config }) => {
  const opened = await config();
  if ("diagnostics" in opened) return [];
  const { output } = opened;
  const rule = await findIgnoreRule(root, `${output}/index.ts`);
  if (rule === undefined) return [];
  const message = `Git ignores ${output}/ because of ${rule}, so a fresh clone does not compile until it is built.`;
  return [warning(message, edit(`Remove the line, and git add ${output}`))];
};

/**
 * The rule by which Git ignores a file, as `.gitignore:3`; `undefined` if it does not, or there is no Git.
 */
async function findIgnoreRule(root: string, file: string): Promise<string | undefined> {
  try {
    // Also reports a file that is committed anyway, because new files would be ignored.
    const args = ["check-ignore", "--no-index", "--verbose", "--", file];
    const { stdout } = await execute("git", args, { cwd: root, timeout: 10_000 });
    // `<source>:<line>:<pattern>\t<file>`
    const [, source, line, pattern = ""] = /^(.+?):(\d+):(.*)\t/.exec(stdout) ?? [];
    return source === undefined || pattern.startsWith("!") ? undefined : `${source}:${line}`;
  } catch {
    return undefined;
  }
}

import { AgentError, type Issue } from "../errors.js";
import type { OptionFault } from "../internal/options/option-rule.js";
import { toIssue } from "../internal/options/to-issue.js";

/** The error of a call with invalid options. */
export function invalidOptions(name: string, issues: readonly Issue[]): AgentError {
  return new AgentError(
    "invalid_params",
    `The options of ${name} are invalid:\n${listIssues(issues)}`,
    { issues },
  );
}

/** Throws `invalid_params` if the options of a call have any fault. */
export function assertNoFaults(name: string, faults: readonly OptionFault[]): void {
  if (faults.length > 0) throw invalidOptions(name, faults.map(toIssue));
}

/** A value of ten megabytes may have a million faults, which would cost as many tokens to report. */
const maxLines = 50;
const maxLineLength = 500;

/** Issues as lines of a message: only the first fifty, which are enough. */
export function listIssues(issues: readonly Issue[]): string {
  const lines = issues.slice(0, maxLines).map(({ path, message }) => {
    const line = `  ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`;
    return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
  });
  if (issues.length > maxLines) lines.push(`  … and ${issues.length - maxLines} more`);
  return lines.join("\n");
}

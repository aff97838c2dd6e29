import { AgentError, type Issue } from "../errors.js";

/** The error of a call whose options tsc would refuse. */
export function invalidOptions(name: string, issues: readonly Issue[]): AgentError {
  return new AgentError(
    "invalid_params",
    `The options of ${name} are invalid:\n${listIssues(issues)}`,
    { issues },
  );
}

/** A value of ten megabytes may be wrong in a million places, and be told so in as many tokens. */
const maxLines = 50;
const maxLineLength = 500;

/** Issues as lines of a message: the first fifty, which are enough to go on with. */
export function listIssues(issues: readonly Issue[]): string {
  const lines = issues.slice(0, maxLines).map(({ path, message }) => {
    const line = `  ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`;
    return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
  });
  if (issues.length > maxLines) lines.push(`  … and ${issues.length - maxLines} more`);
  return lines.join("\n");
}

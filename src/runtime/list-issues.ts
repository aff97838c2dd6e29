import type { Issue } from "../errors.js";

/** Issues as the lines of an error's message: `  items.0.price: …`. */
export function listIssues(issues: readonly Issue[]): string {
  return issues
    .map(({ path, message }) => `  ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`)
    .join("\n");
}

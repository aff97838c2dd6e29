import type { Issue } from "../../errors.js";

/** What a tool throws to whom it is not for: the arguments are not what it takes, and it did not run. */
export class ToolInputError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super("The arguments do not match what the tool takes.");
    this.issues = issues;
  }
}

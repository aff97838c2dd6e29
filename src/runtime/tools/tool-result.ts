import { isFatalToolError } from "../../dsl/fatal-tool-error.js";
import type { Issue } from "../../errors.js";
import { listIssues } from "../../errors/issues.js";
import type { ToolOutcome } from "../../protocol/statuses.js";
import type { ValidOutput } from "../validate/validate.js";
import { ToolInputError } from "./tool-input-error.js";
import type { ToolContent } from "./to-tool-content.js";

/** How a tool call ended, and what the model is told. */
export interface ToolResult extends ToolContent {
  readonly outcome: Exclude<ToolOutcome, "cancelled" | "pending">;
  readonly final?: FinalResult | undefined;
}

/** The success of a tool with which the execution is complete. */
export interface FinalResult {
  /** Absent: the agent has no schema, and its output is a text. */
  readonly valid?: ValidOutput;
}

/** What the model is told of something that a tool threw. A `FatalToolError` is thrown on. */
export function toFailure(error: unknown): ToolResult {
  let isFatal = false;
  try {
    isFatal = isFatalToolError(error);
    if (!isFatal && error instanceof ToolInputError) return invalidInput(error.issues);
    if (!isFatal) return failure("failed", messageOf(error));
  } catch {
    // Anything can be thrown, also what throws when it is looked at.
    return failure("failed", noWords);
  }
  throw error;
}

export function invalidInput(issues: readonly Issue[]): ToolResult {
  return failure(
    "invalid_input",
    `The tool did not run: its arguments do not satisfy its schema.\n${listIssues(issues)}`,
  );
}

export function failure(outcome: ToolResult["outcome"], message: string): ToolResult {
  return { outcome, content: message, output: message };
}

const noWords = "The tool failed.";

/** Of what a tool threw, its message alone: a stack tells of the machine. */
function messageOf(error: unknown): string {
  const message: unknown = isObject(error) ? Reflect.get(error, "message") : error;
  return typeof message === "string" && message !== "" ? message : noWords;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { readFinishReason } from "../../wire/read-finish-reason.js";
import { asArray, asObject, asText, type Wire } from "../../wire/read-json.js";
import { toFrameError } from "../../failure/to-agent-error.js";
import type { ErrorContext } from "../../wire/error-context.js";
import type { OutputReader } from "./read-output.js";
import { readUsage } from "./read-usage.js";

/** How a response can end, of its `status`. */
export type EndStatus = "completed" | "incomplete" | "failed";

/** What is said of a response in an error. */
export interface FinishContext {
  readonly output: OutputReader;
  readonly errors: ErrorContext;
  readonly requestId: string | undefined;
}

/**
 * Reads how a response ended: what of its output has not come before, its usage and the reason.
 * @throws {AgentError} when it failed; its usage is given before.
 */
export function readFinish(
  response: Wire,
  status: EndStatus,
  { output, errors, requestId }: FinishContext,
  parts: ModelStreamPart[],
): void {
  output.endAll(asArray(response["output"]), parts);
  if (status !== "failed") output.finish(status === "completed", parts);
  const usage = readUsage(response["usage"]);
  if (usage !== undefined) parts.push({ type: "usage", usage });
  if (status === "failed") {
    throw toFrameError({ error: response["error"] }, output.answered, errors, requestId);
  }
  const reason =
    status === "incomplete" ? readIncomplete(response, errors, parts) : toReason(output);
  if (reason === "failed") throw toFrameError({}, output.answered, errors, requestId);
  parts.push({ type: "finish", reason });
}

function toReason({ asked, refused }: OutputReader): FinishReason {
  if (asked) return "tool_calls";
  return refused ? "refusal" : "stop";
}

/** Without its reason, an answer that is not complete is so for one that is not known. */
function readIncomplete(
  response: Wire,
  errors: ErrorContext,
  parts: ModelStreamPart[],
): FinishReason | "failed" {
  const said = asText(asObject(response["incomplete_details"])?.["reason"]);
  return readFinishReason(said ?? "incomplete", errors, parts);
}

import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../../read-json.js";
import { toFrameError, type ErrorContext } from "../../to-agent-error.js";
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

const incompleteReasons: ReadonlyMap<unknown, FinishReason> = new Map([
  ["max_output_tokens", "length"],
  ["content_filter", "content_filter"],
]);

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
  parts.push({ type: "finish", reason: readReason(response, status, output) });
}

/** The part that begins a response. */
export function toStart(
  response: Wire | undefined,
  requestId: string | undefined,
): ModelStreamPart {
  const model = asText(response?.["model"]);
  return {
    type: "response_start",
    ...(requestId !== undefined && { requestId }),
    ...(model !== undefined && { model }),
  };
}

function readReason(
  response: Wire,
  status: "completed" | "incomplete",
  { asked, refused }: OutputReader,
): FinishReason {
  if (status === "incomplete") {
    const reason = asObject(response["incomplete_details"])?.["reason"];
    return incompleteReasons.get(reason) ?? "other";
  }
  if (asked) return "tool_calls";
  return refused ? "refusal" : "stop";
}

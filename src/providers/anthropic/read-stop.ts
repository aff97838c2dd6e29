import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { readFinishReason } from "../wire/read-finish-reason.js";
import { asObject, asText, type Wire } from "../wire/read-json.js";
import type { ErrorContext } from "../wire/error-context.js";

/**
 * Reads why a message stopped, from the message or from the delta that ends it; `undefined` while it
 * has not, `"failed"` where it did. What is said of a refusal goes to the parts.
 */
export function readStop(
  message: Wire,
  errors: ErrorContext,
  parts: ModelStreamPart[],
): FinishReason | "failed" | undefined {
  const said = asText(message["stop_reason"]);
  if (said === undefined) return undefined;
  const reason = readFinishReason(said, errors, parts);
  const explanation = asText(asObject(message["stop_details"])?.["explanation"]);
  if (reason === "refusal" && explanation !== undefined) {
    parts.push({ type: "refusal_delta", text: explanation });
  }
  return reason;
}

/** The reason of a message that is complete. Compatible servers may ask for tools and not say so. */
export function toFinish(
  reason: FinishReason | undefined,
  hasToolCalls: boolean,
): ModelStreamPart & { readonly type: "finish" } {
  const isDone = reason === undefined || reason === "stop" || reason === "pause";
  return { type: "finish", reason: isDone && hasToolCalls ? "tool_calls" : (reason ?? "stop") };
}

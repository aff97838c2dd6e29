import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asObject, asText, type Wire } from "../read-json.js";

/** `pause_turn` is none of these: the server would go on with tools of its own, if it were asked again. */
const finishReasons: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool_calls"],
  ["refusal", "refusal"],
]);

/**
 * Reads why a message stopped, from the message or from the delta that ends it; `undefined` while it
 * has not. What is said of a refusal goes to the parts.
 */
export function readStop(message: Wire, parts: ModelStreamPart[]): FinishReason | undefined {
  const reason = asText(message["stop_reason"]);
  if (reason === undefined) return undefined;
  const explanation = asText(asObject(message["stop_details"])?.["explanation"]);
  if (reason === "refusal" && explanation !== undefined) {
    parts.push({ type: "refusal_delta", text: explanation });
  }
  return finishReasons.get(reason) ?? "other";
}

/** The reason of a message that is complete. Compatible servers may ask for tools and not say so. */
export function toFinish(
  reason: FinishReason | undefined,
  hasToolCalls: boolean,
): ModelStreamPart & { readonly type: "finish" } {
  const isDone = reason === undefined || reason === "stop";
  return { type: "finish", reason: isDone && hasToolCalls ? "tool_calls" : (reason ?? "stop") };
}

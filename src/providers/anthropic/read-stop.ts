import type { FinishReason } from "../../model/finish-reason.js";
import type { ModelStreamPart } from "../../model/provider.js";
import { asObject, asText, type Wire } from "../read-json.js";

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

/** Reads the text or the thinking of a content block, or of a delta of one. Others are passed over. */
export function readBlock(value: unknown, parts: ModelStreamPart[]): void {
  const block = asObject(value);
  switch (block?.["type"]) {
    case "text":
    case "text_delta": {
      const text = asText(block["text"]);
      if (text !== undefined) parts.push({ type: "text_delta", text });
      return;
    }
    case "thinking":
    case "thinking_delta": {
      const text = asText(block["thinking"]);
      if (text !== undefined) parts.push({ type: "reasoning_delta", text });
      return;
    }
    default:
  }
}

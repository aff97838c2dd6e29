import type { FinishReason } from "../../../model/finish-reason.js";
import type { ModelStreamPart } from "../../../model/provider.js";
import { asArray, asObject, asText, type Wire } from "../../read-json.js";

const finishReasons: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ["stop", "stop"],
  ["length", "length"],
  // Mistral's, for the end of the context.
  ["model_length", "length"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
  ["content_filter", "content_filter"],
]);

/** Finish reasons by which servers say that they failed: OpenRouter's and DeepSeek's. */
const failures: ReadonlySet<unknown> = new Set(["error", "insufficient_system_resource"]);

/** The choice that was asked for: the only one, or the one with index 0. */
export function findChoice(frame: Wire): Wire | undefined {
  // A loop, because this runs for every chunk.
  for (const one of asArray(frame["choices"])) {
    const choice = asObject(one);
    if (choice !== undefined && (choice["index"] ?? 0) === 0) return choice;
  }
  return undefined;
}

/** The reason of a choice that is finished; `undefined` while it is not. */
export function readFinishReason(choice: Wire): FinishReason | undefined {
  const reason = asText(choice["finish_reason"]);
  return reason === undefined ? undefined : (finishReasons.get(reason) ?? "other");
}

/** Whether a finish reason says that the server failed. */
export function isFailure(choice: Wire): boolean {
  return failures.has(choice["finish_reason"]);
}

/**
 * Reads a `message`, or the `delta` of one: its reasoning (`reasoning_content` of DeepSeek and xAI,
 * `reasoning` of Groq and OpenRouter), its text and its refusal. False when it is neither.
 */
export function readMessage(message: Wire, parts: ModelStreamPart[]): boolean {
  const reasoning = asText(message["reasoning_content"]) ?? asText(message["reasoning"]);
  if (reasoning !== undefined) parts.push({ type: "reasoning_delta", text: reasoning });
  const { content } = message;
  if (typeof content === "string") {
    if (content !== "") parts.push({ type: "text_delta", text: content });
  } else if (Array.isArray(content)) {
    for (const part of content) readContentPart(part, parts);
  } else if (content !== undefined && content !== null) {
    return false;
  }
  const refusal = asText(message["refusal"]);
  if (refusal !== undefined) parts.push({ type: "refusal_delta", text: refusal });
  return true;
}

/** Mistral sends text and thinking as content parts. */
function readContentPart(value: unknown, parts: ModelStreamPart[]): void {
  const part = asObject(value);
  const text = asText(part?.["text"]);
  if (part?.["type"] === "text" && text !== undefined) parts.push({ type: "text_delta", text });
  if (part?.["type"] !== "thinking") return;
  for (const thought of asArray(part["thinking"])) {
    const thinking = asText(asObject(thought)?.["text"]);
    if (thinking !== undefined) parts.push({ type: "reasoning_delta", text: thinking });
  }
}

import type { FinishReason } from "../../../model/finish-reason.js";
import { asArray, asObject, asText, type Wire } from "../../read-json.js";

const finishReasons: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ["stop", "stop"],
  // Together's and TGI's, for the token that ends an answer.
  ["eos", "stop"],
  ["eos_token", "stop"],
  ["stop_sequence", "stop"],
  ["length", "length"],
  // Mistral's, for the end of the context.
  ["model_length", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
  ["content_filter", "content_filter"],
  // Z.ai's.
  ["sensitive", "content_filter"],
]);

/** Finish reasons by which servers say that they failed: OpenRouter's, DeepSeek's, vLLM's and Z.ai's. */
const failures: ReadonlySet<unknown> = new Set([
  "error",
  "insufficient_system_resource",
  "abort",
  "network_error",
]);

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

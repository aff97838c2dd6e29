import type { ModelCall } from "../../../model/provider.js";

/** A call that costs almost nothing: 16 tokens are the smallest limit that every provider accepts. */
export function firstCall(model: string, signal: AbortSignal): ModelCall {
  const messages = [{ role: "user", content: "Say OK." }] as const;
  return { model, messages, stream: true, maxTokens: 16, signal };
}

import type { ModelCall } from "../../../model/provider.js";

/** A call that costs next to nothing: 16 tokens are the fewest that every provider takes for a limit. */
export function firstCall(model: string, signal: AbortSignal): ModelCall {
  const messages = [{ role: "user", content: "Say OK." }] as const;
  return { model, messages, stream: true, maxTokens: 16, signal };
}

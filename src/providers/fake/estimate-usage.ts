import type { ModelMessage } from "../../model/message.js";
import type { ModelCall } from "../../model/provider.js";
import type { Usage } from "../../model/usage.js";

/** English text has about four characters a token in the tokenizers of today's models. */
const charactersPerToken = 4;

/** What the model said, as far as it costs tokens. */
export interface Said {
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
}

/** Tokens as a provider would count them, estimated: a quarter of the characters, rounded up. */
export function estimateUsage(call: ModelCall, { text, reasoning, refusal }: Said): Usage {
  const prompt = call.messages.map((message) => toText(message.content)).join("");
  const reasoningTokens = countTokens(reasoning);
  return {
    inputTokens: countTokens(prompt),
    outputTokens: countTokens(text) + countTokens(refusal) + reasoningTokens,
    ...(reasoningTokens > 0 && { reasoningTokens }),
  };
}

/** The text of a message. */
export function toText(content: ModelMessage["content"]): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

function countTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

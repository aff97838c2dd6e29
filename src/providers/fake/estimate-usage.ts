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
  /** The names and arguments of the tools that it asked for. */
  readonly toolCalls: string;
}

/** Tokens as a provider would count them, estimated: a quarter of the characters, rounded up. */
export function estimateUsage(call: ModelCall, said: Said): Usage {
  const prompt = call.messages.map((message) => toPromptText(message.content)).join("");
  const reasoningTokens = countTokens(said.reasoning);
  return {
    inputTokens: countTokens(prompt),
    outputTokens:
      countTokens(said.text) +
      countTokens(said.refusal) +
      countTokens(said.toolCalls) +
      reasoningTokens,
    ...(reasoningTokens > 0 && { reasoningTokens }),
  };
}

/** The text of a message. */
export function toText(content: ModelMessage["content"]): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** The text of a message with the tools that it asks for; images and files count for nothing. */
function toPromptText(content: ModelMessage["content"]): string {
  if (typeof content === "string") return content;
  return content
    .map((part) => {
      if (part.type === "tool_call") return part.name + part.arguments;
      return "text" in part ? part.text : "";
    })
    .join("");
}

function countTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

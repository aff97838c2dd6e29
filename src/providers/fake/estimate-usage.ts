import type { ModelMessage } from "../../model/message.js";
import type { ModelCall } from "../../model/provider.js";
import type { Usage } from "../../model/usage.js";

/** English text has about four characters per token in current tokenizers. */
const charactersPerToken = 4;

/** The parts of the model's answer that cost tokens. */
export interface Said {
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
  /** The names and arguments of the tools that it called. */
  readonly toolCalls: string;
}

/** An estimate of the tokens that a provider would count: a quarter of the characters, rounded up. */
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

/** The text of a message with the tools that it calls; images and files do not count. */
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

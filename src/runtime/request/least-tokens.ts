import type { ModelMessage } from "../../model/message.js";

/**
 * UTF-16 units of letters and digits that a token has at most, on average over a text. English has about
 * four, and the longest words of tokenizers are not much longer than this.
 */
const lettersPerToken = 16;

/** The same of all other characters: tokenizers have tokens of 128 spaces, dashes or equals signs. */
const othersPerToken = 128;

/**
 * A number of tokens that messages have at least, in whatever tokenizer, so that what is refused for it
 * surely does not fit. Images, files, tools and schemas are not counted.
 *
 * @param enough - what the number is compared with: the exact count is made only of a text that may pass it
 */
export function leastTokens(messages: readonly ModelMessage[], enough: number): number {
  const texts = messages.flatMap(textsOf);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length / lettersPerToken <= enough) return 0;
  const others = texts.reduce((sum, text) => sum + countOthers(text), 0);
  return Math.floor((length - others) / lettersPerToken + others / othersPerToken);
}

function countOthers(text: string): number {
  return text.length - text.replaceAll(/[^\p{L}\p{N}]+/gu, "").length;
}

function textsOf({ content }: ModelMessage): string[] {
  if (typeof content === "string") return [content];
  return content.flatMap((part) => (part.type === "text" ? part.text : []));
}

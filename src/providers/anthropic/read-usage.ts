import type { Usage } from "../../model/usage.js";
import { asCount, asObject, type Wire } from "../wire/read-json.js";

/**
 * Reads the `usage` of a message. In a stream it comes twice, and the second leaves out what the first
 * said, or has 0 there where a proxy wrote it, so of each count the larger one is taken. Where there is one of the two counts alone, the other
 * is 0: what is known of a cost is not lost.
 *
 * @param earlier The raw usage that came before.
 */
export function readUsage(value: unknown, earlier?: Wire): Usage | undefined {
  const usage = asObject(value);
  const count = (name: string) => larger(usage?.[name], earlier?.[name]);
  const input = count("input_tokens");
  const output = count("output_tokens");
  if (input === undefined && output === undefined) return undefined;

  // Anthropic counts what the cache had beside the input, not within it.
  const cacheRead = count("cache_read_input_tokens");
  const cacheWrite = count("cache_creation_input_tokens");
  const reasoning = larger(
    asObject(usage?.["output_tokens_details"])?.["thinking_tokens"],
    asObject(earlier?.["output_tokens_details"])?.["thinking_tokens"],
  );
  return {
    inputTokens: (input ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0),
    outputTokens: output ?? 0,
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
  };
}

function larger(one: unknown, other: unknown): number | undefined {
  const counts = [one, other].flatMap((value) => asCount(value) ?? []);
  return counts.length === 0 ? undefined : Math.max(...counts);
}

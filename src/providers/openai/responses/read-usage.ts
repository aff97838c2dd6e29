import type { Usage } from "../../../model/usage.js";
import { asCount, asObject } from "../../wire/read-json.js";

/**
 * Reads the `usage` of a response; `undefined` where it holds no counts. Where it holds one of the two
 * alone, the other is 0: what is known of a cost is not lost.
 */
export function readUsage(value: unknown): Usage | undefined {
  const usage = asObject(value);
  const input = asCount(usage?.["input_tokens"]);
  const output = asCount(usage?.["output_tokens"]);
  if (input === undefined && output === undefined) return undefined;

  const inputDetails = asObject(usage?.["input_tokens_details"]);
  const cacheRead = asCount(inputDetails?.["cached_tokens"]);
  const cacheWrite = asCount(inputDetails?.["cache_write_tokens"]);
  const reasoning = asCount(asObject(usage?.["output_tokens_details"])?.["reasoning_tokens"]);
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
  };
}

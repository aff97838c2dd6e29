import type { Usage } from "../../../model/usage.js";
import { asCount, asObject } from "../../wire/read-json.js";

/**
 * Reads the `usage` of a chat completion; `undefined` where it holds no counts. Where it holds one of the
 * two alone, the other is 0: what is known of a cost is not lost.
 */
export function readUsage(value: unknown): Usage | undefined {
  const usage = asObject(value);
  const input = asCount(usage?.["prompt_tokens"]);
  const completion = asCount(usage?.["completion_tokens"]);
  if (input === undefined && completion === undefined) return undefined;

  const inputDetails = asObject(usage?.["prompt_tokens_details"]);
  const outputDetails = asObject(usage?.["completion_tokens_details"]);
  // DeepSeek counts its cache beside the details, Moonshot and Mistral too, and gateways as Anthropic does.
  const cacheRead =
    asCount(inputDetails?.["cached_tokens"]) ??
    asCount(usage?.["prompt_cache_hit_tokens"]) ??
    asCount(usage?.["cached_tokens"]) ??
    asCount(usage?.["num_cached_tokens"]) ??
    asCount(usage?.["cache_read_input_tokens"]);
  const cacheWrite =
    asCount(inputDetails?.["cache_write_tokens"]) ??
    asCount(usage?.["cache_creation_input_tokens"]);
  const reasoning = asCount(outputDetails?.["reasoning_tokens"]);
  // xAI counts reasoning beside the completion, not within it; its total tells.
  const isBeside =
    reasoning !== undefined &&
    asCount(usage?.["total_tokens"]) === (input ?? 0) + (completion ?? 0) + reasoning;
  return {
    inputTokens: input ?? 0,
    outputTokens: (completion ?? 0) + (isBeside ? reasoning : 0),
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
  };
}

import type { Usage } from "../../model/usage.js";
import { asCount, asObject, type Wire } from "../wire/read-json.js";

/**
 * Reads the usage of a model; the counts of the AI SDK 5 are numbers where later ones have objects.
 * Where there is one of the two counts alone, the other is 0: what is known of a cost is not lost.
 */
export function readUsage(value: unknown): Usage | undefined {
  const usage = asObject(value);
  const input = asObject(usage?.["inputTokens"]) ?? { total: usage?.["inputTokens"] };
  const output = asObject(usage?.["outputTokens"]) ?? { total: usage?.["outputTokens"] };
  const cacheRead = asCount(input["cacheRead"]) ?? asCount(usage?.["cachedInputTokens"]);
  const cacheWrite = asCount(input["cacheWrite"]);
  const reasoning = asCount(output["reasoning"]) ?? asCount(usage?.["reasoningTokens"]);
  const inputTokens = asCount(input["total"]) ?? sum(input, ["noCache", "cacheRead", "cacheWrite"]);
  const outputTokens = asCount(output["total"]) ?? sum(output, ["text", "reasoning"]);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
  };
}

/** The counts that are known, together; `undefined` when none is. */
function sum(counts: Wire, names: readonly string[]): number | undefined {
  const known = names.flatMap((name) => asCount(counts[name]) ?? []);
  return known.length === 0 ? undefined : known.reduce((total, count) => total + count, 0);
}

import type { Usage } from "../../model/usage.js";

/** The sum of what was said; what nobody said stays unsaid. */
export function sumUsages(usages: readonly (Usage | undefined)[]): Usage | undefined {
  const said = usages.filter((usage) => usage !== undefined);
  return said.length === 0 ? undefined : said.reduce(addUsage);
}

function addUsage(a: Usage, b: Usage): Usage {
  const optional = ["cacheReadTokens", "cacheWriteTokens", "reasoningTokens"] as const;
  const sum: { -readonly [Key in keyof Usage]: Usage[Key] } = {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
  for (const key of optional) {
    if (a[key] !== undefined || b[key] !== undefined) sum[key] = (a[key] ?? 0) + (b[key] ?? 0);
  }
  return sum;
}

import type { Usage } from "../../model/usage.js";

const optional = ["cacheReadTokens", "cacheWriteTokens", "reasoningTokens"] as const;

/** The usage without counts that nobody can mean; `undefined` where that is one of the two that are always there. */
export function toSoundUsage(usage: Usage): Usage | undefined {
  const { inputTokens, outputTokens } = usage;
  if (!isCount(inputTokens) || !isCount(outputTokens)) return undefined;
  const sound: { -readonly [Key in keyof Usage]: Usage[Key] } = { inputTokens, outputTokens };
  for (const key of optional) {
    const count = usage[key];
    if (count !== undefined && isCount(count)) sound[key] = count;
  }
  return sound;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The sum of what was said; what nobody said stays unsaid, and so does a sum that is not exact. */
export function sumUsages(usages: readonly (Usage | undefined)[]): Usage | undefined {
  const said = usages.filter((usage) => usage !== undefined);
  if (said.length < 2) return said[0];
  return toSoundUsage(said.reduce(addUsage));
}

function addUsage(a: Usage, b: Usage): Usage {
  const sum: { -readonly [Key in keyof Usage]: Usage[Key] } = {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
  for (const key of optional) {
    if (a[key] !== undefined || b[key] !== undefined) sum[key] = (a[key] ?? 0) + (b[key] ?? 0);
  }
  return sum;
}

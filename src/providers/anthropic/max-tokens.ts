/**
 * The most tokens that a model writes, by the beginning of its id; the first that fits counts.
 * Source: https://platform.claude.com/docs/en/about-claude/models/overview ("Max output").
 */
const maxOutputTokens: readonly (readonly [prefix: string, tokens: number])[] = [
  ["claude-3-opus", 4_096],
  ["claude-3-haiku", 4_096],
  ["claude-3-5-", 8_192],
  ["claude-3-7-", 64_000],
  ["claude-opus-4-0", 32_000],
  ["claude-opus-4-1", 32_000],
  ["claude-opus-4-2025", 32_000],
  ["claude-sonnet-4-0", 64_000],
  ["claude-sonnet-4-2025", 64_000],
  ["claude-opus-4-5", 64_000],
  ["claude-sonnet-4-5", 64_000],
  ["claude-haiku-4-5", 64_000],
  ["claude-opus-4-6", 128_000],
  ["claude-sonnet-4-6", 128_000],
  ["claude-opus-4-7", 128_000],
  ["claude-opus-4-8", 128_000],
  // Every model since 4.5 writes at least as much.
  ["claude-", 64_000],
];

/** For models of others behind an Anthropic-compatible server: what about all of them take. */
const otherTokens = 8_192;

/**
 * The `max_tokens` of a request that does not say: Anthropic requires one. It is the model's own limit,
 * so that nothing is cut short unasked; only tokens that are written count towards limits and cost.
 */
export function findMaxTokens(model: string): number {
  return maxOutputTokens.find(([prefix]) => model.startsWith(prefix))?.[1] ?? otherTokens;
}

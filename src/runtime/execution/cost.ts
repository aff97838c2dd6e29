import type { ResolvedConfig } from "../../config/config.js";
import {
  addDecimals,
  formatDecimal,
  multiplyByMillionths,
  toDecimal,
  zeroDecimal,
  type Decimal,
} from "../../internal/decimal.js";
import type { TokenRates } from "../../model-registry/model-info.js";
import { ratesOf } from "../../model-registry/rates-of.js";
import type { Usage } from "../../model/usage.js";
import type { Attempt } from "../../protocol/attempt.js";
import { factsOf } from "./facts-of.js";

/** What a provider says before it does any work, and takes no money for. */
const freeOutcomes: ReadonlySet<Attempt["outcome"]> = new Set([
  "authentication",
  "config_invalid",
  "invalid_attachment",
  "provider_rejected",
  "provider_unavailable",
  "rate_limited",
]);

/**
 * What an attempt costs, in US dollars, as a decimal number: `"0.00123"`.
 *
 * One that was refused, or did not reach its provider, costs nothing. `undefined`, because it is not known,
 * when any other broke off (what was said of its tokens until then is not all of them), did not say its
 * tokens, or asked a model whose price nobody said.
 */
export function costOf(
  attempt: Attempt,
  config: Pick<ResolvedConfig, "models" | "providers">,
): string | undefined {
  if (isFree(attempt)) return "0";
  const cost = costOfAttempt(attempt, config);
  return cost && formatDecimal(cost);
}

/** What executions and attempts cost together; `undefined` where one of the costs is not known. */
export function sumCosts(costs: readonly (string | undefined)[]): string | undefined {
  let sum = zeroDecimal;
  for (const cost of costs) {
    const decimal = cost === undefined ? undefined : toDecimal(cost);
    if (!decimal) return undefined;
    sum = addDecimals(sum, decimal);
  }
  return formatDecimal(sum);
}

function isFree({ outcome, usage, timeToFirstTokenMs }: Attempt): boolean {
  return freeOutcomes.has(outcome) && !usage && timeToFirstTokenMs === undefined;
}

function costOfAttempt(
  { model, outcome, usage, startedAt }: Attempt,
  config: Pick<ResolvedConfig, "models" | "providers">,
): Decimal | undefined {
  // What a model answered is whole also where it is not valid.
  const isWhole = outcome === "success" || outcome === "invalid_output";
  if (!isWhole || !usage) return undefined;
  const prices = factsOf(model, config)?.prices;
  return prices && costOfUsage(usage, ratesOf(prices, { ...usage, at: startedAt }));
}

/** `undefined` for numbers that a provider cannot mean. */
function costOfUsage(usage: Usage, rates: TokenRates): Decimal | undefined {
  const { inputTokens, outputTokens } = usage;
  const { cacheReadTokens = 0, cacheWriteTokens = 0, reasoningTokens = 0 } = usage;
  const { input, output, cacheRead = input, cacheWrite = input, reasoning = output } = rates;
  const lines = [
    [inputTokens - cacheReadTokens - cacheWriteTokens, input],
    [cacheReadTokens, cacheRead],
    [cacheWriteTokens, cacheWrite],
    [outputTokens - reasoningTokens, output],
    [reasoningTokens, reasoning],
  ] as const;
  let sum = zeroDecimal;
  for (const [tokens, rate] of lines) {
    const price = toDecimal(rate);
    if (!price || !Number.isSafeInteger(tokens) || tokens < 0) return undefined;
    sum = addDecimals(sum, multiplyByMillionths(price, BigInt(tokens)));
  }
  return sum;
}

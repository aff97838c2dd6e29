import type { ModelPrices, TokenRates } from "./model-info.js";

/**
 * The rates for a request.
 * @param at when it was made, in milliseconds since 1970
 */
export function ratesOf(
  prices: ModelPrices,
  { inputTokens, at }: { readonly inputTokens: number; readonly at: number },
): TokenRates {
  const day = new Date(at).toISOString().slice(0, 10);
  const special = prices.except?.findLast(
    ({ aboveInputTokens = -1, from = "" }) => inputTokens > aboveInputTokens && day >= from,
  );
  return special ?? prices;
}

import type {
  ConditionalRates,
  ModelPrices,
  TokenRates,
} from "../../src/model-registry/model-info.js";

/** `@pydantic/genai-prices`, as far as it is read here. */
export interface PriceSource {
  findProvider(options: { providerId: string }): PriceProvider | undefined;
}

export interface PriceProvider {
  readonly models: readonly PriceModel[];
}

export interface PriceModel {
  readonly id: string;
  readonly match: Match;
  readonly context_window?: number;
  readonly prices: SourcePrices | readonly ConditionalSourcePrices[];
}

type Match =
  | { readonly and: readonly Match[] }
  | { readonly or: readonly Match[] }
  | { readonly contains: string }
  | { readonly ends_with: string }
  | { readonly equals: string }
  | { readonly regex: string }
  | { readonly starts_with: string };

/** US dollars; `…_mtok` are for a million tokens. */
type SourcePrices = Readonly<Record<string, number | TieredPrice>>;

/** The price of a tier holds for all of a request with more input tokens than its `start`. */
interface TieredPrice {
  readonly base: number;
  readonly tiers: readonly { readonly start: number; readonly price: number }[];
}

interface ConditionalSourcePrices {
  readonly constraint?: { readonly type: string; readonly start_date?: string };
  readonly prices: SourcePrices;
}

/** The model of a provider that a name means: the first that matches. */
export function findPriceModel(provider: PriceProvider, name: string): PriceModel | undefined {
  return provider.models.find(({ match }) => matches(match, name));
}

/** The names that a model is matched by, whole or as the beginning of dated ones. */
export function namesOf({ id, match }: PriceModel): string[] {
  return [id, ...namesIn(match)];
}

function namesIn(match: Match): string[] {
  if ("or" in match) return match.or.flatMap(namesIn);
  if ("equals" in match) return [match.equals];
  return "starts_with" in match ? [match.starts_with] : [];
}

function matches(match: Match, name: string): boolean {
  if ("and" in match) return match.and.every((part) => matches(part, name));
  if ("or" in match) return match.or.some((part) => matches(part, name));
  if ("equals" in match) return name === match.equals;
  if ("starts_with" in match) return name.startsWith(match.starts_with);
  if ("ends_with" in match) return name.endsWith(match.ends_with);
  return "contains" in match ? name.includes(match.contains) : new RegExp(match.regex).test(name);
}

/**
 * The prices of a model that hold on a day and later. `undefined` for one that is not paid by its
 * tokens, that is said to cost nothing (that is no price but a trial), or whose price depends on the
 * hour or the weekday.
 */
export function readPrices({ prices }: PriceModel, day: string): ModelPrices | undefined {
  const conditional = Array.isArray(prices)
    ? (prices as readonly ConditionalSourcePrices[])
    : [{ prices: prices as SourcePrices }];
  if (conditional.some(({ constraint }) => constraint && constraint.type !== "start_date")) {
    return undefined;
  }
  const startOf = ({ constraint }: ConditionalSourcePrices) => constraint?.start_date ?? "";
  const inForce = conditional.findLastIndex((entry) => startOf(entry) <= day);
  const [now, ...later] = conditional.slice(Math.max(0, inForce));
  const base = now && ratesAt(now.prices, 0);
  if (!now || !base || (base.input === 0 && base.output === 0)) return undefined;
  const except: ConditionalRates[] = tiersOf(now.prices);
  for (const entry of later) {
    const rates = ratesAt(entry.prices, 0);
    if (!rates) return undefined;
    const from = startOf(entry);
    except.push({ from, ...rates });
    except.push(...tiersOf(entry.prices).map((tier) => ({ from, ...tier })));
  }
  return { ...base, ...(except.length > 0 && { except }) };
}

function tiersOf(prices: SourcePrices): ConditionalRates[] {
  const starts = Object.values(prices).flatMap((price) =>
    typeof price === "number" ? [] : price.tiers.map(({ start }) => start),
  );
  return [...new Set(starts)]
    .toSorted((a, b) => a - b)
    .flatMap((start) => {
      const rates = ratesAt(prices, start + 1);
      return rates ? [{ aboveInputTokens: start, ...rates }] : [];
    });
}

function ratesAt(prices: SourcePrices, inputTokens: number): TokenRates | undefined {
  // What else a request costs, such as a fee for itself, makes the tokens' price less than the whole.
  if (prices["requests_kcount"] !== undefined) return undefined;
  const at = (key: string): number | undefined => {
    const price = prices[key];
    if (price === undefined || typeof price === "number") return price;
    return price.tiers.findLast(({ start }) => inputTokens > start)?.price ?? price.base;
  };
  const [input, output] = [at("input_mtok"), at("output_mtok")];
  if (input === undefined || output === undefined) return undefined;
  const [cacheRead, cacheWrite] = [at("cache_read_mtok"), at("cache_write_mtok")];
  const reasoning = at("output_reasoning_mtok");
  return {
    input,
    output,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
    ...(reasoning !== undefined && { reasoning }),
  };
}

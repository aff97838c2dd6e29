/** What tokens cost, in US dollars per million. */
export interface TokenRates {
  readonly input: number;
  /** Reasoning included, unless it has a rate of its own. */
  readonly output: number;
  /** Input that the provider reads from its prompt cache. Default: the rate of other input. */
  readonly cacheRead?: number;
  /**
   * Input that the provider writes to its prompt cache, for its default time. Default: the rate of other
   * input.
   */
  readonly cacheWrite?: number;
  /** Default: the rate of other output. */
  readonly reasoning?: number;
}

/** Rates that apply when all of their conditions are met. */
export interface ConditionalRates extends TokenRates {
  /** Requests with more input tokens than this, cached ones included; for the whole of the request. */
  readonly aboveInputTokens?: number;
  /** Requests from this day on, in UTC: `"2027-01-01"`. */
  readonly from?: string;
}

/** The list price of a model: without discounts, batches and service tiers. */
export interface ModelPrices extends TokenRates {
  /** Other rates, under conditions; the last ones whose conditions are met apply. */
  readonly except?: readonly ConditionalRates[];
}

/** What is known about a model. Absent properties are unknown. */
export interface ModelFacts {
  /** Whether it can ask for tools. */
  readonly tools?: boolean;
  /** Whether its provider can enforce a JSON Schema on its answers. */
  readonly structuredOutput?: boolean;
  /** Whether it takes images. */
  readonly vision?: boolean;
  /** Whether it takes files, such as a PDF. */
  readonly files?: boolean;
  /** Whether it thinks before it answers, always or on demand. */
  readonly reasoning?: boolean;
  /** Whether a request may set a temperature. */
  readonly temperature?: boolean;
  /** How many tokens the prompt and the answer may have together. */
  readonly contextTokens?: number;
  /** How many tokens an answer may have, reasoning included. */
  readonly maxOutputTokens?: number;
  readonly prices?: ModelPrices;
}

/** A known model. */
export interface ModelInfo extends ModelFacts {
  /**
   * The model that the facts describe: the model itself, or the one that a dated name or `-latest`
   * stands for.
   */
  readonly id: string;
}

/** The known models and the sources of the facts. */
export interface Registry {
  /** When the facts were collected: `"2026-11-20"`. */
  readonly date: string;
  readonly sources: readonly string[];
  /** By `"provider/model"`. */
  readonly models: Readonly<Record<string, ModelFacts>>;
}

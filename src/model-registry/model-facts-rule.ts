import type { OptionRule } from "../internal/options/option-rule.js";
import { count, flag, list, numeric, typed, word } from "../internal/options/rules.js";
import { within } from "../internal/options/option-rule.js";
import { shape } from "../internal/options/shape.js";
import type { ConditionalRates, ModelFacts, ModelPrices, TokenRates } from "./model-info.js";
import { isObject } from "../internal/is-object.js";

const rate = numeric(
  "a price in US dollars per million tokens, such as 0.25",
  (value) => value >= 0 && value < Infinity,
);

const rates = {
  input: rate,
  output: rate,
  cacheRead: rate,
  cacheWrite: rate,
  reasoning: rate,
} satisfies Record<keyof TokenRates, OptionRule>;

const conditionalRates = shape<ConditionalRates>(
  {
    ...rates,
    aboveInputTokens: count,
    from: word('a day: "2027-01-31"', (value) => /^\d{4}-\d{2}-\d{2}$/.test(value)),
  },
  ["input", "output"],
);

const modelFacts = shape<ModelFacts>({
  tools: flag,
  structuredOutput: flag,
  vision: flag,
  files: flag,
  reasoning: flag,
  temperature: flag,
  contextTokens: count,
  maxOutputTokens: count,
  prices: shape<ModelPrices>({ ...rates, except: list(conditionalRates) }, ["input", "output"]),
});

const facts = typed(isObject, 'an object of models: { "groq/my-model": { contextTokens: 8_192 } }');

/** The rule for a config's facts about models, by `"provider/model"`. */
export const modelsRule: OptionRule = (value) =>
  isObject(value)
    ? Object.entries(value).flatMap(([id, said]) =>
        /^[^/]+\/./s.test(id)
          ? within(id, modelFacts(said))
          : [{ path: [id], kind: "unknown", expected: unnamed, shown: "" }],
      )
    : facts(value);

const unnamed = 'Name the provider, a slash and the model: "openai/gpt-4o".';

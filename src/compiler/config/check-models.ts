import type { ResolvedConfig } from "../../config/config.js";
import { nearest } from "../../internal/nearest.js";
import type { ConditionalRates, ModelFacts } from "../../models/model-info.js";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { locateInConfig } from "./locate-in-config.js";

/** What is wrong with a value: where in it, and what it should be. */
interface Fault {
  readonly path: readonly string[];
  readonly expected: string;
}

type Check = (value: unknown) => readonly Fault[];

/** What the config says of models is of models, and possible. */
export function checkModels(
  { models }: ResolvedConfig,
  source: Pick<Span, "file" | "text">,
): Diagnostic[] {
  if (!isRecord(models)) {
    const reason = `"models" says nothing of models. Write an object: { "groq/my-model": { contextTokens: 8_192 } }.`;
    return [report("config/invalid", locateInConfig(source, ["models"]), { reason })];
  }
  return Object.entries(models).flatMap(([id, facts]) => {
    if (!/^[^/]+\/./.test(id)) {
      const reason = `"${id}" under "models" does not name a model. Write the provider, a slash and the model: "openai/gpt-4o".`;
      return [report("config/invalid", locateInConfig(source, ["models", id], "key"), { reason })];
    }
    return checkFacts(facts).map(({ path, expected }) => {
      const place = ["models", id, ...path];
      const reason = `"${[`models["${id}"]`, ...path].join(".")}" ${expected}.`;
      return report("config/invalid", locateInConfig(source, place), { reason });
    });
  });
}

const flag = check((value) => typeof value === "boolean", "is neither true nor false");

const tokens = check(
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
  "is no whole number above zero",
);

const rate = check(
  (value) => typeof value === "number" && value >= 0 && value < Infinity,
  "is no price: write US dollars for a million tokens, such as 0.25",
);

const rates = {
  input: rate,
  output: rate,
  cacheRead: rate,
  cacheWrite: rate,
  reasoning: rate,
} satisfies Partial<Record<keyof ConditionalRates, Check>>;

const conditionalRates = object(
  {
    ...rates,
    aboveInputTokens: tokens,
    from: check(
      (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value),
      'is no day: write "2027-01-31"',
    ),
  } satisfies Record<keyof ConditionalRates, Check>,
  ["input", "output"],
);

const checkFacts = object({
  tools: flag,
  structuredOutput: flag,
  vision: flag,
  files: flag,
  reasoning: flag,
  temperature: flag,
  contextTokens: tokens,
  maxOutputTokens: tokens,
  prices: object({ ...rates, except: list(conditionalRates) }, ["input", "output"]),
} satisfies Record<keyof ModelFacts, Check>);

function check(isRight: (value: unknown) => boolean, expected: string): Check {
  return (value) => (isRight(value) ? [] : [{ path: [], expected }]);
}

function list(element: Check): Check {
  return (value) =>
    Array.isArray(value)
      ? value.flatMap((each, index) => within(String(index), element(each)))
      : [{ path: [], expected: "is no list" }];
}

function object(checks: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value) => {
    if (!isRecord(value)) return [{ path: [], expected: "is no object" }];
    const missing = required.filter((key) => value[key] === undefined);
    return [
      ...missing.map((key) => ({ path: [], expected: `lacks "${key}"` })),
      ...Object.entries(value).flatMap(([key, member]) => {
        const known = Object.hasOwn(checks, key) ? checks[key] : undefined;
        if (!known) return [{ path: [key], expected: unknownKey(key, Object.keys(checks)) }];
        return member === undefined ? [] : within(key, known(member));
      }),
    ];
  };
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return `is nothing that is known of a model. ${meant ? `Did you mean "${meant}"?` : `There are: ${known.join(", ")}`}`;
}

function within(key: string, faults: readonly Fault[]): Fault[] {
  return faults.map(({ path, expected }) => ({ path: [key, ...path], expected }));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

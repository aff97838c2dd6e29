/**
 * `npm run models:update`: writes `src/model-registry/registry.json`, what this package knows of models, from
 * the newest versions of two packages that npm downloads:
 *
 * - `@pydantic/genai-prices` (MIT, by Pydantic, a release every week or two): the providers' price
 *   lists, with their tiers and the days from which they hold, and sizes of contexts;
 * - `@mariozechner/pi-ai` (MIT, generated from models.dev): limits, and what models take and do. It
 *   lists models that can use tools only.
 *
 * `models/capabilities.ts` has the last word. Look at the difference before you commit it.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describeModel } from "../src/model-registry/describe-model.js";
import type { ModelFacts } from "../src/model-registry/model-info.js";
import { correctFacts } from "./models/capabilities.js";
import { findPriceModel, namesOf, readPrices, type PriceSource } from "./models/price-source.js";
import { unpackPackage } from "./models/unpack-package.js";

const file = fileURLToPath(new URL("../src/model-registry/registry.json", import.meta.url));

/** Providers by the name that they have here, with those that the sources have for them. */
const providers = {
  anthropic: { prices: "anthropic", limits: "anthropic" },
  cerebras: { prices: "cerebras", limits: "cerebras" },
  deepseek: { prices: "deepseek", limits: "deepseek" },
  fireworks: { prices: "fireworks", limits: "fireworks" },
  google: { prices: "google", limits: "google" },
  groq: { prices: "groq", limits: "groq" },
  mistral: { prices: "mistral", limits: "mistral" },
  moonshotai: { prices: "moonshotai", limits: "moonshotai" },
  openai: { prices: "openai", limits: "openai" },
  xai: { prices: "x-ai", limits: "xai" },
};

/** `@mariozechner/pi-ai`, as far as it is read here. Its prices are not: it writes 0 for what it does not know. */
interface LimitSource {
  readonly MODELS: Readonly<Record<string, Readonly<Record<string, LimitModel>>>>;
}

interface LimitModel {
  readonly reasoning: boolean;
  readonly input: readonly string[];
  readonly contextWindow: number;
  readonly maxTokens: number;
}

/** What is no model to talk to in text, and what is retired so long that it is in nobody's code. */
const outside =
  /audio|computer-use|embed|guard|image|live|moderation|native|ocr|omni|realtime|robotics|search-preview|gpt-4.*vision|transcribe|tts|voice|voxtral|whisper|ft[:-]|^(?:ada|babbage|curie|davinci|text-|gpt-3\.5-0301|gpt-3\.5-turbo-instruct|gemini-pro|gemini-1|gemma-|claude-(?:2|v))|gemini-.*1\.5/;

/**
 * Names that a source knows from elsewhere and the provider does not take: of gateways, with other
 * punctuation, or the mere beginning of names.
 */
const foreign =
  /:|[-@]$|-20\d\d$|-high$|^x-ai\/|^cerebras\/|^claude-(?:[45]|\d\.|\w+-\d\.|\w+-3)|^gpt-35|^gpt-\d-\d(?!\d)|^gpt-5.*-chat$|^deepseek-v3|^anthropic\//;

const folder = mkdtempSync(path.join(tmpdir(), "troupe-models-"));
try {
  const sources = {
    prices: unpackPackage("@pydantic/genai-prices", folder),
    limits: unpackPackage("@mariozechner/pi-ai", folder),
  };
  const day = new Date().toISOString().slice(0, 10);
  const models = collectModels(
    (await sources.prices.load("dist/index.js")) as PriceSource,
    (await sources.limits.load("dist/models.generated.js")) as LimitSource,
    day,
  );
  const names = Object.values(sources).map(({ name, licence }) => `${name} (${licence})`);
  writeFileSync(file, toText(day, names, models));
  console.log(`${Object.keys(models).length} models, from ${names.join(" and ")}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function collectModels(
  prices: PriceSource,
  limits: LimitSource,
  day: string,
): Readonly<Record<string, ModelFacts>> {
  const models: Record<string, ModelFacts> = {};
  for (const [provider, source] of Object.entries(providers)) {
    const priced = prices.findProvider({ providerId: source.prices });
    const limited = new Map(Object.entries(limits.MODELS[source.limits] ?? {}));
    if (!priced || limited.size === 0) throw new Error(`A source has nothing of ${provider}.`);
    const names = new Set([...priced.models.flatMap(namesOf), ...limited.keys()]);
    for (const name of [...names].toSorted()) {
      if (outside.test(name) || isForeign(name, provider)) continue;
      const model = findPriceModel(priced, name);
      const limit = findLimit(limited, [name, model?.id ?? name]);
      // Where they differ, one is rounded, or is what the source advises and not the limit.
      const contextTokens = Math.max(limit?.contextWindow ?? 0, model?.context_window ?? 0);
      const prices = model && readPrices(model, day);
      models[`${provider}/${name}`] = correctFacts(`${provider}/${name}`, {
        ...(limit && readLimits(limit)),
        ...(contextTokens > 0 && { contextTokens }),
        ...(prices && { prices }),
      });
    }
  }
  return withoutRedundant(models);
}

function isForeign(name: string, provider: string): boolean {
  // Which others serve under its own name.
  if (name.startsWith("gpt-oss")) return provider === "openai";
  return foreign.test(name) || (name.startsWith("claude") && provider !== "anthropic");
}

/** By the name itself, or by what it is without a date, in either direction. */
function findLimit(
  limited: ReadonlyMap<string, LimitModel>,
  names: readonly string[],
): LimitModel | undefined {
  const exact = names.flatMap((name) => limited.get(name) ?? []);
  const families = new Set(names.map(familyOf));
  const related = [...limited].filter(([name]) => families.has(familyOf(name)));
  return exact[0] ?? related.at(-1)?.[1];
}

function familyOf(name: string): string {
  return name.replace(/-(?:latest|\d{4}-\d{2}-\d{2}|\d{8})$/, "");
}

function readLimits({ reasoning, input, maxTokens }: LimitModel): ModelFacts {
  return {
    tools: true,
    vision: input.includes("image"),
    reasoning,
    maxOutputTokens: maxTokens,
  };
}

/** Leaves out what is found by another name with the same facts, and what nothing is known of. */
function withoutRedundant(
  models: Readonly<Record<string, ModelFacts>>,
): Readonly<Record<string, ModelFacts>> {
  const entries = Object.entries(models).filter(([, facts]) => Object.keys(facts).length > 0);
  const kept = new Map(entries);
  for (const [id, facts] of entries) {
    kept.delete(id);
    const registry = { date: "", sources: [], models: Object.fromEntries(kept) };
    const { id: _family, ...found } = describeModel(id, { registry }) ?? { id };
    if (JSON.stringify(found) !== JSON.stringify(facts)) kept.set(id, facts);
  }
  return Object.fromEntries([...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A line for each model, so that a difference can be read. */
function toText(
  date: string,
  sources: readonly string[],
  models: Readonly<Record<string, ModelFacts>>,
): string {
  const lines = Object.entries(models).map(
    ([id, facts]) => `    ${JSON.stringify(id)}: ${JSON.stringify(facts)}`,
  );
  return `{
  "date": ${JSON.stringify(date)},
  "sources": ${JSON.stringify(sources)},
  "models": {
${lines.join(",\n")}
  }
}
`;
}

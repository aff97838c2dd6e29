import type { ModelFacts, ModelInfo, Registry } from "./model-info.js";

/** What a lookup of a model needs. */
export interface ModelContext {
  /** Absent: it could not be loaded, and only `own` is known. */
  readonly registry: Registry | undefined;
  /** The adapter of the provider that the model's name begins with. */
  readonly kind?: string | undefined;
  /** The config's facts about models, by `"provider/model"`. They override the registry. */
  readonly own?: Readonly<Record<string, ModelFacts>> | undefined;
}

/** Other names for providers in the registry. */
const providerAliases: ReadonlyMap<string, string> = new Map([
  ["gemini", "google"],
  ["x-ai", "xai"],
  ["moonshot", "moonshotai"],
  ["fireworks-ai", "fireworks"],
]);

/**
 * What is known about a model; `undefined` for an unknown one.
 *
 * A provider is recognised by its name. With any other name, its models are treated as those of its
 * adapter, except for the prices, which depend on the provider. Only the config can describe models of the
 * fake provider.
 */
export function describeModel(id: string, context: ModelContext): ModelInfo | undefined {
  const { own = {}, registry } = context;
  const ownId = namesOf(id).find((name) => Object.hasOwn(own, name));
  const known = registry && describeKnown(id, context.kind, registry.models);
  if (ownId === undefined) return known;
  return { ...known, ...own[ownId], id: ownId };
}

function describeKnown(
  id: string,
  kind: string | undefined,
  models: Registry["models"],
): ModelInfo | undefined {
  if (kind === "fake") return undefined;
  const slash = id.indexOf("/");
  const given = id.slice(0, Math.max(0, slash));
  const provider = providerOf(given);
  const model = id.slice(slash + 1);
  const known = findFacts(`${provider}/${model}`, models);
  if (known || kind === undefined || hasProvider(provider, models)) return known;
  const related = findFacts(`${kind}/${model}`, models);
  if (!related) return undefined;
  const { prices: _theirs, ...facts } = related;
  return facts;
}

/** The name of a provider in the registry. */
export function providerOf(given: string): string {
  return providerAliases.get(given) ?? given;
}

function findFacts(id: string, models: Registry["models"]): ModelInfo | undefined {
  const name = namesOf(id).find((candidate) => Object.hasOwn(models, candidate));
  return name === undefined ? undefined : { ...models[name], id: name };
}

/** Cached, because each record looks up its models. */
const providersOf = new WeakMap<Registry["models"], ReadonlySet<string>>();

function hasProvider(provider: string, models: Registry["models"]): boolean {
  const providers =
    providersOf.get(models) ??
    new Set(Object.keys(models).map((id) => id.slice(0, id.indexOf("/"))));
  providersOf.set(models, providers);
  return providers.has(provider);
}

/** `-2024-08-06`, `-20250929`, `@20250929`. Shorter ones, as in `mistral-large-2512`, are other models. */
const date = /[-@](?:\d{4}-\d{2}-\d{2}|\d{8})$/;

/** The names under which a model may be listed: its own, and its family's. */
export function namesOf(id: string): readonly string[] {
  return [id, id.replace(date, ""), id.replace(/-latest$/, "")];
}

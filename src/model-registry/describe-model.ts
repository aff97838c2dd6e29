import type { ModelFacts, ModelInfo, Registry } from "./model-info.js";

/** What a model is looked up with. */
export interface ModelContext {
  /** Absent: it could not be loaded, and nothing but `own` is known. */
  readonly registry: Registry | undefined;
  /** The adapter of the provider that the model's name begins with. */
  readonly kind?: string | undefined;
  /** What the config says of models, by `"provider/model"`; it holds over the registry. */
  readonly own?: Readonly<Record<string, ModelFacts>> | undefined;
}

/** Other names of providers that the registry knows. */
const providerAliases: ReadonlyMap<string, string> = new Map([
  ["gemini", "google"],
  ["x-ai", "xai"],
  ["moonshot", "moonshotai"],
  ["fireworks-ai", "fireworks"],
]);

/**
 * What is known of a model, or `undefined` for one that nobody knows anything of.
 *
 * A provider is known by its name. One under another name is taken for what its adapter is made for, but
 * for the prices, which are between a provider and its customer. The models of the fake provider are
 * nobody's: only the config can say something of them.
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

/** The name by which the registry knows a provider. */
export function providerOf(given: string): string {
  return providerAliases.get(given) ?? given;
}

function findFacts(id: string, models: Registry["models"]): ModelInfo | undefined {
  const name = namesOf(id).find((candidate) => Object.hasOwn(models, candidate));
  return name === undefined ? undefined : { ...models[name], id: name };
}

/** Made once: a record looks its models up. */
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

/** The names by which a model may be known: its own, and that of its family. */
export function namesOf(id: string): readonly string[] {
  return [id, id.replace(date, ""), id.replace(/-latest$/, "")];
}

import type { ResolvedConfig } from "../../config/config.js";
import { describeModel } from "../../model-registry/describe-model.js";
import { loadedRegistry } from "../../model-registry/load-registry.js";
import type { ModelInfo } from "../../model-registry/model-info.js";

/** What is known of a model that a config's providers may be asked for; the config's word wins. */
export function factsOf(
  id: string,
  { models, providers }: Pick<ResolvedConfig, "models" | "providers">,
): ModelInfo | undefined {
  const name = id.slice(0, Math.max(0, id.indexOf("/")));
  const kind = Object.hasOwn(providers, name) ? providers[name]?.kind : undefined;
  return describeModel(id, { registry: loadedRegistry(), kind, own: models });
}

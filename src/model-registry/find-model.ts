import { describeModel } from "./describe-model.js";
import { loadRegistry } from "./load-registry.js";
import type { ModelInfo } from "./model-info.js";

/**
 * Returns what this package knows about a model: what it can do, its limits and its list price. Returns
 * `undefined` for an unknown model, which can be used all the same.
 *
 * It reads the registry that is part of this release, not the `models` of a config. It sends nothing.
 *
 * @param id `"provider/model"`: `"openai/gpt-4o"`. A dated name (`"openai/gpt-4o-2024-08-06"`) and a
 *   name that ends in `-latest` find their family if they are not listed themselves.
 */
export async function findModel(id: string): Promise<ModelInfo | undefined> {
  return describeModel(id, { registry: await loadRegistry() });
}

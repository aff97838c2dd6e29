import { describeModel } from "./describe-model.js";
import { loadRegistry } from "./load-registry.js";
import type { ModelInfo } from "./model-info.js";

/**
 * What this package knows of a model: what it can do, its limits and its list price. `undefined` for a
 * model that it does not know, which may be used all the same.
 *
 * It knows what its registry held on the day of its release, and nothing of what a config says under
 * `models`. Nothing is sent anywhere.
 *
 * @param id `"provider/model"`: `"openai/gpt-4o"`. A dated name (`"openai/gpt-4o-2024-08-06"`) and one
 * that ends in `-latest` find their family where they are not listed themselves.
 */
export async function findModel(id: string): Promise<ModelInfo | undefined> {
  return describeModel(id, { registry: await loadRegistry() });
}

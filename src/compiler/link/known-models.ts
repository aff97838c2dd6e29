import type { ResolvedConfig } from "../../config/config.js";
import { describeModel } from "../../model-registry/describe-model.js";
import { loadRegistry } from "../../model-registry/load-registry.js";
import type { ModelInfo } from "../../model-registry/model-info.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import { findOwn } from "../../internal/find-own.js";

/** What is known about the models of the agents, by the name that an agent uses, without unknown models. */
export async function knownModels(
  agents: readonly LinkedAgent[],
  { models: own, providers }: ResolvedConfig,
): Promise<ReadonlyMap<string, ModelInfo>> {
  const registry = await loadRegistry();
  const asked = agents.flatMap(({ model, fallback }) => [...(model ? [model] : []), ...fallback]);
  const known = new Map<string, ModelInfo>();
  for (const model of new Set(asked.map(String))) {
    const provider = model.split("/", 1)[0] ?? "";
    const kind = findOwn(providers, provider)?.kind;
    const info = describeModel(model, { registry, kind, own });
    if (info) known.set(model, info);
  }
  return known;
}

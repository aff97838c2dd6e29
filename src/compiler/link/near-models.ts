import type { ResolvedConfig } from "../../config/config.js";
import { describeModel } from "../../model-registry/describe-model.js";
import { loadRegistry } from "../../model-registry/load-registry.js";
import { suggestModel } from "../../model-registry/suggest-model.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import type { Program } from "../program/program.js";
import { findOwn } from "../../internal/find-own.js";

/** The models of which nothing is known that agents or the config name, with the known one that is near. */
export async function nearModels(
  agents: readonly LinkedAgent[],
  { defaults, models: own, providers }: ResolvedConfig,
): Promise<Program["nearModels"]> {
  const registry = await loadRegistry();
  const asked = agents.flatMap(({ model, fallback }) => [model, ...fallback]);
  const near = new Map<string, string>();
  for (const model of new Set([defaults.model, ...asked].map(String))) {
    const provider = model.split("/", 1)[0] ?? "";
    // Of a provider that does not exist, and of models that exist nowhere else, there is other to say, or nothing.
    const kind = findOwn(providers, provider)?.kind ?? "fake";
    if (kind === "fake" || describeModel(model, { kind, own, registry })) continue;
    const meant = suggestModel(model, { own, registry });
    if (meant !== undefined) near.set(model, meant);
  }
  return near;
}

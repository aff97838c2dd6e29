import type { ResolvedConfig } from "../../config/config.js";
import { describeModel } from "../../model-registry/describe-model.js";
import { loadRegistry } from "../../model-registry/load-registry.js";
import { suggestModel } from "../../model-registry/suggest-model.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import type { Program } from "../program/program.js";
import { findOwn } from "../../internal/find-own.js";

/** The unknown models of agents and of the config, each with the known model of a similar name. */
export async function nearModels(
  agents: readonly LinkedAgent[],
  { defaults, models: own, providers }: ResolvedConfig,
): Promise<Program["nearModels"]> {
  const registry = await loadRegistry();
  const asked = agents.flatMap(({ model, fallback }) => [model, ...fallback]);
  const near = new Map<string, string>();
  for (const model of new Set([defaults.model, ...asked].map(String))) {
    const provider = model.split("/", 1)[0] ?? "";
    // A provider that does not exist has another diagnostic, and the fake provider's models need none.
    const kind = findOwn(providers, provider)?.kind ?? "fake";
    if (kind === "fake" || describeModel(model, { kind, own, registry })) continue;
    const meant = suggestModel(model, { own, registry });
    if (meant !== undefined) near.set(model, meant);
  }
  return near;
}

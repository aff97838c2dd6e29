import type { AgentDefaults } from "../../../config/config.js";
import type { AgentSpec } from "../../../manifest/manifest.js";

/** The models of one provider that a project uses. */
export interface AskedModels {
  /** The provider's own id of the first one: `"gpt-4o"`. */
  readonly model: string;
  /** The agents that use it, sorted; empty if it is only the config's default. */
  readonly agents: readonly string[];
}

/**
 * The providers that a project uses, by their name in the config: for agents, their fallbacks, the default.
 */
export function askedModels(
  agents: readonly AgentSpec[],
  defaults: AgentDefaults,
): ReadonlyMap<string, AskedModels> {
  const asked = new Map<string, { model: string; agents: Set<string> }>();
  const add = (id: string, agent?: string) => {
    const slash = id.indexOf("/");
    const provider = id.slice(0, slash);
    const entry = asked.get(provider) ?? { model: id.slice(slash + 1), agents: new Set() };
    if (agent !== undefined) entry.agents.add(agent);
    asked.set(provider, entry);
  };
  for (const { name, model, fallback = [] } of agents) {
    for (const id of [model, ...fallback]) add(id, name);
  }
  if (defaults.model !== undefined) add(defaults.model);
  return new Map(
    [...asked].map(([provider, { model, agents }]) => [
      provider,
      { model, agents: [...agents].sort() },
    ]),
  );
}
